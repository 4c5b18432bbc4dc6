import type { Ability } from "../access/ability.js";
import type { Ctx } from "../context.js";
import { storedName } from "../db/names.js";
import { dynamicSql, type Reader, Values } from "../db/sql.js";
import { type Deleted, readableVersions, servableVersions } from "./readable.js";

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

/** A version's columns, of model_version v joined with registered_model m. */
export const versionFields = `v.id, v.registered_model_id as "registeredModelId", m.name as "modelName", m.team_id as "teamId",
  m.visibility, v.version, v.description, v.source, v.run_id as "runId", v.digest, v.created_at as "createdAt",
  v.created_by as "createdById", v.updated_at as "updatedAt", coalesce(v.deleted_at, m.deleted_at) as "deletedAt",
  coalesce(v.deleted_by, m.deleted_by) as "deletedById"`;

export const versionTables = "model_version v join registered_model m on m.id = v.registered_model_id";

/** Versions by id, in no order; those that the caller may not read are left out. */
export const versionsById = async (
  db: Reader,
  ability: Ability,
  ids: readonly string[],
  deleted: Deleted = "allowed",
): Promise<VersionRead[]> => {
  const values = new Values();
  const where = `${values.among("v.id", ids)} and ${readableVersions(ability, deleted, values)}`;
  return db.rows<VersionRead>(dynamicSql(`select ${versionFields} from ${versionTables} where ${where}`), values.list);
};

/** Whether the caller reads the live version; in a transaction, by what it has changed too. */
export const readsVersion = async (ctx: Ctx, db: Reader, id: string): Promise<boolean> =>
  (await versionsById(db, ctx.access.ability, [id], "none")).length > 0;

/** Whether the caller reads the live version, or may resolve it. */
export const servableVersion = async (db: Reader, ability: Ability, id: string): Promise<boolean> => {
  const values = new Values();
  const where = `v.id = ${values.add(id)} and ${servableVersions(ability, values)}`;
  return (await db.row(dynamicSql(`select v.id from ${versionTables} where ${where}`), values.list)) !== undefined;
};

interface ByNumber {
  readonly name: string;
  readonly version: number;
}

/** The version by its model's name and its number: the live one first, then the one deleted last. */
export const versionByNumber = async (
  db: Reader,
  ability: Ability,
  { name, version }: ByNumber,
  deleted: Deleted,
): Promise<VersionRead | undefined> => {
  const values = new Values();
  const text = `select ${versionFields} from ${versionTables}
    where m.name = ${values.add(storedName(name))} and v.version = ${values.add(version)}
      and ${readableVersions(ability, deleted, values)}
    order by m.deleted_at desc nulls first limit 1`;
  return db.row<VersionRead>(dynamicSql(text), values.list);
};

/**
 * The version by its number in the model that held the name at an instant, by the caller's rights of now. One that
 * was deleted by then is shown only with `includeDeleted`.
 */
export const versionByNumberThen = async (
  db: Reader,
  ability: Ability,
  { name, version }: ByNumber,
  { at, includeDeleted }: { at: string; includeDeleted: boolean },
): Promise<VersionRead | undefined> => {
  const values = new Values();
  const instant = `${values.add(at)}::timestamptz`;
  const existed = includeDeleted ? "true" : `(v.deleted_at is null or v.deleted_at > ${instant})`;
  const text = `select ${versionFields} from model_name n join registered_model m on m.id = n.registered_model_id
    join model_version v on v.registered_model_id = m.id
    where n.name = ${values.add(storedName(name))} and n.valid_from <= ${instant}
      and (n.valid_to is null or n.valid_to > ${instant}) and v.version = ${values.add(version)}
      and v.created_at <= ${instant} and ${existed} and ${readableVersions(ability, "allowed", values)}
    order by n.valid_from desc limit 1`;
  return db.row<VersionRead>(dynamicSql(text), values.list);
};
