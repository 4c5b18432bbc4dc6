import { randomBytes, randomUUID } from "node:crypto";
import { type Sql, sql } from "./sql.js";

const keep = sql("instance.keep", "insert into instance (key, value) values ($1, $2) on conflict do nothing");
const read = sql("instance.read", "select value from instance where key = $1");

const known = async (db: Sql, key: string): Promise<string | undefined> =>
  (await db.row<{ value: string }>(read, [key]))?.value;

/** What the database holds under a key; made once, the same for every replica. */
const kept = async (db: Sql, key: string, make: () => string): Promise<string> => {
  const before = await known(db, key);
  if (before !== undefined) return before;
  await db.rows(keep, [key, make()]);
  const value = await known(db, key);
  if (value === undefined) throw new Error(`${key} was not kept`);
  return value;
};

/** The secret that encrypts and signs cursors. */
export const cursorSecret = (db: Sql): Promise<string> =>
  kept(db, "cursor-secret", () => randomBytes(32).toString("base64url"));

/** The secret by which entries' ids are made of their numbers. */
export const entryIdSecret = (db: Sql): Promise<string> =>
  kept(db, "entry-id-secret", () => randomBytes(32).toString("base64url"));

const readsOnly = sql(
  "instance.reads_only",
  "select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as yes",
);

/** Whether the database takes changes: a standby, and one that is set to read only, does not. */
export const isWritable = async (db: Sql): Promise<boolean> =>
  (await db.row<{ yes: boolean }>(readsOnly))?.yes === false;

const BLOB_STORE = "blob-store-id";

/** The id of the store that this database's artifacts are in; undefined until one is claimed. */
export const blobStoreId = (db: Sql): Promise<string | undefined> => known(db, BLOB_STORE);

/** Makes the store of this id the one of this database, unless it has one; gives the id of the one that it has. */
export const keepBlobStoreId = (db: Sql, id: string): Promise<string> => kept(db, BLOB_STORE, () => id);

/** What tells this database from others: the folder of its artifacts' bytes bears it. */
export const databaseId = (db: Sql): Promise<string> => kept(db, "database-id", randomUUID);
