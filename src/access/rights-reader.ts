import type { IdKinds } from "../db/id-kinds.js";
import type { Reader } from "../db/sql.js";
import type { Access } from "./ability.js";
import { loadAccess } from "./caller.queries.js";

/** What principals may do now, by id, as `loadAccess` says it. */
export type RightsOf = (ids: readonly string[]) => Promise<ReadonlyMap<string, Access>>;

/** Reads the rights of each principal once, however often they are asked for: for one look at one moment. */
export const rightsReader = (db: Reader, kinds: IdKinds): RightsOf => {
  const asked = new Set<string>();
  const known = new Map<string, Access>();
  return async (ids) => {
    const unknown = [...new Set(ids)].filter((id) => !asked.has(id));
    if (unknown.length === 0) return known;
    for (const [id, access] of await loadAccess(db, kinds, unknown)) known.set(id, access);
    for (const id of unknown) asked.add(id);
    return known;
  };
};
