import type { Database } from "../../db/database.js";
import { type Filter, filterToSql, requiredTests, type Test, testsIn } from "../../db/filter.js";
import { type CursorValue, comesAfter, sorted } from "../../db/keyset.js";
import { COUNTED, countRanges, type Range, rangesToGather } from "../../db/ranges.js";
import { searchSql, Values } from "../../db/sql.js";
import type { ExperimentRead, Lifecycle } from "../experiments/experiments.queries.js";
import { findKeys } from "../keys.store.js";
import { PARENT_RUN, RUN_NAME } from "../run-names.js";
import { rangeOf, type Scope, testRun } from "./run-conditions.queries.js";
import { isBeside, isMetWithin, isRoot } from "./run-nesting.queries.js";
import { type RunOrderKey, type Segment, segmentsOf } from "./run-order.queries.js";
import { keysOf, sourceOf, type Way } from "./run-source.queries.js";

export interface RunSearch {
  /** Experiments that the caller reads. */
  readonly experiments: readonly Pick<ExperimentRead, "number" | "deletedAt" | "restoredAt">[];
  readonly filter: Filter;
  readonly show: Lifecycle;
  /** Only runs that are nested in no other. */
  readonly rootsOnly?: boolean;
  /** Only runs that are nested directly in the run with this id in MLflow. */
  readonly parent?: string | null;
  /** Runs, too, in which a run is nested, at any depth, that the filter finds. */
  readonly matchChildren?: boolean;
  readonly order: readonly RunOrderKey[];
  /** Any of the runs that match, where there are more than `limit`: no more experiments are read than give so many. */
  readonly inAnyOrder?: boolean;
  /** Where the page before ended: its last `place`. */
  readonly after: readonly unknown[] | null;
  readonly limit: number;
}

/** A run that was found; `place` is where it stands in the order. */
export interface FoundRun {
  readonly uuid: string;
  readonly place: readonly CursorValue[];
}

/**
 * Finds runs in order. Each order is a row of segments: numbers, then NaN, then what has none, in both directions, as
 * in MLflow; within one, and where values are equal, the newest first, then by id.
 */
export const searchRuns = async (db: Database, search: RunSearch): Promise<FoundRun[]> => {
  const experiments = shownExperiments(search);
  if (experiments.length === 0) return [];
  const numbers = await findKeys(db, keysIn(search));
  const [from, ...place] = search.after ?? [];
  const found: FoundRun[] = [];
  const segments = segmentsOf(search.order, numbers);
  const { ranges, counts, climbs } = await lookedThrough(db, { ...search, experiments }, numbers);
  // A key that nobody had used when the page before was read may be in use by now: segments go by id, not by number.
  const start = segments.findIndex(({ id }) => id === from);
  for (const [index, segment] of segments.entries()) {
    if (index < start || found.length >= search.limit) continue;
    const after = index === start && place.length > 0 ? place : null;
    const part = { ...search, experiments, climbs, after, limit: search.limit - found.length };
    let rows: FoundRun[] = [];
    for (const way of waysTo(segment, ranges, counts, search)) {
      const { text, values } = statement(part, segment, numbers, way);
      rows = await db.reader.rows<FoundRun>(searchSql(text), values.list);
      if (rows.length >= part.limit) break;
    }
    found.push(...rows.map(({ uuid, place: here }) => ({ uuid, place: [segment.id, ...here] })));
  }
  return found;
};

/** The experiments that runs are looked for in. */
export const shownExperiments = ({ experiments, show }: RunSearch): RunSearch["experiments"] =>
  experiments.filter(({ deletedAt }) => show !== "ACTIVE_ONLY" || deletedAt === null);

/** The keys that a search goes by. */
export const keysIn = ({ filter, order }: Pick<RunSearch, "filter" | "order">): string[] => [
  RUN_NAME,
  PARENT_RUN,
  ...testsIn(filter).map(({ key }) => key),
  ...order.map(({ key }) => key),
];

interface Part extends RunSearch {
  /** Whether the ranges hold what passes the filter, and runs are looked for that this is nested in. */
  readonly climbs?: boolean;
}

interface LookedThrough {
  readonly ranges: readonly Range[];
  readonly counts: readonly number[];
  readonly climbs: boolean;
}

/**
 * Where runs are looked for. Where what is nested in them counts, few that pass the filter are found first, whatever they
 * are nested in; of many, a walk in order finds a page soon.
 */
