import type { Ability } from "../access/ability.js";
import { modelColumns, visible } from "../access/visible.js";
import { compareText, type Filter, filterToSql, type OrderKey, requiredTests, type Test } from "../db/filter.js";
import { comesAfter, type SortKey, sorted } from "../db/keyset.js";
import { type Sql, searchSql, Values } from "../db/sql.js";
import { PROMPT_TAG } from "./prompt-rules.js";
import { readableModels, readableVersions } from "./readable.js";
import { detailTables } from "./version-details.queries.js";

export interface RegistrySearch {
  readonly filter: Filter;
  /** Whether prompts are looked for, or what is none. */
  readonly prompts: "only" | "without";
  readonly order: readonly OrderKey[];
  readonly after: readonly unknown[] | null;
  readonly limit: number;
}

/** One that was found, and where it stands, for the next page. */
interface Found {
  readonly id: string;
  readonly place: unknown[];
}

const testTag = (subject: string, test: Test, values: Values): string => {
  const parameter = (value: unknown): string => values.add(value);
  const found = `select from tag t where t.subject_id = ${subject} and t.key = ${parameter(test.key)}`;
  if (test.operator === "IS NULL") return `not exists (${found})`;
  if (test.operator === "IS NOT NULL") return `exists (${found})`;
  const short = test.operator === "=" ? ` and left(t.value, 200) = left(${parameter(test.value)}, 200)` : "";
  return `exists (${found}${short} and ${compareText("t.value", test, parameter)})`;
};

const prompts = (model: string, { prompts: wanted }: RegistrySearch): string => {
  const is = `exists (select from tag p where p.subject_id = ${model} and p.key = '${PROMPT_TAG}' and lower(p.value) = 'true')`;
  return wanted === "only" ? is : `not ${is}`;
};

const modelKeys: Record<string, SortKey> = {
  name: { sql: "m.name", type: "text", ascending: true },
  last_updated_timestamp: { sql: "m.updated_at", type: "timestamptz", ascending: true },
  creation_timestamp: { sql: "m.created_at", type: "timestamptz", ascending: true },
};

const versionKeys: Record<string, SortKey> = {
  name: { sql: "m.name", type: "text", ascending: true },
  version_number: { sql: "v.version", type: "int", ascending: true },
  last_updated_timestamp: { sql: "v.updated_at", type: "timestamptz", ascending: true },
  creation_timestamp: { sql: "v.created_at", type: "timestamptz", ascending: true },
};

/** The asked keys, then those that make the order total; a key is used once. */
const keysOf = (known: Record<string, SortKey>, order: readonly OrderKey[], rest: readonly SortKey[]): SortKey[] => {
  const keys = order.map(({ key, ascending }) => {
    const found = known[key];
    if (found === undefined) throw new Error(`the registry is not ordered by ${key}`);
    return { ...found, ascending };
  });
  for (const key of rest) if (!keys.some(({ sql }) => sql === key.sql)) keys.push(key);
  return keys;
};

const placeOf = (keys: readonly SortKey[]): string =>
  `json_build_array(${keys.map(({ sql }) => `(${sql})::text`).join(", ")}) as place`;

const byName: readonly SortKey[] = [
  { sql: "m.name", type: "text", ascending: true },
  { sql: "m.id", type: "text", ascending: true },
];

/** Ids of a page of live models that the caller reads, by name unless told otherwise. */
export const searchModels = async (db: Sql, ability: Ability, search: RegistrySearch): Promise<Found[]> => {
  const values = new Values();
  const keys = keysOf(modelKeys, search.order, byName);
  const where = [readableModels(ability, "none", values), prompts("m.id", search)];
  const test = (each: Test): string =>
    each.kind === "tag"
      ? testTag("m.id", each, values)
      : compareText("m.name", named(each), (value) => values.add(value));
  where.push(filterToSql(search.filter, test));
  if (search.after !== null) where.push(comesAfter(keys, search.after, values));
  const text = `select m.id, ${placeOf(keys)} from registered_model m
    where ${where.map((part) => `(${part})`).join(" and ")} ${sorted(keys)} limit ${values.add(search.limit)}`;
  return db.rows(searchSql(text), values.list);
};

