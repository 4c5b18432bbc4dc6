import type { Access } from "../access/ability.js";
import type { Test } from "../db/filter.js";
import { storedName } from "../db/names.js";
import type { Range } from "../db/ranges.js";
import { type Reader, searchSql, Values } from "../db/sql.js";
import { NO_STAGE } from "./lifecycle-rules.js";
import type { Direction } from "./models.queries.js";
import { type WaysToVersions, waysToVersions } from "./readable.js";
import { hasModelTag, hasTag, type TagCondition } from "./tag-filter.js";
import { isVersionCalled, rangeOfCalled } from "./text-filter.js";
import { rangesOfTests, testVersion, versionsFrom } from "./version-conditions.queries.js";
import { type VersionRead, versionFields, versionTables } from "./versions.queries.js";

export interface VersionFilter {
  readonly text?: string | null | undefined;
  /** The model, where one is known. */
  readonly modelId?: string | undefined;
  readonly model?: string | null | undefined;
  readonly version?: number | null | undefined;
  /** In the lifecycle's spelling. */
  readonly stage?: string | null | undefined;
  /** As `@name`. */
  readonly alias?: string | null | undefined;
  readonly teamId?: string | null | undefined;
  readonly tags?: readonly TagCondition[] | null | undefined;
  readonly modelTags?: readonly TagCondition[] | null | undefined;
  readonly runId?: string | null | undefined;
  /** On what it froze, and on who made it. */
  readonly tests: readonly Test[];
  /** Instants of its making: from this one on; before this one. */
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
  readonly includeDeleted?: boolean | null | undefined;
}

export interface VersionOrder {
  readonly field: "CREATED_AT" | "VERSION" | "NAME";
  readonly direction: Direction;
}

interface SortKey {
  /** As the statement's rows name them. */
  readonly names: readonly string[];
  /** As its tables do. */
  readonly columns: readonly string[];
  readonly types: readonly string[];
  readonly placeOf: (row: VersionRead) => (string | number)[];
}

const byCreation: SortKey = {
  names: ['"createdAt"', "id"],
  columns: ["v.created_at", "v.id"],
  types: ["timestamptz", "text"],
  placeOf: (row) => [row.createdAt, row.id],
};
const byName: SortKey = {
  names: ['"modelName"', '"registeredModelId"', "version"],
  columns: ["m.name", "m.id", "v.version"],
  types: ["text", "text", "integer"],
  placeOf: (row) => [row.modelName, row.registeredModelId, row.version],
};
/** Within one model, creation, number and name all order alike, and one index serves them. */
const withinModel: SortKey = {
  names: ["version"],
  columns: ["v.version"],
  types: ["integer"],
  placeOf: (row) => [row.version],
};

const sortKey = (filter: VersionFilter, { field }: VersionOrder): SortKey => {
  if (filter.modelId !== undefined) return withinModel;
  if (filter.model != null) return byName;
  return field === "CREATED_AT" ? byCreation : byName;
};

/** What a row's place in the order is, for cursors. */
export const versionPlace = (row: VersionRead, filter: VersionFilter, order: VersionOrder): (string | number)[] =>
  sortKey(filter, order).placeOf(row);

interface Place {
  readonly order: VersionOrder;
  readonly after: readonly unknown[] | null;
  readonly limit: number;
}

/** Conditions of a list, by which tables they are on. */
interface Conditions {
  readonly models: string[];
  readonly versions: string[];
}

export type Rights = Pick<Access, "ability" | "places">;

/** A page of versions, after the place `after`. */
export const versionsPage = async (
  db: Reader,
  access: Rights,
  filter: VersionFilter,
  place: Place,
): Promise<VersionRead[]> => {
  const values = new Values();
  const tables = await versionsFrom(db, rangesOf(filter), values);
  const text = versionsListed(access, filter, place, { fields: versionFields, told: "*", tables }, values);
  return db.rows<VersionRead>(searchSql(text), values.list);
};

interface Selected {
  readonly fields: string;
  /** Of these fields, by their names, those that are told. */
  readonly told: string;
  readonly tables: string;
}

/** A select of the versions that the caller reads and the filter finds, in order. */
export const versionsListed = (
  access: Rights,
  filter: VersionFilter,
  place: Place,
  { fields, told, tables }: Selected,
  values: Values,
): string => {
  const key = sortKey(filter, place.order);
  const ways = waysToVersions(access, filter.includeDeleted === true ? "allowed" : "none", values);
  const conditions = conditionsOn(filter, values);
  if (place.after !== null) beginAfter(place.after, key, place.order, conditions, values);
  const { direction } = place.order;
  const limit = values.add(place.limit);
  const ordered = (names: readonly string[]): string =>
    `order by ${names.map((name) => `${name} ${direction}`).join(", ")} limit ${limit}`;
  const branches = [
    tables === versionTables
      ? fromModels(key, ways, conditions, ordered)
      : `${tables} where ${and(`${ways.models} and ${ways.byModel}`, conditions)}`,
  ];
  if (ways.byRequest !== null) branches.push(`${tables} where ${and(ways.byRequest, conditions)}`);
  const parts = branches.map((branch) => `(select ${fields} from ${branch} ${ordered(key.columns)})`);
  return `select ${told} from (${parts.join(" union all ")}) found ${ordered(key.names)}`;
};

