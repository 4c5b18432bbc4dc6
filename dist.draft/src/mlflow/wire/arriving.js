import { finished } from "node:stream/promises";
import { DomainError } from "../../errors.js";
/**
 * The bytes of a request as they arrive. Whoever stops reading early leaves the connection open; see `heardOut`. Throws
 * BAD_REQUEST when the sender breaks off.
 */
export const arriving = async function* (request) {
    try {
        yield* request.iterator({ destroyOnReturn: false });
    }
    catch (cause) {
        throw new DomainError("BAD_REQUEST", "The request broke off before its end; nothing of it was kept.", { cause });
    }
};
/**
 * As `arriving`, for bytes that pass by: a piece is good until the next is asked for. Its memory is then given back at
 * once; by the time that the garbage collector looks, a fast upload would have left sixty MiB of them.
 */
export const passingBy = async function* (request) {
    for await (const part of arriving(request)) {
        yield part;
        const memory = part.buffer;
        if (part.byteLength === memory.byteLength)
            memory.transfer(0);
    }
};
/**
 * Does what takes a request's body; what it refuses is answered once the sender has sent all: most read no answer
 * before, and one who closes the connection after it would never see it.
 */
export const heardOut = async (request, run) => {
    try {
        return await run();
    }
    catch (error) {
        request.resume();
        await finished(request, { writable: false }).catch(() => undefined);
        throw error;
    }
};
//# sourceMappingURL=arriving.js.map