/** Names are stored in NFC. */
const named = (test: Test): Test => {
  const { value } = test;
  if (typeof value === "string") return { ...test, value: value.normalize("NFC") };
  return Array.isArray(value) ? { ...test, value: value.map((each: string) => each.normalize("NFC")) } : test;
};

const testVersion = (test: Test, values: Values): string => {
  const parameter = (value: unknown): string => values.add(value);
  if (test.kind === "tag") return testTag("v.id", test, values);
  switch (test.key) {
    case "name":
      return compareText("m.name", named(test), parameter);
    case "run_id":
      return `(v.run_id is not null and ${compareText("v.run_id", test, parameter)})`;
    case "source_path":
      return compareText("v.source", test, parameter);
    case "version_number":
      return `v.version ${test.operator === "!=" ? "<>" : test.operator} ${parameter(test.value)}::numeric`;
    default:
      throw new Error(`versions have no attribute ${test.key}`);
  }
};

const newest: SortKey = { sql: "v.updated_at", type: "timestamptz", ascending: false };

/** What makes any order of versions total, as upstream does. */
const byNameAndNumber: readonly SortKey[] = [
  { sql: "m.name", type: "text", ascending: true },
  { sql: "v.version", type: "int", ascending: false },
  { sql: "v.id", type: "text", ascending: true },
];

/** The name that every version must have which the filter finds; undefined when it asks for no single one. */
const oneName = (tests: readonly Test[]): string | undefined => {
  const test = tests.find(({ kind, key, operator }) => kind === "attribute" && key === "name" && operator === "=");
  return typeof test?.value === "string" ? test.value.normalize("NFC") : undefined;
};

/** Whether an index finds what passes the test, without a look at the others. */
const isSelective = ({ kind, key, operator }: Test): boolean =>
  (operator === "=" || operator === "IN") && (kind === "tag" || key === "run_id");

/** Ids of a page of live versions that the caller reads, those that changed last first unless told otherwise. */
export const searchVersions = async (db: Sql, ability: Ability, search: RegistrySearch): Promise<Found[]> => {
  const values = new Values();
  const rest = search.order.length > 0 ? byNameAndNumber : [newest, ...byNameAndNumber];
  const where = [readableVersions(ability, "none", values), prompts("m.id", search)];
  where.push(filterToSql(search.filter, (test) => testVersion(test, values)));
  const tests = requiredTests(search.filter);
  const name = oneName(tests);
  // Within one model its indexes give the order: all have its name, and none another's number.
  const keys = keysOf(versionKeys, search.order, rest).filter(
    ({ sql }) => name === undefined || (sql !== "m.name" && sql !== "v.id"),
  );
  if (name !== undefined && !tests.some(isSelective))
    where.push(
      `v.registered_model_id = (select id from registered_model where name = ${values.add(name)} and deleted_at is null)`,
    );
  if (search.after !== null) where.push(comesAfter(keys, search.after, values));
  const text = `select v.id, ${placeOf(keys)} from ${detailTables}
    where ${where.map((part) => `(${part})`).join(" and ")} ${sorted(keys)} limit ${values.add(search.limit)}`;
  return db.rows(searchSql(text), values.list);
};

/** Names of live models to which the caller may add versions, the first few by name. */
export const contributableNames = async (db: Sql, ability: Ability, limit: number): Promise<string[]> => {
  const values = new Values();
  const contribute = visible(ability, "contribute", "RegisteredModel", modelColumns("m"), values);
  const text = `select m.name from registered_model m where m.deleted_at is null and ${contribute}
    order by m.name limit ${values.add(limit)}`;
  return (await db.rows<{ name: string }>(searchSql(text), values.list)).map(({ name }) => name);
};
