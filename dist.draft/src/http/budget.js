import { getHeapStatistics } from "node:v8";
import { DomainError } from "../errors.js";
import { answerLimits } from "./limits.js";
/** Bytes that any request may hold. */
const SMALL = 64 * 1024;
/** The process's bytes in flight: a quarter of what the heap may grow to, since what is read is held more than once. */
export const createInFlight = (limit = Math.floor(getHeapStatistics().heap_size_limit / 4)) => ({
    limit,
    held: 0,
});
/**
 * What one request makes the process hold, and how much may be read for its answer. It is given back when the response
 * is closed and the handler done, whichever comes last: a caller who goes away takes no memory along.
 */
export class Budget {
    constructor(all, most = answerLimits.bytes) {
        this.all = all;
        this.most = most;
        this.held = 0;
        this.read = 0;
        this.ofPiece = 0;
        this.isHandled = true;
        this.isClosed = false;
    }
    /**
     * Counts bytes that are held until the request is done with; BUSY while the process holds all that it may. What is
     * small passes always: a few large answers must not stand in everybody's way.
     */
    hold(bytes) {
        if (this.all.held + bytes > this.all.limit && this.held + bytes > SMALL)
            throw busy();
        this.all.held += bytes;
        this.held += bytes;
    }
    /** Gives back bytes before the request is done with. */
    release(bytes) {
        this.all.held -= bytes;
        this.held -= bytes;
    }
    /** Counts bytes read for the answer, and what they take in memory; COST_LIMIT_EXCEEDED past what one answer may take, from then on always. */
    answer(bytes, held) {
        this.read += bytes;
        if (this.read > this.most)
            throw answerTooLarge(this.read, this.most);
        this.hold(held);
        this.ofPiece += held;
    }
    /** For an answer that is sent piece by piece: what was read for the last piece is let go. */
    nextPiece() {
        this.release(this.ofPiece);
        this.ofPiece = 0;
        this.read = 0;
    }
    /** Does the request's work; until it is done, what it holds is counted. */
    async during(handle) {
        this.isHandled = false;
        try {
            return await handle();
        }
        finally {
            this.isHandled = true;
            this.settle();
        }
    }
    /** Nothing more can be sent. */
    close() {
        this.isClosed = true;
        this.settle();
    }
    settle() {
        if (this.isClosed && this.isHandled)
            this.release(this.held);
    }
}
const busy = () => new DomainError("BUSY", "The service holds as much for other requests as its memory allows; try again in 1 s.");
const grouped = (count) => count.toLocaleString("en-US");
/** The refusal of an answer that takes more than one may; `path` leads to the field at which it did. */
export const answerTooLarge = (bytes, most, path = []) => {
    const field = path.filter((part) => typeof part === "string").join(".");
    return new DomainError("COST_LIMIT_EXCEEDED", `${field === "" ? "The answer" : `${field}: with it the answer`} takes ${grouped(bytes)} bytes or more; one has at most ${grouped(most)}. Ask for fewer things at once, or without what is large of them.`, { details: { bytes, most } });
};
//# sourceMappingURL=budget.js.map