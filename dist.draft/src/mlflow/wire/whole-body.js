import { DomainError } from "../../errors.js";
/**
 * A request's whole body, of at most so many bytes; more is BODY_TOO_LARGE, told once the sender has sent all, and a
 * sender who breaks off BAD_REQUEST. By events: an iterator costs a tenth of a small request.
 */
export const wholeBody = (payload, most) => new Promise((resolve, reject) => {
    const parts = [];
    let length = 0;
    payload.on("data", (part) => {
        length += part.length;
        if (length <= most)
            parts.push(part);
        else
            parts.length = 0;
    });
    payload.once("end", () => {
        if (length <= most)
            return resolve(parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts));
        reject(new DomainError("BODY_TOO_LARGE", `The request body is larger than ${most.toLocaleString("en-US")} bytes.`));
    });
    const brokeOff = (cause) => reject(new DomainError("BAD_REQUEST", "The request broke off before its end; nothing of it was kept.", { cause }));
    if (payload.destroyed)
        return brokeOff(payload.errored ?? undefined);
    payload.once("error", brokeOff);
    payload.once("close", () => payload.readableEnded || brokeOff());
});
//# sourceMappingURL=whole-body.js.map