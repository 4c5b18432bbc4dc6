import { createHash } from "node:crypto";
/** The commitment to a disclosure, as a body holds it under `_c`. */
export const commitmentTo = (disclosure) => createHash("sha256").update(disclosure).digest("base64url");
/** What a disclosure says; undefined when the text is none. */
export const readDisclosure = (disclosure) => {
    try {
        const [, path, value] = JSON.parse(Buffer.from(disclosure, "base64url").toString());
        return typeof path === "string" && typeof value === "string" ? { path, value } : undefined;
    }
    catch {
        return undefined;
    }
};
//# sourceMappingURL=disclosure.js.map