import type { OrderKey } from "../../db/filter.js";
import type { SortKey } from "../../db/keyset.js";
import { RUN_NAME } from "../run-names.js";
import { runArtifactUri, type Scope } from "./run-conditions.queries.js";
import { bestOrNone, hasNoBest, isBest } from "./run-nesting.queries.js";

/** A key of an order of runs. */
export interface RunOrderKey extends OrderKey {
  /** Of a metric: by the best latest value of the run and of those that are nested directly in it. */
  readonly bestChild?: true;
}

/** All runs in one sorted sequence; or those with a value, those with NaN, those with none. */
export type SegmentId = "all" | "value" | "nan" | "none";

/** A part of an order, all of whose runs come before those of the next part. */
export interface Segment {
  /** Tells it from the others of its order, for a page that begins within it. */
  readonly id: SegmentId;
  /** The table whose search index has the order; null: the runs themselves. */
  readonly table: "latest_metric" | "run_param" | "run_tag" | null;
  /** The number of the key ordered by; -1 when there is none. */
  readonly key: number;
  readonly keys: readonly SortKey[];
  /** Whether its rows are the best of families, which hold the run and those nested directly in it. */
  readonly isOfFamilies?: true;
  conditions(scope: Scope): string[];
  joins(scope: Scope): string;
}

const none = (): string => "";
const always = (): string[] => [];

const kept = { metric: "latest_metric", param: "run_param", tag: "run_tag" } as const;

const keptKind = ({ kind, key }: OrderKey): keyof typeof kept | undefined => {
  if (kind === "attribute") return key === "run_name" ? "tag" : undefined;
  return kind === "dataset" ? undefined : kind;
};

const keyOf = ({ kind, key }: OrderKey): string => (kind === "attribute" && key === "run_name" ? RUN_NAME : key);

/**
 * The segments of an order. One key that runs keep (a metric, param or tag) is walked along its index, its segments one
 * after the other; of several keys each is a rank and a value, and all that matches is sorted.
 */
export const segmentsOf = (order: readonly RunOrderKey[], numbers: ReadonlyMap<string, number>): readonly Segment[] => {
  const [first, ...others] = order;
  if (first === undefined) return [{ id: "all", table: null, key: -1, keys: [], conditions: always, joins: none }];
  const kind = keptKind(first);
  if (others.length > 0 || kind === undefined) return [sortedSegment(order, numbers)];
  const key = numbers.get(keyOf(first)) ?? -1;
  if (first.bestChild === true) return familySegments(key, first.ascending);
  const without: Segment = {
    id: "none",
    table: null,
    key,
    keys: [],
    conditions: ({ values }) => [
      `not exists (select from ${kept[kind]} o where o.run = r.uuid and o.key = ${values.add(key)})`,
    ],
    joins: none,
  };
  if (key === -1) return [without];
  const walk = (id: SegmentId, column: SortKey | null, condition: string | null): Segment => ({
    id,
    table: kept[kind],
    key,
    keys: column === null ? [] : [column],
    conditions: () => (condition === null ? [] : [condition]),
    joins: none,
  });
  const { ascending } = first;
  if (kind !== "metric") return [walk("value", { sql: "o.prefix", type: "text", ascending }, null), without];
  const value = { sql: "o.value", type: "float8", ascending };
  return [walk("value", value, "o.value < 'NaN'"), walk("nan", null, "o.value = 'NaN'"), without];
};

/** Those in whose family somebody has a number, the best first; then those in whose nobody has. */
const familySegments = (key: number, ascending: boolean): readonly Segment[] => {
  const by = { key, ascending };
  const nobody: Segment = {
    id: "none",
    table: null,
    key,
    keys: [],
    conditions: (scope) => [hasNoBest(by, scope)],
    joins: none,
  };
  if (key === -1) return [{ ...nobody, conditions: always }];
  const best: Segment = {
    id: "value",
    table: "latest_metric",
    key,
    keys: [{ sql: "o.value", type: "float8", ascending }],
    isOfFamilies: true,
    conditions: (scope) => ["o.value < 'NaN'", isBest(by, scope)],
    joins: none,
  };
  return [best, nobody];
};

/** All runs in one sequence: each key as its rank and its value. */
export const sortedSegment = (order: readonly RunOrderKey[], numbers: ReadonlyMap<string, number>): Segment => ({
  id: "all",
  table: null,
  key: -1,
  keys: order.flatMap((key, index) => sortKeys(key, `o${index}`)),
  conditions: always,
  joins: (scope) =>
    order
      .flatMap((key, index) => {
        const { values } = scope;
        if (key.bestChild === true)
          return [bestOrNone({ key: numbers.get(key.key) ?? -1, ascending: key.ascending }, `o${index}`, scope)];
        const kind = keptKind(key);
        if (kind === undefined) return [];
        const number = `${values.add(numbers.get(keyOf(key)) ?? -1)}::int`;
        return [`left join ${kept[kind]} o${index} on o${index}.run = r.uuid and o${index}.key = ${number}`];
      })
      .join(" "),
});

const rank = (sql: string): SortKey => ({ sql, type: "int", ascending: true });

const attributes: Record<string, SortKey[]> = {
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
const sortKeys = (order: RunOrderKey, alias: string): SortKey[] => {
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
  if (keys === undefined) throw new Error(`runs are not ordered by ${order.key}`);
  return keys.map((key, index) => (index === keys.length - 1 ? { ...key, ascending } : key));
};
