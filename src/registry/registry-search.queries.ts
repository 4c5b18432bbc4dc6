import type { Ability } from "../access/ability.js";
import { visible } from "../access/visible.js";
import { compareName, type Filter, filterToSql, type OrderKey, requiredTests, type Test } from "../db/filter.js";
import type { CursorValue } from "../db/keyset.js";
import { comesAfter, type SortKey, sorted } from "../db/keyset.js";
import { storedName } from "../db/names.js";
import { type Reader, searchSql, Values } from "../db/sql.js";
import { PROMPT_TAG } from "./prompt-rules.js";
import { modelColumns, readableModels, readableVersions } from "./readable.js";
import { testTag } from "./tag-filter.js";
import { rangesOfTests, testVersion, versionsFrom } from "./version-conditions.queries.js";
import { versionTables } from "./versions.queries.js";

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
  readonly place: CursorValue[];
}

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
export const searchModels = async (db: Reader, ability: Ability, search: RegistrySearch): Promise<Found[]> => {
  const values = new Values();
  const keys = keysOf(modelKeys, search.order, byName);
  const where = [readableModels(ability, "none", values), prompts("m.id", search)];
  const test = (each: Test): string =>
    each.kind === "tag" ? testTag("m.id", each, values) : compareName("m.name", each, (value) => values.add(value));
  where.push(filterToSql(search.filter, test));
  if (search.after !== null) where.push(comesAfter(keys, search.after, values));
  const text = `select m.id, ${placeOf(keys)} from registered_model m
    where ${where.map((part) => `(${part})`).join(" and ")} ${sorted(keys)} limit ${values.add(search.limit)}`;
  return db.rows(searchSql(text), values.list);
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
  return typeof test?.value === "string" ? storedName(test.value) : undefined;
};

/** Ids of a page of live versions that the caller reads, those that changed last first unless told otherwise. */
export const searchVersions = async (db: Reader, ability: Ability, search: RegistrySearch): Promise<Found[]> => {
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
  const from = await versionsFrom(db, rangesOfTests(tests), values);
  if (name !== undefined && from === versionTables)
    where.push(
      `v.registered_model_id = (select id from registered_model where name = ${values.add(name)} and deleted_at is null)`,
    );
  if (search.after !== null) where.push(comesAfter(keys, search.after, values));
  const text = `select v.id, ${placeOf(keys)} from ${from}
    where ${where.map((part) => `(${part})`).join(" and ")} ${sorted(keys)} limit ${values.add(search.limit)}`;
  return db.rows(searchSql(text), values.list);
};

/** Names of live models to which the caller may add versions, the first few by name. */
export const contributableNames = async (db: Reader, ability: Ability, limit: number): Promise<string[]> => {
  const values = new Values();
  const contribute = visible(ability, "contribute", "RegisteredModel", modelColumns("m"), values);
  const text = `select m.name from registered_model m where m.deleted_at is null and ${contribute}
    order by m.name limit ${values.add(limit)}`;
  return (await db.rows<{ name: string }>(searchSql(text), values.list)).map(({ name }) => name);
};
