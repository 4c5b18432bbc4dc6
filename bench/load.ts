import type { OutgoingHttpHeaders } from "node:http";
import autocannon from "autocannon";
import type { Shot } from "./rounds.js";

/** What is sent over and over, and what must come back. */
export interface Load {
  readonly url: string;
  /** Sent in turn by each connection. */
  readonly paths: readonly string[];
  readonly method?: "GET" | "POST";
  readonly headers?: OutgoingHttpHeaders;
  readonly connections?: number;
  /** One body for each path, or none. */
  readonly bodies?: readonly string[];
  /** Whether a body is what was asked for. */
  readonly verify: (body: string) => boolean;
}

/** Connections that each send their next request when the last is answered. */
export const CONNECTIONS = 32;

/** Loads a server for some seconds; throws unless every answer was 200 with a body as it should be. */
export const fire = async (load: Load, seconds: number): Promise<Shot> => {
  const { url, paths, method = "GET", headers = {}, bodies, verify } = load;
  const result = await autocannon({
    url,
    method,
    headers: headers as Record<string, string>,
    connections: load.connections ?? CONNECTIONS,
    duration: seconds,
    requests: paths.map((path, index) => ({ path, ...(bodies && { body: bodies[index] ?? "" }) })),
    verifyBody: (body) => verify(String(body)),
  });
  const { errors, timeouts, mismatches } = result;
  const wrong = result["1xx"] + result["3xx"] + result["4xx"] + result["5xx"];
  if (errors + timeouts + mismatches + wrong > 0)
    throw new Error(
      `${url}${paths[0]}: ${errors} errors, ${timeouts} timeouts, ${wrong} not 200, ${mismatches} wrong bodies`,
    );
  return { calls: result["2xx"], seconds: (result.finish.getTime() - result.start.getTime()) / 1_000 };
};
