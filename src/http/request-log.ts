import type { IncomingMessage } from "node:http";
import { DomainError } from "../errors.js";
import type { HttpDeps } from "./deps.js";
import { clientRequestIdOf } from "./entry.js";

interface Answered {
  request: IncomingMessage;
  route: string;
  status: number;
  requestId: string;
  principal: string | null;
  started: number;
}

/** One line and one count per request; the path without its query, which may hold what nobody should log. */
export const requestLog = ({ log, metrics }: Pick<HttpDeps, "log" | "metrics">) => ({
  answered: ({ request, route, status, requestId, principal, started }: Answered): void => {
    const ms = Math.round((performance.now() - started) * 1_000) / 1_000;
    metrics.answered(route, status, ms / 1_000);
    if (!log.isLevelEnabled("info")) return;
    const [path = ""] = (request.url ?? "").split("?", 1);
    const clientRequestId = clientRequestIdOf(request);
    log.info(
      {
        requestId,
        ...(clientRequestId !== null && { clientRequestId }),
        method: request.method,
        path: path.slice(0, 200),
        status,
        ms,
        principal,
        ip: request.socket.remoteAddress,
      },
      "request",
    );
  },
  fault: (error: unknown, requestId: string): void => {
    if (!(error instanceof DomainError)) log.error({ requestId, err: error }, "fault in a request");
    else if (error.code === "UNAVAILABLE") log.warn({ requestId, err: error.cause ?? error }, "unavailable");
    else if (error.code === "TOO_SLOW") log.warn({ requestId, err: error.cause ?? error }, "too slow");
  },
});
