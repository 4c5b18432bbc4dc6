import type { VersionContent } from "../../verify/version-digest.js";
import { freezeArtifacts, thawArtifacts } from "../artifacts/artifacts.store.js";
import { type Sql, sql } from "../db/sql.js";

const insert = sql(
  "version.insert",
  `with birth as (
     update registered_model set last_version = last_version + 1,
       instant = greatest(clock_timestamp(), instant + interval '1 microsecond'),
       updated_at = greatest(clock_timestamp(), updated_at)
     where id = $2 and last_version = $3 - 1 returning instant
   )
   insert into model_version (id, registered_model_id, version, source, run_id, description, params, metrics, datasets,
     artifacts, digest, created_at, created_by, authors, updated_at, run_snapshot, run, logged_model, artifact_root,
     holds_artifacts, snapshot, run_link)
   select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, instant, $12,
     $13::text[] || array(select distinct a.principal_id from tracked_author a
       where a.subject = any($21::uuid[]) and a.principal_id <> all ($13) order by 1),
     instant, $14, $15, $16, $17, $18, $19, $20
   from birth returning version`,
);
const insertCopy = sql(
  "version.insert_copy",
  "insert into version_copy (model_version_id, copied_from) values ($1, $2)",
);
const refreeze = sql(
  "version.refreeze",
  `update model_version set params = $2, metrics = $3, datasets = $4, artifacts = $5, run_snapshot = $6, digest = $7,
     holds_artifacts = $8, snapshot = 'FINAL' where id = $1 and snapshot = 'PROVISIONAL' returning authors`,
);
const describe = sql(
  "version.describe",
  "update model_version set description = $2, updated_at = greatest(clock_timestamp(), updated_at) where id = $1",
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

interface NewVersion {
  readonly id: string;
  readonly modelId: string;
  /** The number after the locked model's last. */
  readonly version: number;
  readonly digest: string;
  readonly description: string;
  readonly by: string;
  /** Where the client says that the run can be looked at. */
  readonly runLink: string;
  /** The caller, and with whoever minted the credential everyone behind it. */
  readonly authors: readonly string[];
  /** Runs and logged models, by uuid, whose authors are its authors too. */
  readonly madeOf: readonly string[];
}

/** Where a version's content comes from: a run or logged model of this service, and how final it is. */
export interface Provenance {
  readonly runUuid: string | null;
  readonly loggedModelUuid: string | null;
  /** The folder below the logged model, else below the run; null when the source is elsewhere. */
  readonly artifactRoot: string | null;
  readonly snapshot: "NONE" | "PROVISIONAL" | "FINAL";
}

const listsOf = ({ params, metrics, datasets, artifacts }: VersionContent): string[] =>
  [params, metrics, datasets, artifacts].map((list) => JSON.stringify(list));

const snapshotOf = ({ run }: VersionContent): string | null => (run == null ? null : JSON.stringify(run));

/** Stores the locked model's next version with its frozen content, at the model's next instant. */
export const storeVersion = async (
  tx: Sql,
  facts: NewVersion,
  content: VersionContent,
  { runUuid, loggedModelUuid, artifactRoot, snapshot }: Provenance,
): Promise<void> => {
  const { id, modelId, version, digest, description, by, authors } = facts;
  const head = [id, modelId, version, content.source, content.runId, description, ...listsOf(content), digest, by];
  const holds = holdsFiles(content, artifactRoot);
  const tail = [snapshotOf(content), runUuid, loggedModelUuid, artifactRoot, holds, snapshot, facts.runLink];
  const stored = await tx.row(insert, [...head, authors, ...tail, facts.madeOf]);
  if (stored === undefined) throw new Error(`${modelId} was not locked when its version ${version} was made`);
  if (artifactRoot !== null) await freezeArtifacts(tx, id, content.artifacts);
};

/** Notes which version another was copied from. */
export const storeCopy = async (tx: Sql, id: string, copiedFrom: string): Promise<void> => {
  await tx.rows(insertCopy, [id, copiedFrom]);
};

/** Stores the content of a provisional version, locked, for good; gives its authors, to whom all have come who wrote to its run. */
export const storeFinalContent = async (
  tx: Sql,
  id: string,
  content: VersionContent,
  { artifactRoot, digest }: Pick<Provenance, "artifactRoot"> & { digest: string },
): Promise<readonly string[]> => {
  await thawArtifacts(tx, id);
  const values = [id, ...listsOf(content), snapshotOf(content), digest, holdsFiles(content, artifactRoot)];
  const row = await tx.row<{ authors: string[] }>(refreeze, values);
  if (artifactRoot !== null) await freezeArtifacts(tx, id, content.artifacts);
  return row?.authors ?? [];
};

export const holdsFiles = ({ artifacts }: VersionContent, artifactRoot: string | null): boolean =>
  artifactRoot !== null && artifacts.length > 0;

/** Changes the version's description. */
export const storeVersionDescription = async (tx: Sql, id: string, description: string): Promise<void> => {
  await tx.rows(describe, [id, description]);
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
