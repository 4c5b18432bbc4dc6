import type { Ability } from "../access/ability.js";
import type { RowField } from "../access/subject-rules.js";
import { storedName } from "../db/names.js";
import { dynamicSql, type Reader, searchSql, Values } from "../db/sql.js";
import { type Deleted, readableModels } from "./readable.js";
import { hasModelTag, type TagCondition } from "./tag-filter.js";
import { isModelCalled } from "./text-filter.js";
import type { RiskTier } from "./tiers/tier-rules.js";

/** A registered model as read. */
export interface ModelRead {
  readonly id: string;
  readonly name: string;
  readonly teamId: string;
  readonly description: string;
  readonly visibility: string;
  readonly riskTier: RiskTier | null;
  readonly createdAt: string;
  readonly createdById: string;
  readonly updatedAt: string;
  readonly lastActivityAt: string;
  readonly deletedAt: string | null;
  readonly deletedById: string | null;
}

const columns = `m.id, m.name, m.team_id as "teamId", m.description, m.visibility, m.risk_tier as "riskTier", m.created_at as "createdAt",
  m.created_by as "createdById", m.updated_at as "updatedAt",
  coalesce((select a.at from model_activity a where a.registered_model_id = m.id), m.updated_at) as "lastActivityAt",
  m.deleted_at as "deletedAt", m.deleted_by as "deletedById"`;

/** Models by id, in no order; those that the caller may not read are left out. */
export const modelsById = async (
  db: Reader,
  ability: Ability,
  ids: readonly string[],
  deleted: Deleted = "allowed",
): Promise<ModelRead[]> => {
  const values = new Values();
  const where = `${values.among("m.id", ids)} and ${readableModels(ability, deleted, values)}`;
  return db.rows<ModelRead>(dynamicSql(`select ${columns} from registered_model m where ${where}`), values.list);
};

/** The model, if the caller may read it, with its kind as a subject: a part of a statement. */
export const readableModel = (ability: Ability, id: string, values: Values): string =>
  `select 'registered_model' as kind, m.id from registered_model m
    where m.id = ${values.add(id)} and ${readableModels(ability, "allowed", values)}`;

/** The model of this name: the live one first, then the one deleted last. */
export const modelByName = async (
  db: Reader,
  ability: Ability,
  name: string,
  deleted: Deleted,
): Promise<ModelRead | undefined> => {
  const values = new Values();
  const text = `select ${columns} from registered_model m
    where m.name = ${values.add(storedName(name))} and ${readableModels(ability, deleted, values)}
    order by m.deleted_at desc nulls first limit 1`;
  return db.row<ModelRead>(dynamicSql(text), values.list);
};

/** The model that held the name at an instant of the past, by the caller's rights of now. */
export const modelByNameThen = async (
  db: Reader,
  ability: Ability,
  name: string,
  at: string,
): Promise<ModelRead | undefined> => {
  const values = new Values();
  const instant = `${values.add(at)}::timestamptz`;
  const text = `select ${columns} from model_name n join registered_model m on m.id = n.registered_model_id
    where n.name = ${values.add(storedName(name))} and n.valid_from <= ${instant}
      and (n.valid_to is null or n.valid_to > ${instant}) and ${readableModels(ability, "allowed", values)}
    order by n.valid_from desc limit 1`;
  return db.row<ModelRead>(dynamicSql(text), values.list);
};

/** Team and principal by id: the planner then knows how many rows are theirs. */
export interface OwnershipCondition {
  readonly key?: string | null | undefined;
  readonly keys?: readonly string[] | null | undefined;
  readonly teamId?: string | null | undefined;
  readonly principalId?: string | null | undefined;
}

export interface ModelFilter {
  readonly text?: string | null | undefined;
  readonly nameContains?: string | null | undefined;
  readonly teamId?: string | null | undefined;
  readonly visibility?: string | null | undefined;
  readonly riskTier?: RiskTier | null | undefined;
  readonly tags?: readonly TagCondition[] | null | undefined;
  /** All of them hold. */
  readonly ownership?: readonly OwnershipCondition[] | undefined;
  /** A slot in the lifecycle's spelling, or `@name`. */
  readonly holds?: string | null | undefined;
  readonly hasOpenRequests?: boolean | null | undefined;
  readonly includeDeleted?: boolean | null | undefined;
}

export type Direction = "ASC" | "DESC";

const models = "registered_model m";

