import { type Sql, sql } from "../db/sql.js";
import type { BlobFacts } from "./blob-store.js";

/** The blobs of one first byte: a 256th of all, so that a round never looks at more. */
const ofByte = (column: string): string =>
  `${column} >= decode(rpad($1, 64, '0'), 'hex') and ${column} <= decode(rpad($1, 64, 'f'), 'hex')`;

/** Nobody's: in no run's, logged model's or version's manifest, and not touched for `$2` seconds. */
const isUnreferenced = `${ofByte("b.sha256")} and b.touched_at < clock_timestamp() - make_interval(secs => $2)
  and not exists (select from artifact a where a.sha256 = b.sha256 and ${ofByte("a.sha256")})
  and not exists (select from version_artifact a where a.sha256 = b.sha256 and ${ofByte("a.sha256")})`;

const count = sql(
  "collect.count",
  `select count(*)::int as blobs, coalesce(sum(size), 0)::bigint as bytes from blob b where ${isUnreferenced}`,
);
const lock = sql(
  "collect.lock",
  `select encode(b.sha256, 'hex') as sha256, b.size from blob b where ${isUnreferenced}
   order by b.sha256 limit $3 for update skip locked`,
);
const unknown = sql(
  "collect.unknown",
  `select w.sha256 from unnest($1::text[]) w(sha256)
   where not exists (select from blob b where b.sha256 = decode(w.sha256, 'hex'))`,
);
const claim = sql(
  "collect.claim",
  `insert into blob (sha256, size) select decode(w.sha256, 'hex'), w.size
   from unnest($1::text[], $2::bigint[]) w(sha256, size) order by w.sha256
   on conflict do nothing returning encode(sha256, 'hex') as sha256, size`,
);
const forget = sql(
  "collect.forget",
  `delete from blob b where b.sha256 in (select decode(w, 'hex') from unnest($1::text[]) w)
     and not exists (select from artifact a where a.sha256 = b.sha256)
     and not exists (select from version_artifact a where a.sha256 = b.sha256)
   returning encode(b.sha256, 'hex') as sha256, b.size`,
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

/** Those of the digests that have no row. */
export const unknownBlobs = async (db: Sql, digests: readonly string[]): Promise<Set<string>> =>
  new Set((await db.rows<{ sha256: string }>(unknown, [digests])).map(({ sha256 }) => sha256));

/** Gives blobs without a row one that this transaction holds: an upload of the same bytes waits for it, or we for it. */
export const claimUnknown = async (tx: Sql, blobs: readonly BlobFacts[]): Promise<BlobFacts[]> =>
  tx.rows<BlobFacts>(claim, [blobs.map(({ sha256 }) => sha256), blobs.map(({ size }) => size)]);

/** Takes the rows of held blobs, but for those that were named between the look and the lock; what went. */
export const forgetBlobs = async (tx: Sql, held: readonly BlobFacts[]): Promise<BlobFacts[]> =>
  tx.rows<BlobFacts>(forget, [held.map(({ sha256 }) => sha256)]);
