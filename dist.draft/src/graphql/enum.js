/** An enum whose values are their own names. */
export const same = (names) => Object.fromEntries(names.map((name) => [name, name]));
//# sourceMappingURL=enum.js.map