import { createHash } from "node:crypto";
/** SHA-256 of a text's UTF-8 bytes, as 64 lower-case hexadecimal digits. */
export const sha256 = (text) => createHash("sha256").update(text).digest("hex");
/** SHA-256 of a text that comes piece by piece. */
export const sha256InPieces = () => {
    const hash = createHash("sha256");
    return {
        add: (text) => {
            hash.update(text);
        },
        digest: () => hash.digest("hex"),
    };
};
//# sourceMappingURL=sha256.js.map