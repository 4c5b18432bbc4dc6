import { hexOfUuid } from "../db/ids.js";
import { type Reader, sql } from "../db/sql.js";
import type { BlobFacts, BlobPlace } from "./blob-store.js";

const total = sql("verify.total", "select count(*)::int as blobs, coalesce(sum(size), 0)::bigint as bytes from blob");
const page = sql(
  "verify.page",
  `select encode(sha256, 'hex') as sha256, size, location from blob
   where sha256 > decode($1, 'hex') order by sha256 limit $2`,
);
const one = sql(
  "verify.one",
  "select encode(sha256, 'hex') as sha256, size, location from blob where sha256 = decode($1, 'hex')",
);
const names = sql(
  "verify.names",
  `(select owner::text as owner, path from artifact where sha256 = decode($1, 'hex') order by owner, path limit $2)
   union all
   (select model_version_id, path from version_artifact where sha256 = decode($1, 'hex')
    order by model_version_id, path limit $2)
   limit $2`,
);

/** A blob as its row tells of it. */
export type KnownBlob = BlobFacts & BlobPlace;

/** All blobs, and their bytes. */
export const allBlobs = async (db: Reader): Promise<{ blobs: number; bytes: bigint }> =>
  (await db.row<{ blobs: number; bytes: bigint }>(total)) ?? { blobs: 0, bytes: 0n };

/** Blobs in the order of their digests, from behind this one on; the empty text is before all. */
export const blobsAfter = (db: Reader, sha256: string, limit: number): Promise<KnownBlob[]> =>
  db.rows<KnownBlob>(page, [sha256, limit]);

/** The blob as its row tells of it now; undefined when it is gone. */
export const blobNow = (db: Reader, sha256: string): Promise<KnownBlob | undefined> => db.row<KnownBlob>(one, [sha256]);

/** Some of the files that have these bytes: `<run or logged model>/<path>`, by MLflow's id, or `<version>/<path>`. */
export const namesOf = async (db: Reader, sha256: string, limit: number): Promise<string[]> => {
  const rows = await db.rows<{ owner: string; path: string }>(names, [sha256, limit]);
  return rows.map(({ owner, path }) => `${owner.includes("_") ? owner : hexOfUuid(owner)}/${path}`);
};