/** What the filter asks of model m and version v. */
export const conditionsOn = (filter: VersionFilter, values: Values): Conditions => {
  const called = filter.text == null ? { models: [], versions: [] } : isVersionCalled(filter.text, values);
  return {
    models: [...called.models, ...modelConditions(filter, values)],
    versions: [...called.versions, ...versionConditions(filter, values)],
  };
};

/** A condition, and those of a filter. */
export const and = (first: string, { models, versions }: Conditions): string =>
  [first, ...models, ...versions].join(" and ");

const beginAfter = (
  after: readonly unknown[],
  key: SortKey,
  { direction }: VersionOrder,
  { models, versions }: Conditions,
  values: Values,
): void => {
  const place = key.types.map((type, index) => `${values.add(after[index])}::${type}`);
  const sign = direction === "ASC" ? ">" : "<";
  versions.push(`(${key.columns.join(", ")}) ${sign} (${place.join(", ")})`);
  if (key === byName) models.push(`(m.name, m.id) ${sign}= (${place[0]}, ${place[1]})`);
};

/** Versions readable by their models; how they are reached depends on what bounds or orders them. */
const fromModels = (
  key: SortKey,
  { models, byModel }: WaysToVersions,
  conditions: Conditions,
  sorted: (names: readonly string[]) => string,
): string => {
  if (key === byName) {
    const versions = [byModel, ...conditions.versions].join(" and ");
    return `${perModel(versions, sorted(["v.version"]))} where ${[models, ...conditions.models].join(" and ")}`;
  }
  return `${versionTables} where ${and(`${models} and ${byModel}`, conditions)}`;
};

/** Of each model no more versions than a page holds: however many it has, they are not all sorted. */
const perModel = (conditions: string, order: string): string =>
  `registered_model m cross join lateral (select v.* from model_version v
     where v.registered_model_id = m.id and ${conditions} ${order}) v`;

const modelConditions = (filter: VersionFilter, values: Values): string[] => {
  const conditions: string[] = [];
  if (filter.model != null) conditions.push(`m.name = ${values.add(storedName(filter.model))}`);
  if (filter.teamId != null) conditions.push(`m.team_id = ${values.add(filter.teamId)}`);
  for (const tag of filter.modelTags ?? []) conditions.push(hasModelTag("m.id", tag, values));
  return conditions;
};

const versionConditions = (filter: VersionFilter, values: Values): string[] => {
  const conditions: string[] = [];
  if (filter.modelId !== undefined) conditions.push(`v.registered_model_id = ${values.add(filter.modelId)}`);
  if (filter.version != null) conditions.push(`v.version = ${values.add(filter.version)}`);
  if (filter.stage != null) conditions.push(inStage(filter.stage, values));
  if (filter.alias != null) conditions.push(holds(filter.alias, values));
  if (filter.runId != null) conditions.push(`v.run_id = ${values.add(filter.runId)}`);
  if (filter.from != null) conditions.push(`v.created_at >= ${values.add(filter.from)}::timestamptz`);
  if (filter.to != null) conditions.push(`v.created_at < ${values.add(filter.to)}::timestamptz`);
  for (const test of filter.tests) conditions.push(testVersion(test, values));
  for (const tag of filter.tags ?? []) conditions.push(hasTag("v.id", tag, values));
  return conditions;
};

/** Ranges that hold what the filter finds, each by itself. */
export const rangesOf = ({ text, stage, alias, runId, tests, tags }: VersionFilter): Range[] => {
  const equal = (key: string, value: string | null | undefined): Test[] =>
    value == null ? [] : [{ kind: "attribute", key, operator: "=", value }];
  const tagged = (tags ?? []).flatMap(({ key, value }): Test[] => {
    if (key == null) return [];
    return [
      { kind: "tag", key, ...(value == null ? { operator: "IS NOT NULL", value: null } : { operator: "=", value }) },
    ];
  });
  const ranges = rangesOfTests([
    ...tests,
    ...equal("stage", stage),
    ...equal("alias", alias?.slice(1)),
    ...equal("run_id", runId),
    ...tagged,
  ]);
  return text == null ? ranges : [...ranges, rangeOfCalled(text)];
};

const holds = (slot: string, values: Values): string =>
  `exists (select from slot s where s.model_version_id = v.id and s.slot = ${values.add(slot)})`;

const inStage = (stage: string, values: Values): string => (stage === NO_STAGE ? "not v.staged" : holds(stage, values));
