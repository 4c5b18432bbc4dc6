import { type Sql, sql } from "../db/sql.js";
import type { VersionContent } from "./version-digest.js";

const nextNumber = sql(
  "version.next_number",
  `update registered_model set last_version = last_version + 1,
     instant = greatest(clock_timestamp(), instant + interval '1 microsecond'),
     updated_at = greatest(clock_timestamp(), updated_at)
   where id = $1 returning last_version as version, instant`,
);
const insert = sql(
  "version.insert",
  `insert into model_version (id, registered_model_id, version, source, run_id, description, params, metrics, datasets,
     artifacts, digest, created_at, created_by, authors, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $12)`,
);
const describe = sql(
  "version.describe",
  "update model_version set description = $2, updated_at = greatest(clock_timestamp(), updated_at) where id = $1",
);
const touch = sql(
  "version.touch",
  "update model_version set updated_at = greatest(clock_timestamp(), updated_at) where id = $1",
);
const setDeleted = sql(
  "version.set_deleted",
  "update model_version set deleted_at = $2, updated_at = $2, deleted_by = $3 where id = $1",
);
const closeOfModel = sql(
  "slot.close_of_model",
  "update slot_interval set valid_to = $2 where registered_model_id = $1 and valid_to is null",
);
const dropOfModel = sql(
  "slot.drop_of_model",
  "delete from slot where registered_model_id = $1 returning model_version_id as id, version",
);

export interface Birth {
  readonly version: number;
  readonly instant: string;
}

/** The next number of the locked model, and the instant that its version is made at. */
export const takeNumber = async (tx: Sql, modelId: string): Promise<Birth> => {
  const row = await tx.row<Birth>(nextNumber, [modelId]);
  if (row === undefined) throw new Error(`no registered model ${modelId}`);
  return row;
};

/** Who made a version: the caller, and with whoever minted the credential everyone behind it. */
interface Making {
  readonly by: string;
  readonly authors: readonly string[];
}

/** Stores a new version with its frozen content. */
export const storeVersion = async (
  tx: Sql,
  facts: { id: string; modelId: string; digest: string; description: string } & Making & Birth,
  content: VersionContent,
): Promise<void> => {
  const frozen = [content.params, content.metrics, content.datasets, content.artifacts].map((part) =>
    JSON.stringify(part),
  );
  const head = [facts.id, facts.modelId, facts.version, content.source, content.runId, facts.description];
  await tx.rows(insert, [...head, ...frozen, facts.digest, facts.instant, facts.by, facts.authors]);
};

/** Changes the version's description. */
export const storeVersionDescription = async (tx: Sql, id: string, description: string): Promise<void> => {
  await tx.rows(describe, [id, description]);
};

/** Something about the version changed now. */
export const touchVersion = async (tx: Sql, id: string): Promise<void> => {
  await tx.rows(touch, [id]);
};

/** Marks the version as deleted; its number is never used again. */
export const storeVersionDeletion = async (tx: Sql, id: string, instant: string, by: string): Promise<void> => {
  await tx.rows(setDeleted, [id, instant, by]);
};

/** Takes every slot from every version of a model that is being deleted; returns the versions that held one. */
export const releaseSlotsOfModel = async (tx: Sql, modelId: string, instant: string) => {
  await tx.rows(closeOfModel, [modelId, instant]);
  const rows = await tx.rows<{ id: string; version: number }>(dropOfModel, [modelId]);
  return [...new Map(rows.map((row) => [row.id, row])).values()];
};
