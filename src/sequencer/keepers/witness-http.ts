import { KeeperFault } from "./keeper.js";

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Milliseconds until the whole answer must be there. */
const WITHIN_MS = 10_000;
/** A witness answers a few lines. */
const MOST_BYTES = 16_384;

/** Posts a text; the answer is read as far as a witness's can be long, and no further. It follows nobody elsewhere. */
export const post = async (url: string, body: string): Promise<Answer> => {
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: { "content-type": "text/plain; charset=utf-8", "user-agent": "countersign" },
      redirect: "error",
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    return { status: response.status, body: await bounded(response) };
  } catch (error) {
    if (error instanceof KeeperFault) throw error;
    const { name, message, cause } = error as Error;
    const why = name === "TimeoutError" ? `no whole answer within ${WITHIN_MS / 1_000} seconds` : message;
    throw new KeeperFault("UNREACHABLE", cause instanceof Error ? `${why}: ${cause.message}` : why);
  }
};

const bounded = async (response: Response): Promise<string> => {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > MOST_BYTES) throw new KeeperFault("REFUSED", `its answer is longer than ${MOST_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
};
