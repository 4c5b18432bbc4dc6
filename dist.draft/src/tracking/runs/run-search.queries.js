import { filterToSql, requiredTests } from "../../db/filter.js";
import { comesAfter, sorted } from "../../db/keyset.js";
import { searchSql, Values } from "../../db/sql.js";
import { findKeys } from "../keys.store.js";
import { PARENT_RUN, RUN_NAME } from "../run-names.js";
import { findsRuns, isRoot, keptConditions, keptTable, keptTest, testRun, } from "./run-conditions.queries.js";
import { segmentsOf } from "./run-order.queries.js";
/**
 * Finds runs in order. Each order is a row of segments: numbers, then NaN, then what has none, in both directions, as
 * in MLflow; within one, and where values are equal, the newest first, then by id.
 */
export const searchRuns = async (db, search) => {
    const experiments = search.experiments.filter(({ deletedAt }) => search.show !== "ACTIVE_ONLY" || deletedAt === null);
    if (experiments.length === 0)
        return [];
    const numbers = await findKeys(db, keysIn(search));
    const [from, ...place] = search.after ?? [];
    const found = [];
    const segments = segmentsOf(search.order, numbers);
    // A key that nobody had used when the page before was read may be in use by now: segments go by id, not by number.
    const start = segments.findIndex(({ id }) => id === from);
    for (const [index, segment] of segments.entries()) {
        if (index < start || found.length >= search.limit)
            continue;
        const after = index === start && place.length > 0 ? place : null;
        const part = { ...search, experiments, after, limit: search.limit - found.length };
        const { text, values } = statement(part, segment, numbers);
        const rows = await db.reader.rows(searchSql(text), values.list);
        found.push(...rows.map(({ uuid, place: here }) => ({ uuid, place: [segment.id, ...here] })));
    }
    return found;
};
const testsIn = (filter) => {
    if ("test" in filter)
        return [filter.test];
    if ("not" in filter)
        return testsIn(filter.not);
    return ("and" in filter ? filter.and : filter.or).flatMap(testsIn);
};
const keysIn = ({ filter, order, rootsOnly }) => [
    RUN_NAME,
    ...(rootsOnly === true ? [PARENT_RUN] : []),
    ...testsIn(filter).map(({ key }) => key),
    ...order.map(({ key }) => key),
];
/** The statement of one segment: what finds few runs by an index comes first, the planner orders the rest. */
const statement = (search, segment, numbers) => {
    const values = new Values();
    const ids = values.add(search.experiments.map(({ number }) => number));
    const tests = requiredTests(search.filter);
    const anchor = segment.table === null ? tests.find(findsRuns) : undefined;
    // Without a condition that narrows, each experiment is read in order, as far as the page needs.
    const each = anchor === undefined && search.experiments.length > 1;
    const one = !each && search.experiments.length === 1 ? `= (${ids}::bigint[])[1]` : `= any(${ids}::bigint[])`;
    // Tests never look at x: PostgreSQL 18 keeps a hashed subplan of one round for the next when it stands at two nodes.
    const scope = { inExperiments: one, numbers, values };
    const source = sourceOf(segment, anchor, scope, each ? "= x.number" : one);
    const keys = [
        ...segment.keys,
        { sql: `${source.alias}.start_time`, type: "bigint", ascending: false },
        { sql: `${source.alias}.${source.id}`, type: "uuid", ascending: true },
    ];
    const conditions = [...source.conditions, ...segment.conditions(scope), ...shown(search, values)];
    if (search.rootsOnly === true)
        conditions.push(isRoot(scope));
    conditions.push(filterToSql(search.filter, (test) => (test === anchor ? "true" : testRun(test, scope))));
    if (search.after !== null)
        conditions.push(comesAfter(keys, search.after, values));
    const limit = values.add(search.limit);
    const names = keys.map((key, index) => ({ ...key, sql: `key${index}` }));
    const columns = keys.map(({ sql }, index) => `${sql} as key${index}`).join(", ");
    const inner = `select r.uuid, ${columns} from ${source.from} ${segment.joins(scope)}
    left join experiment e on e.number = r.experiment where ${conditions.map((part) => `(${part})`).join(" and ")} ${sorted(keys)} limit ${limit}`;
    const place = `json_build_array(${names.map(({ sql }) => `${sql}::text`).join(", ")}) as place`;
    const rows = each ? `unnest(${ids}::bigint[]) x(number) cross join lateral (${inner}) f` : `(${inner}) f`;
    return { text: `select uuid, ${place} from ${rows} ${sorted(names)} limit ${limit}`, values };
};
const sourceOf = (segment, anchor, scope, here) => {
    if (segment.table !== null) {
        const conditions = [`o.experiment ${here}`, `o.key = ${scope.values.add(segment.key)}`];
        return { from: `${segment.table} o join run r on r.uuid = o.run`, alias: "o", id: "run", conditions };
    }
    const kept = anchor && keptTest(anchor);
    if (kept === undefined)
        return { from: "run r", alias: "r", id: "uuid", conditions: [`r.experiment ${here}`] };
    const conditions = keptConditions(kept, "a", scope);
    return { from: `${keptTable(kept)} a join run r on r.uuid = a.run`, alias: "a", id: "run", conditions };
};
/** A run is deleted with its experiment; restoring the experiment brings back what was deleted before. */
const shown = ({ show, experiments }, values) => {
    if (show === "ALL")
        return [];
    const restored = experiments.some(({ restoredAt }) => restoredAt !== null);
    const gone = restored
        ? "(r.deleted_at is not null and (e.restored_at is null or r.deleted_at > e.restored_at))"
        : "r.deleted_at is not null";
    if (show === "ACTIVE_ONLY")
        return [restored ? `not ${gone}` : "r.deleted_at is null"];
    const deleted = experiments.filter(({ deletedAt }) => deletedAt !== null).map(({ number }) => number);
    return [deleted.length === 0 ? gone : `(${gone} or r.experiment = any(${values.add(deleted)}::bigint[]))`];
};
//# sourceMappingURL=run-search.queries.js.map