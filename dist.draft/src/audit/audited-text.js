import { sha256 } from "../../verify/sha256.js";
const WHOLE = 1_000;
/** A text as an entry holds it: whole up to 1,000 code units, a longer one by its SHA-256 and length. */
export const auditedText = (value) => {
    if (value === undefined)
        return null;
    if (value.length <= WHOLE)
        return value;
    return { sha256: sha256(value), length: value.length };
};
/** Tags as an entry holds them. */
export const auditedTags = (tags) => tags.map(({ key, value }) => ({ key, value: auditedText(value) }));
//# sourceMappingURL=audited-text.js.map