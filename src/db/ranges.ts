import { type Reader, searchSql, Values } from "./sql.js";

/** What passes one test, and maybe more, as one range of an index holds it: a statement that selects `id`. */
export type Range = (values: Values) => string;

/** Ids that a range is counted up to: what holds more is not worth gathering before the page is known. */
export const COUNTED = 2_000;

/** Finding out whether one id passes costs as much as reading so many of a range. */
const PROBE = 6;

/** How many ids each range holds, counted up to one more than `most`: asked of the indexes, since statistics may be missing or old. */
export const countRanges = async (db: Reader, ranges: readonly Range[], most = COUNTED): Promise<number[]> => {
  if (ranges.length === 0) return [];
  const values = new Values();
  const end = values.add(most + 1);
  const counts = ranges.map((range) => `(select count(*)::int from (${range(values)} limit ${end}) held)`);
  const row = await db.row<{ counts: number[] }>(
    searchSql(`select array[${counts.join(", ")}] as counts`),
    values.list,
  );
  return row?.counts ?? [];
};

/**
 * Which ranges to gather, by their counts: the smallest, and those that cost less to read than to ask of each of its ids.
 * None when each holds too much: then the page is walked to in its order, which finds many matches soon.
 */
export const rangesToGather = (counts: readonly number[], most = COUNTED): number[] => {
  const least = Math.min(...counts);
  if (!(least <= most)) return [];
  const first = counts.indexOf(least);
  return counts.flatMap((count, index) =>
    index === first || (count <= most && count <= least * PROBE) ? [index] : [],
  );
};

/** The ids that are in all of the ranges, each once; read as they stand, whatever the planner believes. */
export const gathered = (ranges: readonly Range[], values: Values): string => {
  const [first, ...others] = ranges.map((range) => `(${range(values)})`);
  const all = others.length > 0 ? [first, ...others].join(" intersect ") : `select distinct id from ${first} held`;
  return `(${all} offset 0)`;
};
