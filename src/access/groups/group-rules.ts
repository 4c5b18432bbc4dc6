/** A group as a token showed it. */
export interface ShownGroup {
  readonly name: string;
  /** For how long it counts. */
  readonly ttlHours: number;
}

/** Whether two lists hold the same names, in any order. */
const isSameSet = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && new Set([...some, ...others]).size === some.length;

/** Whether the groups, and how long they count, are what is known. */
export const isSameShowing = (
  known: readonly ShownGroup[],
  { groups, ttlHours }: { readonly groups: readonly string[]; readonly ttlHours: number },
): boolean =>
  isSameSet(
    groups,
    known.map(({ name }) => name),
  ) && known.every((group) => group.ttlHours === ttlHours);
