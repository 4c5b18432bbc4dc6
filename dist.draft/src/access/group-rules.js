/** Whether two lists hold the same names, in any order. */
const isSameSet = (some, others) => some.length === others.length && new Set([...some, ...others]).size === some.length;
/** Whether the groups, and how long they count, are what is known. */
export const isSameShowing = (known, { groups, ttlHours }) => isSameSet(groups, known.map(({ name }) => name)) && known.every((group) => group.ttlHours === ttlHours);
//# sourceMappingURL=group-rules.js.map