/** Bytes that a text takes in memory: one for each character, two as soon as one of them is not ASCII. */
export const heldByText = (text, bytes) => bytes === text.length ? bytes : Math.max(bytes, 2 * text.length);
//# sourceMappingURL=meter.js.map