const lookedThrough = async (
  db: Database,
  search: RunSearch,
  numbers: ReadonlyMap<string, number>,
): Promise<LookedThrough> => {
  if (search.matchChildren === true) {
    const { experiments, filter, show } = search;
    const flat = { experiments, filter, show, order: [], inAnyOrder: true, after: null, limit: COUNTED + 1 };
    const ids = (await searchRuns(db, flat)).map(({ uuid }) => uuid);
    const range: Range = (values) => `select id from unnest(${values.add(ids)}::uuid[]) id`;
    if (ids.length <= COUNTED) return { ranges: [range], counts: [ids.length], climbs: true };
  }
  const ranges = rangesOf(search, numbers, search.experiments);
  return { ranges, counts: await countRanges(db.reader, ranges), climbs: false };
};

/** What the run itself must pass, whatever is nested in it. */
const ownTests = ({ parent }: RunSearch): Test[] =>
  parent == null ? [] : [{ kind: "tag", key: PARENT_RUN, operator: "=", value: parent }];

/** The ranges that hold what is looked for, each by itself. */
export const rangesOf = (
  search: RunSearch,
  numbers: ReadonlyMap<string, number>,
  experiments: RunSearch["experiments"],
) => {
  const searched = experiments.map(({ number }) => number);
  // What passes the filter may be nested in what is looked for, which then stands in none of its ranges.
  const tests = [...ownTests(search), ...(search.matchChildren === true ? [] : requiredTests(search.filter))];
  return tests.map((test) => rangeOf(test, searched, numbers)).filter((range) => range !== undefined);
};

/**
 * Ways to a page, of which the first that fills it is good; the last always is. Which is fast is known from what the
 * indexes hold: a plan must not depend on statistics that are not there yet.
 */
const waysTo = (segment: Segment, ranges: readonly Range[], counts: readonly number[], search: RunSearch): Way[] => {
  const few = rangesToGather(counts);
  if (few.length > 0) return [ranges.filter((_, index) => few.includes(index))];
  if (ranges.length === 0 || segment.table !== null) return ["in order"];
  if (search.matchChildren === true) return segment.keys.length === 0 ? ["newest", "in order"] : ["in order"];
  return segment.keys.length === 0 ? ["newest", ranges] : [ranges];
};

/** The statement of one segment, by one way. */
const statement = (search: Part, segment: Segment, numbers: ReadonlyMap<string, number>, way: Way) => {
  const values = new Values();
  const ids = values.add(search.experiments.map(({ number }) => number));
  // Unless ranges say which runs, each experiment is read in order, as far as the page needs.
  const each = typeof way === "string" && search.experiments.length > 1;
  const one = !each && search.experiments.length === 1 ? `= (${ids}::bigint[])[1]` : `= any(${ids}::bigint[])`;
  // Tests never look at x: PostgreSQL 18 keeps a hashed subplan of one round for the next when it stands at two nodes.
  const scope: Scope = { inExperiments: one, numbers, values };
  const keys = keysOf(segment);
  const place = search.after === null ? [] : [comesAfter(keys, search.after, values)];
  const reading = { scope, here: each ? "= x.number" : one, place, limit: search.limit };
  const source = sourceOf(segment, way, { ...reading, climbs: search.climbs === true });
  const conditions = [...source.conditions, ...segment.conditions(scope), ...conditionsOn(search, scope)];
  const limit = values.add(search.limit);
  const names = keys.map((key, index) => ({ ...key, sql: `key${index}` }));
  const columns = keys.map(({ sql }, index) => `${sql} as key${index}`).join(", ");
  const inner = `select r.uuid, ${columns} from ${source.from} ${segment.joins(scope)}
    left join experiment e on e.number = r.experiment where ${conditions.map((part) => `(${part})`).join(" and ")} ${sorted(keys)} limit ${limit}`;
  const told = `json_build_array(${names.map(({ sql }) => `${sql}::text`).join(", ")}) as place`;
  const rows = each ? `unnest(${ids}::bigint[]) x(number) cross join lateral (${inner}) f` : `(${inner}) f`;
  return {
    text: `select uuid, ${told} from ${rows} ${search.inAnyOrder === true ? "" : sorted(names)} limit ${limit}`,
    values,
  };
};

/** What is asked of run r of experiment e. */
export const conditionsOn = (search: Part, scope: Scope): string[] => {
  const conditions = shown(search, scope.values);
  if (search.rootsOnly === true) conditions.push(isRoot(scope));
  if (search.parent != null) conditions.push(isBeside(search.parent, scope));
  return [...conditions, ...ownTests(search).map((test) => testRun(test, scope)), isFound(search, scope)];
};

/** Run r passes the filter, or what is nested in it does, as far as that is shown. */
const isFound = (search: Part, scope: Scope): string => {
  if (search.climbs === true && search.show === "ACTIVE_ONLY") return "true";
  const passes = filterToSql(search.filter, (test) => testRun(test, scope));
  if (search.matchChildren !== true) return passes;
  return isMetWithin([passes, ...shown(search, scope.values)].map((part) => `(${part})`).join(" and "), scope);
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
