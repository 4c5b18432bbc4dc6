import { RESERVED_PREFIX, tagKey } from "./registry-input.js";
/** Kinds of ownership that every registry knows; other keys are an organisation's own. */
export const ownershipKinds = ["OWNER", "STEWARD", "VALIDATOR", "ON_CALL"];
const spelled = (value) => ownershipKinds.find((kind) => kind === value.toUpperCase()) ?? value;
/** An ownership tag's key: one of the four in any case, or a custom one. */
export const ownershipKey = tagKey.transform(spelled);
/** How the key is spelled in a filter: as it was stored. */
export const ownershipKeyOf = spelled;
const isKind = (key) => ownershipKinds.some((kind) => kind === key);
/** The key as it reads where only string tags fit: `countersign.owner`, `countersign.Data Lead`. */
export const tagKeyOf = (stored) => `${RESERVED_PREFIX}${isKind(stored) ? stored.toLowerCase() : stored}`;
/** The stored key that reads as this tag key; one that none reads as when it is spelled otherwise. */
export const ownershipKeyOfTag = (key) => {
    const rest = key.slice(RESERVED_PREFIX.length);
    const upper = rest.toUpperCase();
    return isKind(upper) && rest === upper.toLowerCase() ? upper : isKind(upper) ? "" : rest;
};
//# sourceMappingURL=ownership-rules.js.map