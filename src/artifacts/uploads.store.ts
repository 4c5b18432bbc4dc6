import { type Sql, sql } from "../db/sql.js";

const begin = sql("upload.begin", "insert into blob_upload (id) values ($1)");
const touch = sql("upload.touch", "update blob_upload set touched_at = clock_timestamp() where id = $1");
const end = sql("upload.end", "delete from blob_upload where id = $1 returning id");
const forgetDead = sql(
  "upload.forget_dead",
  "delete from blob_upload where touched_at < clock_timestamp() - make_interval(secs => $1)",
);
const named = sql(
  "upload.named",
  `select u.id::text as id from blob_upload u where u.id::text = any($1::text[])
   and ($2::float8 is null or u.touched_at >= clock_timestamp() - make_interval(secs => $2::float8))`,
);

/** Says that an upload begins, before its first byte: what has no row from here on is nobody's. */
export const beginUpload = async (db: Sql, id: string): Promise<void> => {
  await db.rows(begin, [id]);
};

/** Says that an upload is still under way. */
export const touchUpload = async (db: Sql, id: string): Promise<void> => {
  await db.rows(touch, [id]);
};

/**
 * Ends an upload that came to nothing. False when it had ended before: its bytes are kept, or it was taken for dead. Where
 * its transaction is still under way, or nobody knows what became of it, this waits until it is decided.
 */
export const endUpload = async (db: Sql, id: string): Promise<boolean> => (await db.row(end, [id])) !== undefined;

/** Takes uploads for dead that have not been touched for so long: none of them can be kept from here on. */
export const forgetDeadUploads = async (db: Sql, ageMs: number): Promise<void> => {
  await db.rows(forgetDead, [ageMs / 1_000]);
};

/**
 * Those of the names that are uploads which may still be kept; with `ageMs`, only those that `forgetDeadUploads` would
 * leave.
 */
export const openUploads = async (db: Sql, names: readonly string[], ageMs: number | null): Promise<Set<string>> => {
  const rows = await db.rows<{ id: string }>(named, [names, ageMs === null ? null : ageMs / 1_000]);
  return new Set(rows.map(({ id }) => id));
};
