import type { Ability, Access } from "../access/ability.js";
import type { Ctx } from "../context.js";
import { dynamicSql, type Sql, Values } from "../db/sql.js";
import { NO_STAGE } from "./lifecycle-rules.js";
import type { Direction } from "./models.queries.js";
import { type Deleted, readableVersions, waysToVersions } from "./readable.js";
import { hasModelTag, hasTag, type TagCondition } from "./tag-filter.js";

/** A version as read, without its frozen lists. */
export interface VersionRead {
  readonly id: string;
  readonly registeredModelId: string;
  readonly modelName: string;
  readonly teamId: string;
  readonly visibility: string;
  readonly version: number;
  readonly description: string;
  readonly source: string;
  readonly runId: string | null;
  readonly digest: string;
  readonly createdAt: string;
  readonly createdById: string;
  readonly updatedAt: string;
  readonly deletedAt: string | null;
  readonly deletedById: string | null;
}

const columns = `v.id, v.registered_model_id as "registeredModelId", m.name as "modelName", m.team_id as "teamId",
  m.visibility, v.version, v.description, v.source, v.run_id as "runId", v.digest, v.created_at as "createdAt",
  v.created_by as "createdById", v.updated_at as "updatedAt", coalesce(v.deleted_at, m.deleted_at) as "deletedAt",
  coalesce(v.deleted_by, m.deleted_by) as "deletedById"`;
const from = "model_version v join registered_model m on m.id = v.registered_model_id";

/** Versions by id, in no order; those that the caller may not read are left out. */
export const versionsById = async (
  db: Sql,
  ability: Ability,
  ids: readonly string[],
  deleted: Deleted = "allowed",
): Promise<VersionRead[]> => {
  const values = new Values();
  const where = `v.id = any(${values.add(ids)}::text[]) and ${readableVersions(ability, deleted, values)}`;
  return db.rows<VersionRead>(dynamicSql(`select ${columns} from ${from} where ${where}`), values.list);
};

/** Whether the caller reads the live version; in a transaction, by what it has changed too. */
export const readsVersion = async (ctx: Ctx, db: Sql, id: string): Promise<boolean> =>
  (await versionsById(db, ctx.access.ability, [id], "none")).length > 0;

interface ByNumber {
  readonly name: string;
  readonly version: number;
}

/** The version by its model's name and its number: the live one first, then the one deleted last. */
export const versionByNumber = async (
  db: Sql,
  ability: Ability,
  { name, version }: ByNumber,
  deleted: Deleted,
): Promise<VersionRead | undefined> => {
  const values = new Values();
  const text = `select ${columns} from ${from}
    where m.name = ${values.add(name.normalize("NFC"))} and v.version = ${values.add(version)}
      and ${readableVersions(ability, deleted, values)}
    order by m.deleted_at desc nulls first limit 1`;
  return db.row<VersionRead>(dynamicSql(text), values.list);
};

/**
 * The version by its number in the model that held the name at an instant, by the caller's rights of now. One that
 * was deleted by then is shown only with `includeDeleted`.
 */
export const versionByNumberThen = async (
  db: Sql,
  ability: Ability,
  { name, version }: ByNumber,
  { at, includeDeleted }: { at: string; includeDeleted: boolean },
): Promise<VersionRead | undefined> => {
  const values = new Values();
  const instant = `${values.add(at)}::timestamptz`;
  const existed = includeDeleted ? "true" : `(v.deleted_at is null or v.deleted_at > ${instant})`;
  const text = `select ${columns} from model_name n join registered_model m on m.id = n.registered_model_id
    join model_version v on v.registered_model_id = m.id
    where n.name = ${values.add(name.normalize("NFC"))} and n.valid_from <= ${instant}
      and (n.valid_to is null or n.valid_to > ${instant}) and v.version = ${values.add(version)}
      and v.created_at <= ${instant} and ${existed} and ${readableVersions(ability, "allowed", values)}
    order by n.valid_from desc limit 1`;
  return db.row<VersionRead>(dynamicSql(text), values.list);
};

