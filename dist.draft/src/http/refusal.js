import { DomainError, errorCodes } from "../errors.js";
import { isBrowser } from "./session-cookie.js";
const fault = new DomainError("INTERNAL", "A fault of the service; its log holds the details under this request id.");
/** Where in the input the fault is, if the error says. */
export const inputPathOf = ({ path }) => path.length > 0 ? { inputPath: path } : {};
/** An error as our own REST routes answer it: `{code, message, requestId, inputPath?}`. */
export const restRefusal = (error, { id }) => ({
    status: errorCodes[error.code].http,
    body: { code: error.code, message: error.message, requestId: id, ...inputPathOf(error) },
});
/** An error as an answer in a door's words; what is not ours says nothing but its request id. */
export const refusal = (error, request, refuse = restRefusal) => {
    const known = error instanceof DomainError ? error : fault;
    const { status, body, mediaType = "application/json" } = refuse(known, request);
    return {
        status,
        headers: {
            "content-type": `${mediaType}; charset=utf-8`,
            "cache-control": "no-store",
            ...headersOf(status, known, request),
        },
        body: JSON.stringify(body),
    };
};
const CHALLENGE = 'Bearer realm="countersign", Basic realm="countersign", charset="UTF-8"';
/** What the status asks for. */
const headersOf = (status, { details }, { headers }) => {
    const { size, retryAfter } = details;
    if (status === 401 && !isBrowser(headers))
        return { "www-authenticate": CHALLENGE };
    if (status === 416)
        return { "content-range": `bytes */${size}` };
    if (status === 429 || status === 503)
        return { "retry-after": String(retryAfter ?? 1) };
    return {};
};
//# sourceMappingURL=refusal.js.map