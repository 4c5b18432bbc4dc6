import type { Database } from "../../db/database.js";
import { type Filter, filterToSql, type OrderKey, requiredTests, type Test } from "../../db/filter.js";
import { comesAfter, type SortKey, sorted } from "../../db/keyset.js";
import { searchSql, Values } from "../../db/sql.js";
import type { ExperimentRead, Lifecycle } from "../experiments/experiments.queries.js";
import { findKeys } from "../keys.store.js";
import { PARENT_RUN, RUN_NAME } from "../run-names.js";
import {
  findsRuns,
  isRoot,
  keptConditions,
  keptTable,
  keptTest,
  type Scope,
  testRun,
} from "./run-conditions.queries.js";
import { type Segment, segmentsOf } from "./run-order.queries.js";

export interface RunSearch {
  /** Experiments that the caller reads. */
  readonly experiments: readonly Pick<ExperimentRead, "number" | "deletedAt" | "restoredAt">[];
  readonly filter: Filter;
  readonly show: Lifecycle;
  /** Only runs that are nested in no other. */
  readonly rootsOnly?: boolean;
  readonly order: readonly OrderKey[];
  /** Where the page before ended: its last `place`. */
  readonly after: readonly unknown[] | null;
  readonly limit: number;
}

/** A run that was found; `place` is where it stands in the order. */
export interface FoundRun {
  readonly uuid: string;
  readonly place: readonly unknown[];
}

/**
 * Finds runs in order. Each order is a row of segments: numbers, then NaN, then what has none, in both directions, as
 * in MLflow; within one, and where values are equal, the newest first, then by id.
 */
export const searchRuns = async (db: Database, search: RunSearch): Promise<FoundRun[]> => {
  const experiments = search.experiments.filter(({ deletedAt }) => search.show !== "ACTIVE_ONLY" || deletedAt === null);
  if (experiments.length === 0) return [];
  const numbers = await findKeys(db, keysIn(search));
  const [from, ...place] = search.after ?? [];
  const found: FoundRun[] = [];
  const segments = segmentsOf(search.order, numbers);
  // A key that nobody had used when the page before was read may be in use by now: segments go by id, not by number.
  const start = segments.findIndex(({ id }) => id === from);
  for (const [index, segment] of segments.entries()) {
    if (index < start || found.length >= search.limit) continue;
    const after = index === start && place.length > 0 ? place : null;
    const part = { ...search, experiments, after, limit: search.limit - found.length };
    const { text, values } = statement(part, segment, numbers);
    const rows = await db.read.rows<FoundRun>(searchSql(text), values.list);
    found.push(...rows.map(({ uuid, place: here }) => ({ uuid, place: [segment.id, ...here] })));
  }
  return found;
};

const testsIn = (filter: Filter): Test[] => {
  if ("test" in filter) return [filter.test];
  if ("not" in filter) return testsIn(filter.not);
  return ("and" in filter ? filter.and : filter.or).flatMap(testsIn);
};

const keysIn = ({ filter, order, rootsOnly }: RunSearch): string[] => [
  RUN_NAME,
  ...(rootsOnly === true ? [PARENT_RUN] : []),
  ...testsIn(filter).map(({ key }) => key),
  ...order.map(({ key }) => key),
];

interface Part extends RunSearch {
  readonly after: readonly unknown[] | null;
}

/** The statement of one segment: what finds few runs by an index comes first, the planner orders the rest. */
const statement = (search: Part, segment: Segment, numbers: ReadonlyMap<string, number>) => {
  const values = new Values();
  const ids = values.add(search.experiments.map(({ number }) => number));
  const tests = requiredTests(search.filter);
  const anchor = segment.table === null ? tests.find(findsRuns) : undefined;
  // Without a condition that narrows, each experiment is read in order, as far as the page needs.
  const each = anchor === undefined && search.experiments.length > 1;
  const one = !each && search.experiments.length === 1 ? `= (${ids}::bigint[])[1]` : `= any(${ids}::bigint[])`;
  // Tests never look at x: PostgreSQL 18 keeps a hashed subplan of one round for the next when it stands at two nodes.
  const scope: Scope = { inExperiments: one, numbers, values };
  const source = sourceOf(segment, anchor, scope, each ? "= x.number" : one);
  const keys: readonly SortKey[] = [
    ...segment.keys,
    { sql: `${source.alias}.start_time`, type: "bigint", ascending: false },
    { sql: `${source.alias}.${source.id}`, type: "uuid", ascending: true },
  ];
  const conditions = [...source.conditions, ...segment.conditions(scope), ...shown(search, values)];
  if (search.rootsOnly === true) conditions.push(isRoot(scope));
  conditions.push(filterToSql(search.filter, (test) => (test === anchor ? "true" : testRun(test, scope))));
  if (search.after !== null) conditions.push(comesAfter(keys, search.after, values));
  const limit = values.add(search.limit);
  const names = keys.map((key, index) => ({ ...key, sql: `key${index}` }));
  const columns = keys.map(({ sql }, index) => `${sql} as key${index}`).join(", ");
  const inner = `select r.uuid, ${columns} from ${source.from} ${segment.joins(scope)}
    left join experiment e on e.number = r.experiment where ${conditions.map((part) => `(${part})`).join(" and ")} ${sorted(keys)} limit ${limit}`;
  const place = `json_build_array(${names.map(({ sql }) => `${sql}::text`).join(", ")}) as place`;
  const rows = each ? `unnest(${ids}::bigint[]) x(number) cross join lateral (${inner}) f` : `(${inner}) f`;
  return { text: `select uuid, ${place} from ${rows} ${sorted(names)} limit ${limit}`, values };
};

interface Source {
  readonly from: string;
  /** The table whose index is entered: its `start_time` and id are those of the run. */
  readonly alias: string;
  readonly id: string;
  readonly conditions: readonly string[];
}

const sourceOf = (segment: Segment, anchor: Test | undefined, scope: Scope, here: string): Source => {
  if (segment.table !== null) {
    const conditions = [`o.experiment ${here}`, `o.key = ${scope.values.add(segment.key)}`];
    return { from: `${segment.table} o join run r on r.uuid = o.run`, alias: "o", id: "run", conditions };
  }
  const kept = anchor && keptTest(anchor);
  if (kept === undefined) return { from: "run r", alias: "r", id: "uuid", conditions: [`r.experiment ${here}`] };
  const conditions = keptConditions(kept, "a", scope);
  return { from: `${keptTable(kept)} a join run r on r.uuid = a.run`, alias: "a", id: "run", conditions };
};

/** A run is deleted with its experiment; restoring the experiment brings back what was deleted before. */
const shown = ({ show, experiments }: RunSearch, values: Values): string[] => {
  if (show === "ALL") return [];
  const restored = experiments.some(({ restoredAt }) => restoredAt !== null);
  const gone = restored
    ? "(r.deleted_at is not null and (e.restored_at is null or r.deleted_at > e.restored_at))"
    : "r.deleted_at is not null";
  if (show === "ACTIVE_ONLY") return [restored ? `not ${gone}` : "r.deleted_at is null"];
  const deleted = experiments.filter(({ deletedAt }) => deletedAt !== null).map(({ number }) => number);
  return [deleted.length === 0 ? gone : `(${gone} or r.experiment = any(${values.add(deleted)}::bigint[]))`];
};
