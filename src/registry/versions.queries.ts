import type { Ability } from "../access/ability.js";
import type { Ctx } from "../context.js";
import { dynamicSql, type Sql, Values } from "../db/sql.js";
import { NO_STAGE } from "./lifecycle-rules.js";
import type { Direction } from "./models.queries.js";
import { type Deleted, readableVersions } from "./readable.js";
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
  readonly columns: readonly string[];
  readonly types: readonly string[];
  readonly placeOf: (row: VersionRead) => (string | number)[];
}

const byCreation: SortKey = {
  columns: ["v.created_at", "v.id"],
  types: ["timestamptz", "text"],
  placeOf: (row) => [row.createdAt, row.id],
};
const byName: SortKey = {
  columns: ["m.name", "m.id", "v.version"],
  types: ["text", "text", "integer"],
  placeOf: (row) => [row.modelName, row.registeredModelId, row.version],
};
/** Within one model, creation, number and name all order alike, and one index serves them. */
const withinModel: SortKey = { columns: ["v.version"], types: ["integer"], placeOf: (row) => [row.version] };

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
  ability: Ability,
  filter: VersionFilter,
  { order, after, limit }: Place,
): Promise<VersionRead[]> => {
  const values = new Values();
  const key = sortKey(filter, order);
  const ofModels = modelConditions(filter, values);
  const ofVersions = versionConditions(ability, filter, values);
  if (after !== null) {
    const place = key.types.map((type, index) => `${values.add(after[index])}::${type}`);
    const sign = order.direction === "ASC" ? ">" : "<";
    ofVersions.push(`(${key.columns.join(", ")}) ${sign} (${place.join(", ")})`);
    if (key === byName) ofModels.push(`(m.name, m.id) ${sign}= (${place[0]}, ${place[1]})`);
  }
  const sorted = key.columns.map((column) => `${column} ${order.direction}`).join(", ");
  const rows = values.add(limit);
  const source = key === byName ? perModel(ofVersions, `v.version ${order.direction} limit ${rows}`) : from;
  const where = key === byName ? ofModels : [...ofModels, ...ofVersions];
  const text = `select ${columns} from ${source} where ${where.join(" and ") || "true"} order by ${sorted} limit ${rows}`;
  return db.rows<VersionRead>(dynamicSql(text), values.list);
};

/** Of each model no more versions than a page holds: however many it has, they are not all sorted. */
const perModel = (conditions: readonly string[], order: string): string =>
  `registered_model m cross join lateral (select v.* from model_version v
     where v.registered_model_id = m.id and ${conditions.join(" and ")} order by ${order}) v`;

const modelConditions = (filter: VersionFilter, values: Values): string[] => {
  const conditions: string[] = [];
  if (filter.model != null) conditions.push(ofModel(filter.model, filter.includeDeleted === true, values));
  if (filter.teamId != null) conditions.push(`m.team_id = ${values.add(filter.teamId)}`);
  for (const tag of filter.modelTags ?? []) conditions.push(hasModelTag("m.id", tag, values));
  return conditions;
};

const versionConditions = (ability: Ability, filter: VersionFilter, values: Values): string[] => {
  const conditions = [readableVersions(ability, filter.includeDeleted === true ? "allowed" : "none", values)];
  if (filter.modelId !== undefined) conditions.push(`v.registered_model_id = ${values.add(filter.modelId)}`);
  if (filter.stage != null) conditions.push(inStage(filter.stage, values));
  if (filter.alias != null) conditions.push(holds(filter.alias, values));
  if (filter.runId != null) conditions.push(`v.run_id = ${values.add(filter.runId)}`);
  for (const tag of filter.tags ?? []) conditions.push(hasTag("v.id", tag, values));
  return conditions;
};

const ofModel = (name: string, includeDeleted: boolean, values: Values): string => {
  const given = values.add(name.normalize("NFC"));
  if (includeDeleted) return `m.name = ${given}`;
  return `v.registered_model_id = (select id from registered_model where name = ${given} and deleted_at is null)`;
};

const holds = (slot: string, values: Values): string =>
  `exists (select from slot s where s.model_version_id = v.id and s.slot = ${values.add(slot)})`;

const inStage = (stage: string, values: Values): string =>
  stage === NO_STAGE
    ? "not exists (select from slot s where s.model_version_id = v.id and s.is_stage)"
    : holds(stage, values);
