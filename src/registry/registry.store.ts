import { readTeam } from "../access/access.store.js";
import { type Sql, sql } from "../db/sql.js";

/** A registered model, its row locked until the transaction ends. */
export interface LockedModel {
  readonly id: string;
  readonly name: string;
  readonly teamId: string;
  readonly teamSlug: string;
  readonly visibility: string;
  readonly description: string;
  readonly lastVersion: number;
  readonly deletedAt: string | null;
}

/** A version, its model's row and its own locked until the transaction ends. */
export interface LockedVersion {
  readonly id: string;
  readonly version: number;
  readonly digest: string;
  readonly description: string;
  readonly createdBy: string;
  /** Everyone behind the version's making. */
  readonly authors: readonly string[];
  /** PROVISIONAL while its run goes on and it was never asked into a slot. */
  readonly snapshot: "NONE" | "PROVISIONAL" | "FINAL";
  readonly deletedAt: string | null;
}

/** A version with its model, both rows locked. */
export interface Locked {
  readonly model: LockedModel;
  readonly version: LockedVersion;
}

/** Whether what is deleted is locked and answered too; else it is as absent. */
export interface Locking {
  readonly deleted?: boolean;
}

/** The row is locked alone and the slug read from what it holds then: a join would look for the team of before. */
const modelWhere = (condition: string): string =>
  `with locked as (
     select id, name, team_id as "teamId", visibility, description, last_version as "lastVersion",
       deleted_at as "deletedAt"
     from registered_model where ${condition} for update)
   select locked.*, (select slug from team where team.id = locked."teamId") as "teamSlug" from locked`;

const lockModelRow = sql("registry.lock_model", modelWhere("id = $1"));
const lockModelOfVersion = sql(
  "registry.lock_model_of_version",
  modelWhere("id = (select registered_model_id from model_version where id = $1)"),
);
const lockVersionRow = sql(
  "registry.lock_version",
  `select id, version, digest, description, created_by as "createdBy", authors, snapshot, deleted_at as "deletedAt"
   from model_version where id = $1 for update`,
);

const isThere = (row: { readonly deletedAt: string | null }, { deleted = false }: Locking): boolean =>
  deleted || row.deletedAt === null;

/** The slug is null where the team was made after the statement began that waited for the row. */
type ModelRow = Omit<LockedModel, "teamSlug"> & { readonly teamSlug: string | null };

const named = async (tx: Sql, row: ModelRow): Promise<LockedModel> => ({
  ...row,
  teamSlug: row.teamSlug ?? (await readTeam(tx, row.teamId))?.slug ?? "",
});

/** Locks the model; undefined when there is none. Always the first lock of a change in the registry. */
export const lockModel = async (tx: Sql, id: string, locking: Locking = {}): Promise<LockedModel | undefined> => {
  const row = await tx.row<ModelRow>(lockModelRow, [id]);
  return row && isThere(row, locking) ? named(tx, row) : undefined;
};

/** Locks the version: its model's row first, then its own; undefined when there is none. */
export const lockVersion = async (tx: Sql, versionId: string, locking: Locking = {}): Promise<Locked | undefined> => {
  const model = await tx.row<ModelRow>(lockModelOfVersion, [versionId]);
  if (model === undefined || !isThere(model, locking)) return undefined;
  const version = await tx.row<LockedVersion>(lockVersionRow, [versionId]);
  return version && isThere(version, locking) ? { model: await named(tx, model), version } : undefined;
};
