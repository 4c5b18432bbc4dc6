import { type Sql, sql } from "../db/sql.js";
import type { BlobFacts, BlobPlace, StoredBlob } from "./blob-store.js";

/** The blobs of one first byte: a 256th of all, so that a round never looks at more. */
const ofByte = (column: string): string =>
  `${column} >= decode(rpad($1, 64, '0'), 'hex') and ${column} <= decode(rpad($1, 64, 'f'), 'hex')`;

/** Nobody's: in no run's, logged model's or version's manifest, held by nothing, and not touched for `$2` seconds. */
const isUnreferenced = `${ofByte("b.sha256")} and b.touched_at < clock_timestamp() - make_interval(secs => $2)
  and not exists (select from artifact a where a.sha256 = b.sha256 and ${ofByte("a.sha256")})
  and not exists (select from version_artifact a where a.sha256 = b.sha256 and ${ofByte("a.sha256")})
  and not exists (select from blob_hold h where h.sha256 = b.sha256)`;

const count = sql(
  "collect.count",
  `select count(*)::int as blobs, coalesce(sum(size), 0)::bigint as bytes from blob b where ${isUnreferenced}`,
);
const lock = sql(
  "collect.lock",
  `select encode(b.sha256, 'hex') as sha256, b.size from blob b where ${isUnreferenced}
   order by b.sha256 limit $3 for update skip locked`,
);
const unnamed = sql(
  "collect.unnamed",
  `select w.at::int as at
   from unnest($1::text[], $2::text[], $3::text[]) with ordinality w(sha256, location, upload, at)
   where not exists (select from blob b where b.sha256 = decode(w.sha256, 'hex')
       and (w.location is null or b.location = w.location))
     and not exists (select from blob_upload u where u.id = w.upload::uuid
       and ($4::float8 is null or u.touched_at >= clock_timestamp() - make_interval(secs => $4::float8)))`,
);
const forget = sql(
  "collect.forget",
  `delete from blob b where b.sha256 in (select decode(w, 'hex') from unnest($1::text[]) w)
     and not exists (select from artifact a where a.sha256 = b.sha256)
     and not exists (select from version_artifact a where a.sha256 = b.sha256)
     and not exists (select from blob_hold h where h.sha256 = b.sha256)
   returning encode(b.sha256, 'hex') as sha256, b.size, b.location`,
);

/** How many blobs below the prefix (two hexadecimal digits) are nobody's, and their bytes. */
export const countUnreferenced = async (
  db: Sql,
  prefix: string,
  graceSeconds: number,
): Promise<{ blobs: number; bytes: bigint }> => {
  const row = await db.row<{ blobs: number; bytes: bigint }>(count, [prefix, graceSeconds]);
  return row ?? { blobs: 0, bytes: 0n };
};

/** Locks blobs that are nobody's; those that an upload or a new version is holding are passed over. */
export const lockUnreferenced = async (
  tx: Sql,
  prefix: string,
  graceSeconds: number,
  limit: number,
): Promise<BlobFacts[]> => tx.rows<BlobFacts>(lock, [prefix, graceSeconds, limit]);

/**
 * Those of the stored blobs that no row names and that no upload may still make a row of; with `ageMs`, uploads that were
 * not touched for so long do not count.
 */
export const unnamedOf = async (
  db: Sql,
  stored: readonly StoredBlob[],
  ageMs: number | null,
): Promise<StoredBlob[]> => {
  const rows = await db.rows<{ at: number }>(unnamed, [
    stored.map(({ sha256 }) => sha256),
    stored.map(({ location }) => location),
    stored.map(({ upload }) => upload),
    ageMs === null ? null : ageMs / 1_000,
  ]);
  return rows.flatMap(({ at }) => stored[at - 1] ?? []);
};

/** Takes the rows of held blobs, but for those that were named between the look and the lock; what went, and from where. */
export const forgetBlobs = async (tx: Sql, held: readonly BlobFacts[]): Promise<(BlobFacts & BlobPlace)[]> =>
  tx.rows<BlobFacts & BlobPlace>(forget, [held.map(({ sha256 }) => sha256)]);
