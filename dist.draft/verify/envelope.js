import { sha256 } from "./sha256.js";
/** What stands for "the entry before" the first of a stream. */
export const NO_ENTRY = "0".repeat(64);
/** An entry's hash: SHA-256 over one zero byte and the envelope's UTF-8 bytes (RFC 6962, section 2.1). */
export const entryHash = (envelope) => sha256(`\0${envelope}`);
/** The envelope's members; undefined when the text is not one. */
export const readEnvelope = (text) => {
    try {
        const { act, actor, at, body, prev, seq, stream, v } = JSON.parse(text);
        const texts = [act, actor, at, body, prev, seq, stream];
        if (!texts.every((value) => typeof value === "string") || typeof v !== "number")
            return undefined;
        return { act, actor, at, body, prev, seq, stream, v };
    }
    catch {
        return undefined;
    }
};
//# sourceMappingURL=envelope.js.map