import type { Ability } from "../../access/ability.js";
import { type Columns, visible } from "../../access/visible.js";
import { compareName, compareText, type Filter, filterToSql, type OrderKey, type Test } from "../../db/filter.js";
import { millisOfColumn } from "../../db/instant-columns.js";
import type { CursorValue } from "../../db/keyset.js";
import { comesAfter, type SortKey, sorted } from "../../db/keyset.js";
import { storedName } from "../../db/names.js";
import { inTurn, readInTurn } from "../../db/read-in-turn.js";
import { dynamicSql, type Reader, searchSql, Values } from "../../db/sql.js";
import type { KeyValue } from "../key-value.js";

/** An experiment as read. */
export interface ExperimentRead {
  readonly id: string;
  /** MLflow's experiment id. */
  readonly number: bigint;
  readonly name: string;
  /** The team, or the organisation. */
  readonly ownerId: string;
  readonly ownerSlug: string | null;
  readonly visibility: string;
  /** A store that clients reach by themselves; null: this service's. */
  readonly artifactLocation: string | null;
  readonly createdAt: string;
  readonly createdById: string;
  readonly updatedAt: string;
  readonly deletedAt: string | null;
  readonly restoredAt: string | null;
}

const columns = `e.id, e.number, e.name, e.owner_id as "ownerId",
  (select slug from team where team.id = e.owner_id) as "ownerSlug", e.visibility,
  e.artifact_location as "artifactLocation", e.created_at as "createdAt", e.created_by as "createdById",
  e.updated_at as "updatedAt", e.deleted_at as "deletedAt", e.restored_at as "restoredAt"`;

/** Columns of `Experiment` rules on experiment e. */
const ruleColumns: Columns = { id: "e.id", teamId: "e.owner_id", visibility: "e.visibility" };

/** Experiments that the caller reads, deleted ones too, as a predicate on experiment e. */
export const readableExperiments = (ability: Ability, values: Values): string =>
  visible(ability, "read", "Experiment", ruleColumns, values);

const select = async (
  db: Reader,
  ability: Ability,
  condition: (values: Values) => string,
): Promise<ExperimentRead[]> => {
  const values = new Values();
  const text = `select ${columns} from experiment e where ${condition(values)} and ${readableExperiments(ability, values)}
    order by e.number`;
  return db.rows<ExperimentRead>(dynamicSql(text), values.list);
};

/** Experiments by id, deleted ones too; those that the caller may not read are left out. */
export const experimentsById = (db: Reader, ability: Ability, ids: readonly string[]): Promise<ExperimentRead[]> =>
  select(db, ability, (values) => values.among("e.id", ids));

/** Experiments by MLflow's id; those that the caller may not read are left out. */
export const experimentsByNumber = (
  db: Reader,
  ability: Ability,
  numbers: readonly bigint[],
): Promise<ExperimentRead[]> => select(db, ability, (values) => `e.number = any(${values.add(numbers)}::bigint[])`);

/** Of these experiments those that the caller reads, by MLflow's id; `known` are some of which that is clear. */
export const readableNumbers = async (
  db: Reader,
  ability: Ability,
  numbers: readonly bigint[],
  known: readonly bigint[],
): Promise<ReadonlySet<bigint>> => {
  const readable = new Set(known);
  const asked = [...new Set(numbers)].filter((number) => !readable.has(number));
  const found = asked.length === 0 ? [] : await experimentsByNumber(db, ability, asked);
  for (const { number } of found) readable.add(number);
  return readable;
};

/** Every experiment of this name that the caller reads: names are unique per team only. */
export const experimentsNamed = (db: Reader, ability: Ability, name: string): Promise<ExperimentRead[]> =>
  select(db, ability, (values) => `e.name = ${values.add(storedName(name))}`);

const tags = inTurn(
  "experiment.tags",
  "text",
  (id) => `select json_agg(json_build_object('key', t.key, 'value', t.value) order by t.key)
    from experiment_tag t where t.experiment_id = ${id}`,
);

