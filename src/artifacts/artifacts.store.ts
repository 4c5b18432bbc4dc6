import { type Sql, sql } from "../db/sql.js";
import { DomainError } from "../errors.js";
import type { BlobFacts, BlobPlace } from "./blob-store.js";
import { MODEL_FILE } from "./model-file-rules.js";
import type { ArrivedBlob } from "./store-bytes.js";

const keep = sql(
  "artifact.keep_blob",
  `with arrived as (delete from blob_upload where id = $4 returning id)
   insert into blob (sha256, size, location) select decode($1, 'hex'), $2, $3 from arrived
   on conflict (sha256) do update set touched_at = clock_timestamp() returning location`,
);
const move = sql("artifact.move_blob", "update blob set location = $2 where sha256 = decode($1, 'hex')");
const hold = sql(
  "artifact.hold",
  "insert into blob_hold (holder, sha256) values ($1, decode($2, 'hex')) on conflict do nothing",
);
const anyBlob = sql("artifact.any_blob", "select exists (select from blob) as yes");
const put = sql(
  "artifact.put",
  `insert into artifact (owner, path, sha256, size) values ($1, $2, decode($3, 'hex'), $4)
   on conflict (owner, path) do update set sha256 = excluded.sha256, size = excluded.size, stored_at = clock_timestamp()`,
);
const clash = sql(
  "artifact.clash",
  `select exists (select from artifact where owner = $1 and path = any($2::text[])) as file,
     exists (select from artifact where owner = $1 and path >= $3 || '/' and path < $3 || '0') as folder`,
);
const takeTurn = sql(
  "artifact.take_turn",
  "select pg_advisory_xact_lock(hashtextextended($1::text || '/' || split_part($2::text, '/', 1), 0))",
);
const dropped = "returning path, encode(sha256, 'hex') as sha256";
const drop = sql("artifact.drop", `delete from artifact where owner = $1 and path = $2 ${dropped}`);
const dropBelow = sql(
  "artifact.drop_below",
  `delete from artifact where owner = $1 and path > $2 || '/' and path < $2 || '0' ${dropped}`,
);
const dropAll = sql("artifact.drop_all", `delete from artifact where owner = $1 ${dropped}`);
const freeze = sql(
  "artifact.freeze",
  `with described as (
     insert into model_file (sha256) select distinct decode(f.sha256, 'hex')
     from json_to_recordset($2) as f(path text, sha256 text) where f.path = '${MODEL_FILE}' on conflict do nothing)
   insert into version_artifact (model_version_id, path, sha256, size)
   select $1, f.path, decode(f.sha256, 'hex'), f.size
   from json_to_recordset($2) as f(path text, sha256 text, size bigint)`,
);
const thaw = sql("artifact.thaw", "delete from version_artifact where model_version_id = $1");

/**
 * Makes bytes that have arrived the blob of their digest, in place of those it had: of two copies the newer is the one
 * that is known to be whole. Gives the place of the older, which the caller frees after the commit; null where there was
 * none. Holds the blob's row until the transaction ends. Throws UNAVAILABLE when the upload was taken for dead meanwhile.
 */
export const keepBlob = async (tx: Sql, blob: ArrivedBlob): Promise<BlobPlace | null> => {
  const { sha256, size, location, upload } = blob;
  const row = await tx.row<{ location: string | null }>(keep, [sha256, size, location, upload]);
  if (row === undefined)
    throw new DomainError("UNAVAILABLE", "The upload took so long that it was given up; send the file again.");
  if (row.location === location) return null;
  await tx.rows(move, [sha256, location]);
  return { sha256, location: row.location };
};

/** Keeps a blob that stands in no manifest for its holder, by the holder's id. */
export const holdBlob = async (tx: Sql, holder: string, sha256: string): Promise<void> => {
  await tx.rows(hold, [holder, sha256]);
};

/** Whether any artifact's bytes were ever stored, and not collected since. */
export const hasBlobs = async (db: Sql): Promise<boolean> => (await db.row<{ yes: boolean }>(anyBlob))?.yes === true;

/** Names a blob that is kept as the owner's file, over the one it had. `owner` is a run's or logged model's uuid. */
export const storeArtifact = async (tx: Sql, owner: string, path: string, blob: BlobFacts): Promise<void> => {
  await tx.rows(put, [owner, path, blob.sha256, blob.size]);
};

/**
 * Waits for others who are about to name a file of this owner whose path begins as this one does, until the transaction
 * ends: what then does not clash, does not clash with theirs either.
 */
export const takeTurnAtPath = async (tx: Sql, owner: string, path: string): Promise<void> => {
  await tx.rows(takeTurn, [owner, path]);
};

/** What stands in the way of a file at this path: a file where it needs a folder, or a folder in its own place. */
export const clashAt = async (tx: Sql, owner: string, path: string): Promise<"file" | "folder" | null> => {
  const segments = path.split("/");
  const above = segments.slice(1).map((_, index) => segments.slice(0, index + 1).join("/"));
  const found = await tx.row<{ file: boolean; folder: boolean }>(clash, [owner, above, path]);
  if (found?.file === true) return "file";
  return found?.folder === true ? "folder" : null;
};

interface Dropped {
  readonly path: string;
  readonly sha256: string;
}

/** Takes the file, or every file below the folder, from the owner; what there was, in no order. */
export const dropArtifacts = async (tx: Sql, owner: string, path: string): Promise<Dropped[]> => {
  if (path === "") return tx.rows(dropAll, [owner]);
  const files = await tx.rows<Dropped>(drop, [owner, path]);
  return files.length > 0 ? files : tx.rows(dropBelow, [owner, path]);
};

/** A file of a manifest; `size` in decimal digits, for it may be beyond 2^53. */
export interface ManifestFile {
  readonly path: string;
  readonly sha256: string;
  readonly size: string;
}

const BLOB_OF_VERSION = "version_artifact_sha256_fkey";

/** Lets go of the files kept for a provisional version. */
export const thawArtifacts = async (tx: Sql, versionId: string): Promise<void> => {
  await tx.rows(thaw, [versionId]);
};

/**
 * Keeps the files of its manifest for a version, whatever becomes of the run's. Throws UNAVAILABLE when one was deleted
 * and collected since the list was read.
 */
export const freezeArtifacts = async (tx: Sql, versionId: string, files: readonly ManifestFile[]): Promise<void> => {
  if (files.length === 0) return;
  try {
    await tx.rows(freeze, [versionId, JSON.stringify(files)]);
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== BLOB_OF_VERSION) throw error;
    throw new DomainError("UNAVAILABLE", "A file was deleted while it was being frozen; retry.", { cause: error });
  }
};
