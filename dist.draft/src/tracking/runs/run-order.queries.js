import { RUN_NAME } from "../run-names.js";
import { runArtifactUri } from "./run-conditions.queries.js";
const none = () => "";
const always = () => [];
const kept = { metric: "latest_metric", param: "run_param", tag: "run_tag" };
const keptKind = ({ kind, key }) => {
    if (kind === "attribute")
        return key === "run_name" ? "tag" : undefined;
    return kind === "dataset" ? undefined : kind;
};
const keyOf = ({ kind, key }) => (kind === "attribute" && key === "run_name" ? RUN_NAME : key);
/**
 * The segments of an order. One key that runs keep (a metric, param or tag) is walked along its index, its segments one
 * after the other; of several keys each is a rank and a value, and all that matches is sorted.
 */
export const segmentsOf = (order, numbers) => {
    const [first, ...others] = order;
    if (first === undefined)
        return [{ id: "all", table: null, key: -1, keys: [], conditions: always, joins: none }];
    const kind = keptKind(first);
    if (others.length > 0 || kind === undefined)
        return [sortedSegment(order, numbers)];
    const key = numbers.get(keyOf(first)) ?? -1;
    const without = {
        id: "none",
        table: null,
        key,
        keys: [],
        conditions: ({ values }) => [
            `not exists (select from ${kept[kind]} o where o.run = r.uuid and o.key = ${values.add(key)})`,
        ],
        joins: none,
    };
    if (key === -1)
        return [without];
    const walk = (id, column, condition) => ({
        id,
        table: kept[kind],
        key,
        keys: column === null ? [] : [column],
        conditions: () => (condition === null ? [] : [condition]),
        joins: none,
    });
    const { ascending } = first;
    if (kind !== "metric")
        return [walk("value", { sql: "o.prefix", type: "text", ascending }, null), without];
    const value = { sql: "o.value", type: "float8", ascending };
    return [walk("value", value, "o.value < 'NaN'"), walk("nan", null, "o.value = 'NaN'"), without];
};
/** All runs in one sequence: each key as its rank and its value. */
export const sortedSegment = (order, numbers) => ({
    id: "all",
    table: null,
    key: -1,
    keys: order.flatMap((key, index) => sortKeys(key, `o${index}`)),
    conditions: always,
    joins: ({ values }) => order
        .flatMap((key, index) => {
        const kind = keptKind(key);
        if (kind === undefined)
            return [];
        const number = `${values.add(numbers.get(keyOf(key)) ?? -1)}::int`;
        return [`left join ${kept[kind]} o${index} on o${index}.run = r.uuid and o${index}.key = ${number}`];
    })
        .join(" "),
});
const rank = (sql) => ({ sql, type: "int", ascending: true });
const attributes = {
    run_id: [{ sql: "r.uuid", type: "uuid", ascending: true }],
    status: [{ sql: `r.status collate "C"`, type: "text", ascending: true }],
    user_id: [{ sql: `r.user_id collate "C"`, type: "text", ascending: true }],
    artifact_uri: [{ sql: `(${runArtifactUri}) collate "C"`, type: "text", ascending: true }],
    start_time: [{ sql: "r.start_time", type: "bigint", ascending: true }],
    end_time: [
        rank("case when r.end_time is null then 1 else 0 end"),
        { sql: "coalesce(r.end_time, 0)", type: "bigint", ascending: true },
    ],
};
/** A rank that puts NaN after numbers and what is missing last, then the value. */
const sortKeys = (order, alias) => {
    const { ascending } = order;
    const kind = keptKind(order);
    if (kind === "metric")
        return [
            rank(`case when ${alias}.run is null then 2 when ${alias}.value = 'NaN' then 1 else 0 end`),
            { sql: `coalesce(nullif(${alias}.value, 'NaN'), 0)`, type: "float8", ascending },
        ];
    if (kind !== undefined)
        return [
            rank(`case when ${alias}.run is null then 1 else 0 end`),
            { sql: `coalesce(${alias}.prefix, '')`, type: "text", ascending },
        ];
    const keys = attributes[order.key];
    if (keys === undefined)
        throw new Error(`runs are not ordered by ${order.key}`);
    return keys.map((key, index) => (index === keys.length - 1 ? { ...key, ascending } : key));
};
//# sourceMappingURL=run-order.queries.js.map