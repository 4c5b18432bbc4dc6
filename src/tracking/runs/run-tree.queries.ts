import type { Database } from "../../db/database.js";
import { comesAfter, type SortKey, sorted } from "../../db/keyset.js";
import { dynamicSql, growing, sql, Values } from "../../db/sql.js";
import { findKeys } from "../keys.store.js";
import { PARENT_RUN, RUN_NAME } from "../run-names.js";
import type { Scope } from "./run-conditions.queries.js";
import type { Under } from "./run-details.queries.js";
import { type RunOrderKey, sortedSegment } from "./run-order.queries.js";

/**
 * Runs nested in runs: a child names its parent by the tag mlflow.parentRunId and is in the same experiment, so whoever
 * reads the one reads the other. Children that were deleted one by one are not shown.
 */

/** Children r of the run p, of experiment e. */
const childTables = "run_tag t join run r on r.uuid = t.run";

/** `key` is the placeholder of the tag's number. */
const isChild = (key: string): string =>
  `t.experiment = p.experiment and t.key = ${key} and t.prefix = encode(uuid_send(p.uuid), 'hex') and r.uuid <> p.uuid
     and (r.deleted_at is null or (e.restored_at is not null and r.deleted_at <= e.restored_at))`;

const parents = (uuids: string): string =>
  `unnest(${uuids}::uuid[]) w(uuid) join run p on p.uuid = w.uuid join experiment e on e.number = p.experiment`;

/** The number of the parents' tag; -1, which no tag has, while no run has ever been nested. */
const parentKey = async (db: Database): Promise<number> => (await findKeys(db, [PARENT_RUN])).get(PARENT_RUN) ?? -1;

const counted = growing(
  sql(
    "run.child_counts",
    `select p.uuid as of, c.count from ${parents("$1")}
     cross join lateral (select count(*)::int as count from ${childTables} where ${isChild("$2")}) c`,
  ),
);

/** How many children each run has. */
export const childCounts = async (db: Database, uuids: readonly string[]): Promise<Under<{ count: number }>[]> =>
  db.reader.rows(counted, [uuids, await parentKey(db)]);

const best = (name: string, direction: "asc" | "desc") =>
  sql(
    name,
    `select p.uuid as of, c.id, c.value from ${parents("$1")}
     cross join lateral (select r.id, m.value from ${childTables} join latest_metric m on m.run = r.uuid and m.key = $3
       where ${isChild("$2")} and m.value <> 'NaN' order by m.value ${direction}, r.start_time desc, r.uuid limit 1) c`,
  );
const highest = growing(best("run.highest_child", "desc"));
const lowest = growing(best("run.lowest_child", "asc"));

/** A child, and its latest value of the metric that was asked for. */
export interface Best {
  readonly id: string;
  readonly value: number;
}

/** Of each run the child whose latest value of the metric is the best; NaN is none. */
export const bestChildren = async (
  db: Database,
  uuids: readonly string[],
  { metric, isHigherBetter }: { metric: string; isHigherBetter: boolean },
): Promise<Under<Best>[]> => {
  const number = (await findKeys(db, [metric])).get(metric);
  if (number === undefined) return [];
  return db.reader.rows(isHigherBetter ? highest : lowest, [uuids, await parentKey(db), number]);
};

/** A run may have very many metrics: so many of each child are looked at beside those that are wanted. */
const LOOKED_AT = 100;

const measured = growing(
  sql(
    "run.metrics_of_children",
    `select p.uuid as of, c.metric from ${parents("$1")}
     cross join lateral (
       select k.key as metric
       from (select r.uuid from ${childTables} where ${isChild("$2")} order by r.start_time desc, r.uuid limit 3) r
       cross join lateral (
         (select m.key from latest_metric m where m.run = r.uuid and m.key = any($3::int[]))
         union all (select m.key from latest_metric m where m.run = r.uuid order by m.key limit ${LOOKED_AT})) m
       join tracking_key k on k.id = m.key order by array_position($3::int[], m.key), k.key limit 1) c`,
  ),
);

/** By which metric each run's children are compared: the first of these that one of its three newest has, else the first that they have. */
export const metricsOfChildren = async (
  db: Database,
  uuids: readonly string[],
  among: readonly string[],
): Promise<Under<{ metric: string }>[]> => {
  const numbers = await findKeys(db, among);
  const wanted = among.flatMap((key) => numbers.get(key) ?? []);
  return db.reader.rows(measured, [uuids, await parentKey(db), wanted]);
};

const named = sql(
  "run.parents",
  `select t.run as of, q.id from run_tag t
   join run q on q.uuid = case when t.value ~ '^[0-9a-f]{32}$' then t.value::uuid end
     and q.experiment = t.experiment and q.uuid <> t.run
   where t.run = any($1::uuid[]) and t.key = $2`,
);

/** The id of the run that each run is nested in. */
export const parentsOfRuns = async (db: Database, uuids: readonly string[]): Promise<Under<{ id: string }>[]> =>
  db.reader.rows(named, [uuids, await parentKey(db)]);

export interface ChildrenSlice {
  readonly order: readonly RunOrderKey[];
  /** Where the page before ended: its last `place`. */
  readonly after: readonly unknown[] | null;
  readonly limit: number;
}

/** A child, and where it stands among its siblings. */
export interface FoundChild {
  readonly id: string;
  readonly place: readonly string[];
}

/** The first children of each run in that order, the newest first where it says nothing. */
export const childrenOfRuns = async (
  db: Database,
  uuids: readonly string[],
  { order, after, limit }: ChildrenSlice,
): Promise<Under<FoundChild>[]> => {
  const numbers = await findKeys(db, [PARENT_RUN, RUN_NAME, ...order.map(({ key }) => key)]);
  const values = new Values();
  const from = parents(values.add(uuids));
  const key = values.add(numbers.get(PARENT_RUN) ?? -1);
  const scope: Scope = { inExperiments: "= p.experiment", numbers, values };
  const { keys: first, joins } = sortedSegment(order, numbers);
  const keys: readonly SortKey[] = [
    ...first,
    { sql: "r.start_time", type: "bigint", ascending: false },
    { sql: "r.uuid", type: "uuid", ascending: true },
  ];
  const begin = after === null ? "" : `and (${comesAfter(keys, after, values)})`;
  const names = keys.map((each, index) => ({ ...each, sql: `key${index}` }));
  const text = `select p.uuid as of, c.id, json_build_array(${names.map(({ sql: name }) => `c.${name}::text`).join(", ")}) as place
    from ${from} cross join lateral (
      select r.id, ${keys.map(({ sql: each }, index) => `${each} as key${index}`).join(", ")}
      from ${childTables} ${joins(scope)} where ${isChild(key)} ${begin} ${sorted(keys)} limit ${values.add(limit)}) c
    ${sorted([{ sql: "p.uuid", type: "uuid", ascending: true }, ...names.map((each) => ({ ...each, sql: `c.${each.sql}` }))])}`;
  return db.reader.rows(growing(dynamicSql(text)), values.list);
};
