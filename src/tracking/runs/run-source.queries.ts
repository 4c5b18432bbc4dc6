import { type SortKey, sorted } from "../../db/keyset.js";
import { COUNTED, gathered, type Range } from "../../db/ranges.js";
import type { Scope } from "./run-conditions.queries.js";
import { bestOf, familiesOf, gatheredWithParents } from "./run-nesting.queries.js";
import type { Segment } from "./run-order.queries.js";

/** Where runs are read from: what is in all of some ranges; in order, of the newest only or as far as the page needs. */
export type Way = "in order" | "newest" | readonly Range[];

/** Of each experiment, for a page of `limit`: more than it takes where every third run is found. */
const newestFor = (limit: number): number => COUNTED + 3 * limit;

/** The order, total: its `start_time` and id are those of the run, in the table whose index has them. */
export const keysOf = ({ table, keys, isOfFamilies }: Segment): SortKey[] => {
  const [alias, id] = table === null ? ["r", "uuid"] : ["o", "run"];
  return [
    ...keys,
    { sql: `${alias}.start_time`, type: "bigint", ascending: false },
    { sql: `${alias}.${id}`, type: "uuid", ascending: true },
    // One value may be the best of its run, and of the run that this is nested in.
    ...(isOfFamilies === true ? [{ sql: "r.uuid", type: "uuid", ascending: true }] : []),
  ];
};

interface Reading {
  readonly scope: Scope;
  /** Which experiments are read. */
  readonly here: string;
  /** What comes after the page before. */
  readonly place: readonly string[];
  readonly limit: number;
  /** Whether runs are found, too, that those in the ranges are nested in. */
  readonly climbs: boolean;
}

interface Source {
  readonly from: string;
  readonly conditions: readonly string[];
}

/** Where the runs of a segment come from, by one way. */
export const sourceOf = (segment: Segment, way: Way, { scope, here, place, limit, climbs }: Reading): Source => {
  const { values } = scope;
  if (way === "newest") {
    const conditions = [`r.experiment ${here}`, ...place].map((part) => `(${part})`).join(" and ");
    const newest = `select * from run r where ${conditions} ${sorted(keysOf(segment))} limit ${values.add(newestFor(limit))}`;
    return { from: `(${newest}) r`, conditions: [] };
  }
  if (way === "in order") {
    if (segment.table === null) return { from: "run r", conditions: [`r.experiment ${here}`, ...place] };
    const conditions = [`o.experiment ${here}`, `o.key = ${values.add(segment.key)}`, ...place];
    const runs = segment.isOfFamilies === true ? familiesOf(scope) : "join run r on r.uuid = o.run";
    return { from: `${segment.table} o ${runs}`, conditions };
  }
  const ids = climbs ? gatheredWithParents(way, scope) : gathered(way, values);
  const from = `${ids} g cross join lateral (select * from run r where r.uuid = g.id offset 0) r ${keptOf(segment, scope)}`;
  return { from, conditions: [`r.experiment ${here}`, ...place] };
};

/** The row o of run r that the segment is ordered by. */
const keptOf = ({ table, key, keys, isOfFamilies }: Segment, scope: Scope): string => {
  if (table === null) return "";
  if (isOfFamilies === true) return bestOf({ key, ascending: keys[0]?.ascending === true }, scope);
  const row = `o.run = r.uuid and o.key = ${scope.values.add(key)}`;
  return `cross join lateral (select * from ${table} o where ${row} offset 0) o`;
};
