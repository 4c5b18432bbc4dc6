/** An input with all that is in it as plain objects and arrays: what GraphQL gives are instances of classes. */
export const plain = <Value>(value: Value): Value => {
  if (Array.isArray(value)) return value.map((each: unknown) => plain(each)) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain<unknown>(each)])) as Value;
};