const sortColumns = {
  NAME: { from: models, column: "m.name", type: "text", id: "m.id" },
  CREATED_AT: { from: models, column: "m.created_at", type: "timestamptz", id: "m.id" },
  UPDATED_AT: { from: models, column: "m.updated_at", type: "timestamptz", id: "m.id" },
  LAST_ACTIVITY: {
    from: `model_activity a join ${models} on m.id = a.registered_model_id`,
    column: "a.at",
    type: "timestamptz",
    id: "a.registered_model_id",
  },
} as const;

export interface ModelOrder {
  readonly field: keyof typeof sortColumns;
  readonly direction: Direction;
}

/** What a row's place in the order is, for cursors. */
export const modelPlace = (row: ModelRead, { field }: ModelOrder): [string, string] => [
  { NAME: row.name, CREATED_AT: row.createdAt, UPDATED_AT: row.updatedAt, LAST_ACTIVITY: row.lastActivityAt }[field],
  row.id,
];

/** A page of models, after the place `after`. */
export const modelsPage = async (
  db: Reader,
  ability: Ability,
  filter: ModelFilter,
  { order, after, limit }: { order: ModelOrder; after: readonly unknown[] | null; limit: number },
): Promise<ModelRead[]> => {
  const values = new Values();
  const { from, column, type, id } = sortColumns[order.field];
  const conditions = modelConditions(ability, filter, values);
  if (after !== null) {
    const [sign, key, last] = [order.direction === "ASC" ? ">" : "<", values.add(after[0]), values.add(after[1])];
    conditions.push(`(${column}, ${id}) ${sign} (${key}::${type}, ${last})`);
  }
  const text = `select ${columns} from ${from} where ${conditions.join(" and ")}
    order by ${column} ${order.direction}, ${id} ${order.direction} limit ${values.add(limit)}`;
  return db.rows<ModelRead>(searchSql(text), values.list);
};

/** Ids of the first models by name that the filter finds. */
export const modelIds = async (db: Reader, ability: Ability, filter: ModelFilter, most: number): Promise<string[]> => {
  const values = new Values();
  const conditions = modelConditions(ability, filter, values).join(" and ");
  const text = `select m.id from registered_model m where ${conditions} order by m.name, m.id limit ${values.add(most)}`;
  return (await db.rows<{ id: string }>(searchSql(text), values.list)).map(({ id }) => id);
};

const modelConditions = (ability: Ability, filter: ModelFilter, values: Values): string[] => {
  const conditions = [readableModels(ability, filter.includeDeleted === true ? "allowed" : "none", values)];
  if (filter.text != null) conditions.push(isModelCalled(filter.text, values));
  if (filter.nameContains != null) conditions.push(contains("m.name", storedName(filter.nameContains), values));
  if (filter.teamId != null) conditions.push(`m.team_id = ${values.add(filter.teamId)}`);
  if (filter.visibility != null) conditions.push(`m.visibility = ${values.add(filter.visibility)}`);
  if (filter.riskTier != null) conditions.push(`coalesce(m.risk_tier, 'HIGH') = ${values.add(filter.riskTier)}`);
  for (const tag of filter.tags ?? []) conditions.push(hasModelTag("m.id", tag, values));
  for (const condition of filter.ownership ?? []) conditions.push(isOwned(condition, values));
  if (filter.holds != null)
    conditions.push(`m.id in (select s.registered_model_id from slot s where s.slot = ${values.add(filter.holds)})`);
  if (filter.hasOpenRequests != null)
    conditions.push(`m.id ${filter.hasOpenRequests ? "in" : "not in"} (${openRequestsOf(ability).having})`);
  return conditions;
};

const openRequestsOf = ({ rowFields }: Ability): RowField => {
  const field = rowFields.RegisteredModel?.openRequests;
  if (field === undefined) throw new Error("no noun says what the open requests of a model are");
  return field;
};

/** Whatever its case: letters beyond ASCII by the database's collation, which costs more. */
const contains = (column: string, part: string, values: Values): string => {
  const collation = /^[ -~]*$/.test(part) ? "C" : "default";
  return `strpos(lower(${column} collate "${collation}"), lower(${values.add(part)}::text collate "${collation}")) > 0`;
};

const isOwned = ({ key, keys, teamId, principalId }: OwnershipCondition, values: Values): string => {
  const tests = ["o.valid_to is null"];
  if (key != null) tests.push(`o.key = ${values.add(key)}`);
  if (keys != null) tests.push(`o.key = any(${values.add(keys)}::text[])`);
  if (teamId != null) tests.push(`o.team_id = ${values.add(teamId)}`);
  if (principalId != null) tests.push(`o.principal_id = ${values.add(principalId)}`);
  return `m.id in (select o.registered_model_id from ownership_tag o where ${tests.join(" and ")})`;
};
