import type { IncomingMessage, ServerResponse } from "node:http";
import { LRUCache } from "lru-cache";
import type { Authenticator } from "../access/authenticate.js";
import type { Resolver } from "../registry/resolve/resolve.js";
import { checkEntry, requestIdOf } from "./entry.js";
import { checkScope, type Gate } from "./gate.js";
import { refusal, securityHeaders } from "./refusal.js";
import { resolveAnswer } from "./resolve-answer.js";

export interface ResolveDoorOptions {
  readonly allowedHosts: ReadonlySet<string>;
  readonly authenticator: Pick<Authenticator, "cached">;
  readonly gate: Gate;
  readonly resolver: Resolver;
  /** Logs what is answered as a fault of ours. */
  readonly fault: (error: unknown, requestId: string) => void;
  /** Called once the answer is handed over. */
  readonly done: (
    request: IncomingMessage,
    status: number,
    requestId: string,
    principal: string | null,
    started: number,
  ) => void;
}

/** Whether `request` is for the resolve door. */
export const isResolve = ({ url = "", method }: IncomingMessage): boolean =>
  url.startsWith("/resolve") && (url.length === 8 || url[8] === "?") && (method === "GET" || method === "HEAD");

/** Query strings that serving systems repeat are parsed once. */
const parsed = new LRUCache<string, URLSearchParams>({ max: 1_000 });

const queryOf = (url: string): URLSearchParams => {
  const text = url.slice(9);
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const query = new URLSearchParams(text);
  if (text.length <= 1_000) parsed.set(text, query);
  return query;
};

/**
 * `GET /resolve` straight on the server's request listener, before any framework: it is the hottest path. It passes
 * the same checks in the same order as every other route.
 */
export const createResolveDoor = (options: ResolveDoorOptions) => {
  const answerOf = resolveAnswer(options.resolver);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const started = performance.now();
    const requestId = requestIdOf();
    let principal: string | null = null;
    let status: number;
    try {
      checkEntry(request, options.allowedHosts);
      const caller =
        options.authenticator.cached(request.headers.authorization) ?? (await options.gate(request, "http"));
      principal = caller.principal.id;
      checkScope(caller, ["READ", "RESOLVE"]);
      const found = answerOf(caller, queryOf(request.url ?? ""), request.headers);
      const answer = found instanceof Promise ? await found : found;
      status = answer.status;
      response.writeHead(status, [...answer.headers, "x-request-id", requestId]);
      response.end(answer.body);
    } catch (error) {
      status = refuse(response, error, requestId);
      options.fault(error, requestId);
    }
    options.done(request, status, requestId, principal, started);
  };
};

const refuse = (response: ServerResponse, error: unknown, requestId: string): number => {
  const { status, headers, body } = refusal(error, requestId);
  response.writeHead(status, {
    ...headers,
    ...securityHeaders,
    "content-length": Buffer.byteLength(body),
    "x-request-id": requestId,
  });
  response.end(body);
  return status;
};
