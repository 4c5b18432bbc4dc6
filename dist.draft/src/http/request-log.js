import { DomainError } from "../errors.js";
import { clientRequestIdOf } from "./entry.js";
/** Makes the log of requests. */
export const createRequestLog = (log, metrics) => ({
    answered: ({ id, raw, sender, caller, started }, route, status) => {
        const ms = Math.round((performance.now() - started) * 1_000) / 1_000;
        metrics.answered(route, status, ms / 1_000);
        if (!log.isLevelEnabled("info"))
            return;
        const [path = ""] = (raw.url ?? "").split("?", 1);
        const clientRequestId = clientRequestIdOf(raw);
        log.info({
            requestId: id,
            ...(clientRequestId !== null && { clientRequestId }),
            method: raw.method,
            path: path.slice(0, 200),
            status,
            ms,
            principal: caller?.principal.id ?? null,
            ip: sender.address,
        }, "request");
    },
    fault: (error, requestId) => {
        if (!(error instanceof DomainError))
            log.error({ requestId, err: error }, "fault in a request");
        else if (error.code === "UNAVAILABLE")
            log.warn({ requestId, err: error.cause ?? error }, "unavailable");
        else if (error.code === "TOO_SLOW")
            log.warn({ requestId, err: error.cause ?? error }, "too slow");
    },
});
//# sourceMappingURL=request-log.js.map