import { gathered, type Range } from "../../db/ranges.js";
import { PARENT_RUN } from "../run-names.js";
import type { Scope } from "./run-conditions.queries.js";

/** Runs nested in runs, as SQL: a child names its parent by a tag and is in the same experiment. */

/** A run that is deleted, but not with its experiment, nests nothing and is nested in nothing. */
const isThere = (run: string): string =>
  `(${run}.deleted_at is null or ${run}.deleted_at <= (select x.restored_at from experiment x where x.number = ${run}.experiment))`;

const parentKey = ({ numbers, values }: Scope): string => values.add(numbers.get(PARENT_RUN) ?? -1);

/** A select of the runs that are nested directly in a run, both given as expressions. */
const childrenOf = (run: string, experiment: string, scope: Scope): string =>
  `select c.run as uuid from run_tag c join run d on d.uuid = c.run
   where c.experiment = ${experiment} and c.key = ${parentKey(scope)} and c.prefix = encode(uuid_send(${run}), 'hex')
     and d.uuid <> ${run} and ${isThere("d")}`;

/** A select of the run that a run is nested in. */
const parentOf = (run: string, experiment: string, scope: Scope): string =>
  `select q.uuid from run_tag p join run q on q.uuid = case when p.value ~ '^[0-9a-f]{32}$' then p.value::uuid end
   where p.run = ${run} and p.key = ${parentKey(scope)} and q.experiment = ${experiment} and q.uuid <> ${run} and ${isThere("q")}`;

/**
 * Run r is nested in no other: its tag names no run of its experiment that is still there. What a deleted parent leaves
 * behind, or one in another experiment, stands by itself, or nobody would find it.
 */
export const isRoot = (scope: Scope): string => `not exists (${parentOf("r.uuid", "r.experiment", scope)} offset 0)`;

/** Run r can be nested in the run with this id in MLflow: that is another one, of its experiment. A tag can name any. */
export const isBeside = (parent: string, { values }: Scope): string => {
  if (!/^[0-9a-f]{32}$/.test(parent)) return "false";
  const uuid = `${values.add(parent)}::uuid`;
  return `r.uuid <> ${uuid} and coalesce(r.experiment = (select p.experiment from run p where p.uuid = ${uuid}), false)`;
};

/** Run r, or one that is nested in it at any depth, meets the condition on run r. */
export const isMetWithin = (condition: string, scope: Scope): string =>
  `exists (with recursive below(uuid) as (
       select r.uuid union select c.uuid from below b cross join lateral (${childrenOf("b.uuid", "r.experiment", scope)}) c)
     select from below b join run r on r.uuid = b.uuid where ${condition})`;

/** The ids that are in all of the ranges, and of the runs that these are nested in, at any depth. */
export const gatheredWithParents = (ranges: readonly Range[], scope: Scope): string =>
  `(with recursive up(id) as (
       select g.id from ${gathered(ranges, scope.values)} g
       union select q.uuid from up u join run c on c.uuid = u.id
         cross join lateral (${parentOf("u.id", "c.experiment", scope)}) q)
     select id from up offset 0)`;

/** Which metric, and which of its values are better. */
export interface BestBy {
  /** The number of its key. */
  readonly key: number;
  readonly ascending: boolean;
}

/** A select of the latest values of a run and of those nested directly in it; NaN is none. */
const familyOf = (run: string, experiment: string, { key }: BestBy, scope: Scope): string =>
  `select b.* from (select ${run} as uuid union all ${childrenOf(run, experiment, scope)}) f
   cross join lateral (select * from latest_metric m where m.run = f.uuid and m.key = ${scope.values.add(key)} offset 0) b
   where b.value < 'NaN'`;

const direction = ({ ascending }: BestBy): string => (ascending ? "asc" : "desc");

/** The best latest value in the family of run r, as row o. */
export const bestOf = (by: BestBy, scope: Scope): string =>
  `cross join lateral (${familyOf("r.uuid", "r.experiment", by, scope)}
     order by b.value ${direction(by)}, b.start_time desc, b.run limit 1) o`;

/** The same, where run r may have none. */
export const bestOrNone = (by: BestBy, alias: string, scope: Scope): string =>
  `left join lateral (${familyOf("r.uuid", "r.experiment", by, scope)}
     order by b.value ${direction(by)} limit 1) ${alias} on true`;

/** No value is in the family of run r. */
export const hasNoBest = (by: BestBy, scope: Scope): string =>
  `not exists (${familyOf("r.uuid", "r.experiment", by, scope)})`;

/** The runs r in whose family row o is: its own run, and the one that this is nested in. */
export const familiesOf = (scope: Scope): string =>
  `cross join lateral (select o.run as uuid union all select q.uuid from run d
       cross join lateral (${parentOf("d.uuid", "d.experiment", scope)}) q where d.uuid = o.run and ${isThere("d")}) w
   join run r on r.uuid = w.uuid`;

/** Row o is the best of the family of run r: of equal ones the newest, as `bestOf` finds it. */
export const isBest = (by: BestBy, scope: Scope): string =>
  `not exists (${familyOf("r.uuid", "r.experiment", by, scope)} and (b.value ${by.ascending ? "<" : ">"} o.value
     or (b.value = o.value and (b.start_time > o.start_time or (b.start_time = o.start_time and b.run < o.run)))))`;
