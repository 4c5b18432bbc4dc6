import { listOf, requiredText, text } from "./message.js";
/** A list of tags or params in a request; clients leave an empty value out. */
export const pairs = listOf({ key: requiredText, value: text });
/** The pairs as given, a value that was left out being the empty text. */
export const withText = (given) => given.map(({ key, value = "" }) => ({ key, value }));
/** Of equal keys the last counts, as upstream. */
export const lastTags = (given) => [
    ...new Map(given.map(({ key, value = "" }) => [key, { key, value }])).values(),
];
//# sourceMappingURL=pairs.js.map