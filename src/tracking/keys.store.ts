import { LRUCache } from "lru-cache";
import type { Database } from "../db/database.js";
import { sql } from "../db/sql.js";

const byKey = sql("tracking_key.by_key", "select id, key from tracking_key where key = any($1::text[])");
const byId = sql("tracking_key.by_id", "select id, key from tracking_key where id = any($1::int[])");
const insert = sql(
  "tracking_key.insert",
  "insert into tracking_key (key) select key from unnest($1::text[]) as k(key) order by key on conflict do nothing",
);

const MAX_KEYS = 200_000;

interface Known {
  readonly ids: LRUCache<string, number>;
  readonly keys: LRUCache<number, string>;
}

/**
 * Keys are never changed or removed: what was once committed is remembered, per database, until the change feed has
 * missed something. A server that took another's place may lack the last of them, and give their numbers to others.
 */
const known = new WeakMap<Database["dataSource"], Known>();

const knownOf = (db: Database): Known => {
  let found = known.get(db.dataSource);
  if (found === undefined) {
    const made = {
      ids: new LRUCache<string, number>({ max: MAX_KEYS }),
      keys: new LRUCache<number, string>({ max: MAX_KEYS }),
    };
    found = made;
    known.set(db.dataSource, made);
    db.onChange((changes) => {
      if (changes !== "everything") return;
      made.ids.clear();
      made.keys.clear();
    });
  }
  return found;
};

const remember = (db: Database, rows: readonly { id: number; key: string }[]): void => {
  const { ids, keys } = knownOf(db);
  for (const { id, key } of rows) {
    ids.set(key, id);
    keys.set(id, key);
  }
};

/** The numbers of keys that are there already; a key that nobody has used yet is left out. */
export const findKeys = async (db: Database, keys: Iterable<string>): Promise<Map<string, number>> => {
  const { ids } = knownOf(db);
  const wanted = new Set(keys);
  const missing = [...wanted].filter((key) => !ids.has(key));
  if (missing.length > 0) remember(db, await db.single.rows(byKey, [missing]));
  const found = new Map<string, number>();
  for (const key of wanted) {
    const id = ids.get(key);
    if (id !== undefined) found.set(key, id);
  }
  return found;
};

/**
 * The number of each key, made where there is none, in a transaction of its own: a key says nothing by itself, and
 * nobody waits for another's batch because both use a new one.
 */
export const numberKeys = async (db: Database, keys: Iterable<string>): Promise<Map<string, number>> => {
  const wanted = new Set(keys);
  const found = await findKeys(db, wanted);
  if (found.size === wanted.size) return found;
  await db.single.rows(insert, [[...wanted].filter((key) => !found.has(key))]);
  return findKeys(db, wanted);
};

/** The keys of numbers as rows hold them. */
export const keysOf = async (db: Database, ids: Iterable<number>): Promise<(id: number) => string> => {
  const { keys } = knownOf(db);
  const missing = [...new Set(ids)].filter((id) => !keys.has(id));
  const here = new Map<number, string>();
  if (missing.length > 0) {
    const rows = await db.single.rows<{ id: number; key: string }>(byId, [missing]);
    remember(db, rows);
    for (const { id, key } of rows) here.set(id, key);
  }
  return (id) => keys.get(id) ?? here.get(id) ?? "";
};
