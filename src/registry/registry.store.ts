import { type Sql, sql } from "../db/sql.js";

/** A live registered model, its row locked until the transaction ends. */
export interface LockedModel {
  readonly id: string;
  readonly name: string;
  readonly teamId: string;
  readonly teamSlug: string;
  readonly visibility: string;
  readonly description: string;
  readonly lastVersion: number;
}

/** A live version, its model's row and its own locked until the transaction ends. */
export interface LockedVersion {
  readonly id: string;
  readonly version: number;
  readonly digest: string;
  readonly description: string;
  readonly createdBy: string;
  /** PROVISIONAL while its run goes on and it was never asked into a slot. */
  readonly snapshot: "NONE" | "PROVISIONAL" | "FINAL";
}

const lockModelRow = sql(
  "registry.lock_model",
  `select id, name, team_id as "teamId", (select slug from team where team.id = m.team_id) as "teamSlug", visibility,
     description, last_version as "lastVersion"
   from registered_model m where id = $1 and deleted_at is null for update of m`,
);
const modelOfVersion = sql(
  "registry.model_of_version",
  `select registered_model_id as "modelId" from model_version where id = $1 and deleted_at is null`,
);
const lockVersionRow = sql(
  "registry.lock_version",
  `select id, version, digest, description, created_by as "createdBy", snapshot
   from model_version where id = $1 and deleted_at is null for update`,
);

/** Locks the live model; undefined when there is none. Always the first lock of a change in the registry. */
export const lockModel = async (tx: Sql, id: string): Promise<LockedModel | undefined> =>
  tx.row<LockedModel>(lockModelRow, [id]);

/** Locks the live version: its model's row first, then its own; undefined when either is gone. */
export const lockVersion = async (
  tx: Sql,
  versionId: string,
): Promise<{ model: LockedModel; version: LockedVersion } | undefined> => {
  const found = await tx.row<{ modelId: string }>(modelOfVersion, [versionId]);
  const model = found && (await lockModel(tx, found.modelId));
  const version = model && (await tx.row<LockedVersion>(lockVersionRow, [versionId]));
  return model && version && { model, version };
};