export interface VersionFilter {
  /** The model, for lists that hang under one. */
  readonly modelId?: string | undefined;
  readonly model?: string | null | undefined;
  /** In the lifecycle's spelling. */
  readonly stage?: string | null | undefined;
  /** As `@name`. */
  readonly alias?: string | null | undefined;
  readonly teamId?: string | null | undefined;
  readonly tags?: readonly TagCondition[] | null | undefined;
  readonly modelTags?: readonly TagCondition[] | null | undefined;
  readonly runId?: string | null | undefined;
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
  if (filter.model != null) return filter.includeDeleted === true ? byName : withinModel;
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

/** A page of versions, after the place `after`. */
export const versionsPage = async (
  db: Sql,
  access: Pick<Access, "ability" | "places">,
  filter: VersionFilter,
  { order, after, limit }: Place,
): Promise<VersionRead[]> => {
  const values = new Values();
  const { direction } = order;
  const key = sortKey(filter, order);
  const ways = waysToVersions(access, filter.includeDeleted === true ? "allowed" : "none", values);
  const rows = values.add(limit);
  const name = filter.model == null ? null : values.add(filter.model.normalize("NFC"));
  const models = modelConditions(filter, values);
  const versions = versionConditions(filter, values);
  const sorted = (names: readonly string[]) =>
    `${names.map((name) => `${name} ${direction}`).join(", ")} limit ${rows}`;
  if (after !== null) {
    const place = key.types.map((type, index) => `${values.add(after[index])}::${type}`);
    const sign = direction === "ASC" ? ">" : "<";
    versions.push(`(${key.columns.join(", ")}) ${sign} (${place.join(", ")})`);
    if (key === byName) models.push(`(m.name, m.id) ${sign}= (${place[0]}, ${place[1]})`);
  }
  const and = (...conditions: readonly (string | null)[]): string =>
    conditions.filter((each) => each !== null).join(" and ");
  const named = name === null ? null : `m.name = ${name}`;
  const one = name === null ? null : oneModel(`${named} and ${ways.models}`);
  const readable =
    key === byName
      ? `${perModel(and(ways.byModel, ...versions), sorted(["v.version"]))} where ${and(named, ways.models, ...models)}`
      : `${from} where ${and(one, ways.models, ways.byModel, ...models, ...versions)}`;
  const branches = [`(select ${columns} from ${readable} order by ${sorted(key.columns)})`];
  if (ways.byRequest !== null) {
    const where = and(named, ways.byRequest, ...models, ...versions);
    branches.push(`(select ${columns} from ${from} where ${where} order by ${sorted(key.columns)})`);
  }
  const text = `select * from (${branches.join(" union all ")}) found order by ${sorted(key.names)}`;
  return db.rows<VersionRead>(dynamicSql(text), values.list);
};

/** Of each model no more versions than a page holds: however many it has, they are not all sorted. */
const perModel = (conditions: string, order: string): string =>
  `registered_model m cross join lateral (select v.* from model_version v
     where v.registered_model_id = m.id and ${conditions} order by ${order}) v`;

/** The live model that the caller reads, found first: if there is none, no version is looked at. */
const oneModel = (conditions: string): string =>
  `v.registered_model_id = (select m.id from registered_model m where m.deleted_at is null and ${conditions})`;

const modelConditions = (filter: VersionFilter, values: Values): string[] => {
  const conditions: string[] = [];
  if (filter.teamId != null) conditions.push(`m.team_id = ${values.add(filter.teamId)}`);
  for (const tag of filter.modelTags ?? []) conditions.push(hasModelTag("m.id", tag, values));
  return conditions;
};

const versionConditions = (filter: VersionFilter, values: Values): string[] => {
  const conditions: string[] = [];
  if (filter.modelId !== undefined) conditions.push(`v.registered_model_id = ${values.add(filter.modelId)}`);
  if (filter.stage != null) conditions.push(inStage(filter.stage, values));
  if (filter.alias != null) conditions.push(holds(filter.alias, values));
  if (filter.runId != null) conditions.push(`v.run_id = ${values.add(filter.runId)}`);
  for (const tag of filter.tags ?? []) conditions.push(hasTag("v.id", tag, values));
  return conditions;
};

const holds = (slot: string, values: Values): string =>
  `exists (select from slot s where s.model_version_id = v.id and s.slot = ${values.add(slot)})`;

const inStage = (stage: string, values: Values): string =>
  stage === NO_STAGE
    ? "not exists (select from slot s where s.model_version_id = v.id and s.is_stage)"
    : holds(stage, values);
