import { type Direction, directionOf } from "../metrics/metric-direction-rules.js";

/** What several runs hold under one key; places are those of the runs, null where a run has none. */
export interface ComparedRow<Value> {
  readonly key: string;
  readonly values: readonly (Value | null)[];
  /** Whether they are not all the same; what one has and another has not differs. */
  readonly differs: boolean;
}

const sameValue = (a: unknown, b: unknown): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));

/** Puts lists by key side by side, one for each run; by key. */
export const sideBySide = <Value>(
  lists: readonly (readonly { readonly key: string; readonly value: Value }[])[],
): ComparedRow<Value>[] => {
  const maps = lists.map((list) => new Map(list.map(({ key, value }) => [key, value])));
  const keys = [...new Set(maps.flatMap((map) => [...map.keys()]))].sort((a, b) => (a < b ? -1 : 1));
  return keys.map((key) => {
    const values = maps.map((map) => map.get(key) ?? null);
    return { key, values, differs: values.some((value) => !sameValue(value, values[0])) };
  });
};

/** A metric of several runs; `directionSource` says whose word the direction is. */
export interface ComparedMetricRow extends ComparedRow<number> {
  readonly direction: Direction | null;
  readonly directionSource: "GIVEN" | "NAME" | null;
  /** Marks the runs with the best value; none where the direction is unknown or fewer than two runs have a number. */
  readonly isBest: readonly boolean[];
}

/** Marks the best of a metric's values; NaN is none. */
export const withBest = (row: ComparedRow<number>, given: Direction | undefined): ComparedMetricRow => {
  const direction = given ?? directionOf(row.key);
  const directionSource = given !== undefined ? "GIVEN" : direction === null ? null : "NAME";
  const numbers = row.values.filter((value): value is number => value !== null && !Number.isNaN(value));
  const marked = direction !== null && numbers.length > 1;
  const best = direction === "HIGHER_IS_BETTER" ? Math.max(...numbers) : Math.min(...numbers);
  return { ...row, direction, directionSource, isBest: row.values.map((value) => marked && value === best) };
};

/** A data set with the runs that used it. */
export interface ComparedDatasetRow {
  readonly name: string;
  readonly digest: string;
  readonly context: string | null;
  readonly usedBy: readonly boolean[];
}

interface Used {
  readonly name: string;
  readonly digest: string;
  readonly context: string | null;
}

/** Which runs used which data set as what, by name, digest and context. */
export const datasetsSideBySide = (lists: readonly (readonly Used[])[]): ComparedDatasetRow[] => {
  const keyOf = ({ name, digest, context }: Used): string => JSON.stringify([name, digest, context]);
  const all = new Map(lists.flat().map((used) => [keyOf(used), used]));
  const users = lists.map((list) => new Set(list.map(keyOf)));
  return [...all]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { name, digest, context }]) => ({ name, digest, context, usedBy: users.map((used) => used.has(key)) }));
};
