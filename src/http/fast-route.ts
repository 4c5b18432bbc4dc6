import type { IncomingMessage, ServerResponse } from "node:http";
import { LRUCache } from "lru-cache";
import type { FastQuestion, FastRoute } from "./door.js";
import { requestIdOf } from "./entry.js";
import type { Guards, Visit } from "./guards.js";
import { refusal } from "./refusal.js";
import type { RequestLog } from "./request-log.js";
import { dataSecurity } from "./security.js";

/** A fast route that is open: which requests are its own, and how they are answered. */
export interface FastListener {
  readonly isMine: (request: IncomingMessage) => boolean;
  readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

/** Opens a fast route straight on the server's request listener, before any framework, behind the same guards. */
export const openFastRoute = (
  route: FastRoute,
  { guards, lines }: { guards: Guards; lines: RequestLog },
): FastListener => {
  const questionOf = questions(route);
  return {
    isMine: ({ url = "", method }) =>
      url.startsWith(route.path) &&
      (url.length === route.path.length || url[route.path.length] === "?") &&
      (method === "GET" || method === "HEAD"),
    answer: async (request, response) => {
      const visit: Visit = {
        id: requestIdOf(),
        raw: request,
        sender: guards.senderOf(request),
        caller: null,
        started: performance.now(),
      };
      let status: number;
      try {
        const admitted = guards.admit(visit, { policy: route.policy, channel: "http", session: route.session });
        if (admitted instanceof Promise) await admitted;
        if (visit.caller === null) throw new Error("a fast route needs a caller");
        const found = questionOf(request.url ?? "")(visit.caller, request.headers);
        const answer = found instanceof Promise ? await found : found;
        status = answer.status;
        response.writeHead(status, [...answer.headers, "x-request-id", visit.id]);
        response.end(answer.body);
      } catch (error) {
        status = refuse(visit, response, error);
        lines.fault(error, visit.id);
      }
      lines.answered(visit, route.path, status);
    },
  };
};

/** What serving systems ask again and again is read once. */
const questions = ({ path, read }: FastRoute): ((url: string) => FastQuestion) => {
  const known = new LRUCache<string, FastQuestion>({ max: 1_000 });
  return (url) => {
    const text = url.slice(path.length + 1);
    const earlier = known.get(text);
    if (earlier !== undefined) return earlier;
    const question = read(new URLSearchParams(text));
    if (text.length <= 1_000) known.set(text, question);
    return question;
  };
};

const refuse = ({ id, raw }: Visit, response: ServerResponse, error: unknown): number => {
  const { status, headers, body } = refusal(error, { id, headers: raw.headers });
  response.writeHead(status, {
    ...headers,
    ...dataSecurity,
    "content-length": Buffer.byteLength(body),
    "x-request-id": id,
  });
  response.end(body);
  return status;
};