/** Tags of the first of the experiments, by key: of all of them, unless that is too much for one answer. */
export const experimentTags = (db: Reader, ids: readonly string[]): Promise<Map<string, KeyValue[] | null>> =>
  readInTurn(db, tags, ids);

export type Lifecycle = "ACTIVE_ONLY" | "DELETED_ONLY" | "ALL";

export interface ExperimentSearch {
  readonly filter: Filter;
  /** What is shown: live ones, deleted ones, both. */
  readonly show: Lifecycle;
  readonly ownerId?: string | undefined;
  readonly visibility?: string | undefined;
  readonly order: readonly OrderKey[];
  readonly after: readonly unknown[] | null;
  readonly limit: number;
}

const attributes: Record<string, { sql: string; type: string }> = {
  name: { sql: "e.name", type: "text" },
  experiment_id: { sql: "e.number", type: "bigint" },
  creation_time: { sql: millisOfColumn("e.created_at"), type: "bigint" },
  last_update_time: { sql: millisOfColumn("e.updated_at"), type: "bigint" },
};

const attribute = (key: string): { sql: string; type: string } => {
  const found = attributes[key];
  if (found === undefined) throw new Error(`experiments have no attribute ${key}`);
  return found;
};

/** One test on experiment e. */
const testExperiment = (test: Test, values: Values): string => {
  const parameter = (value: unknown): string => values.add(value);
  if (test.kind === "tag") {
    const found = `select from experiment_tag t where t.experiment_id = e.id and t.key = ${parameter(test.key)}`;
    if (test.operator === "IS NULL") return `not exists (${found})`;
    if (test.operator === "IS NOT NULL") return `exists (${found})`;
    return `exists (${found} and ${compareText("t.value", test, parameter)})`;
  }
  if (test.key === "experiment_id") return compareText("e.number::text", test, parameter);
  const { sql: column, type } = attribute(test.key);
  return type === "text"
    ? compareName(column, test, parameter)
    : `${column} ${test.operator === "!=" ? "<>" : test.operator} ${parameter(test.value)}::numeric`;
};

const defaultOrder: readonly SortKey[] = [
  { sql: "e.created_at", type: "timestamptz", ascending: false },
  { sql: "e.number", type: "bigint", ascending: true },
];

/** The sort keys of an order; of equal ones the last made comes first: in MLflow the highest id, which counts up there. */
const sortKeys = (order: readonly OrderKey[]): readonly SortKey[] => {
  if (order.length === 0) return defaultOrder;
  const keys = order.map(({ key, ascending }) => ({ ...attribute(key), ascending }));
  return [
    ...keys,
    { sql: "e.created_at", type: "timestamptz", ascending: false },
    { sql: "e.number", type: "bigint", ascending: false },
  ];
};

/** A page of experiments that the caller reads. Each row says where it stands, for the next page. */
export const searchExperiments = async (
  db: Reader,
  ability: Ability,
  search: ExperimentSearch,
): Promise<(ExperimentRead & { place: CursorValue[] })[]> => {
  const values = new Values();
  const keys = sortKeys(search.order);
  const where = [readableExperiments(ability, values)];
  if (search.show !== "ALL") where.push(`e.deleted_at is ${search.show === "ACTIVE_ONLY" ? "null" : "not null"}`);
  if (search.ownerId !== undefined) where.push(`e.owner_id = ${values.add(search.ownerId)}`);
  if (search.visibility !== undefined) where.push(`e.visibility = ${values.add(search.visibility)}`);
  where.push(filterToSql(search.filter, (test) => testExperiment(test, values)));
  if (search.after !== null) where.push(comesAfter(keys, search.after, values));
  const place = `json_build_array(${keys.map(({ sql: key }) => `(${key})::text`).join(", ")}) as place`;
  const text = `select ${columns}, ${place} from experiment e where ${where.map((each) => `(${each})`).join(" and ")}
    ${sorted(keys)} limit ${values.add(search.limit)}`;
  return db.rows(searchSql(text), values.list);
};
