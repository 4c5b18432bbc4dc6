import type { Logger } from "pino";
import { DomainError } from "../errors.js";
import { clientRequestIdOf } from "./entry.js";
import type { Visit } from "./guards.js";
import type { Metrics } from "./metrics.js";

/** What is written down of each request. */
export interface RequestLog {
  /** One line and one count per request; the path without its query, which may hold what nobody should log. */
  answered(visit: Visit, route: string, status: number): void;
  /** What is answered as a fault of ours, or as a service that is out of reach. */
  fault(error: unknown, requestId: string): void;
}

/** Makes the log of requests. */
export const createRequestLog = (log: Logger, metrics: Metrics): RequestLog => ({
  answered: ({ id, raw, sender, caller, started }, route, status) => {
    const ms = Math.round((performance.now() - started) * 1_000) / 1_000;
    metrics.answered(route, status, ms / 1_000);
    if (!log.isLevelEnabled("info")) return;
    const [path = ""] = (raw.url ?? "").split("?", 1);
    const clientRequestId = clientRequestIdOf(raw);
    log.info(
      {
        requestId: id,
        ...(clientRequestId !== null && { clientRequestId }),
        method: raw.method,
        path: path.slice(0, 200),
        status,
        ms,
        principal: caller?.principal.id ?? null,
        ip: sender.address,
      },
      "request",
    );
  },
  fault: (error, requestId) => {
    metrics.refused(error instanceof DomainError ? error.code : "INTERNAL");
    if (!(error instanceof DomainError)) log.error({ requestId, err: error }, "fault in a request");
    else if (error.code === "UNAVAILABLE") log.warn({ requestId, err: error.cause ?? error }, "unavailable");
    else if (error.code === "TOO_SLOW") log.warn({ requestId, err: error.cause ?? error }, "too slow");
  },
});
