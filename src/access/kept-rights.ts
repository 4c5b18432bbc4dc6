import type { Database } from "../db/database.js";
import type { Reader } from "../db/sql.js";
import type { Access } from "./ability.js";
import { loadLastingAccess } from "./caller.queries.js";
import { createRightsCache } from "./rights-cache.js";
import type { RightsOf } from "./rights-reader.js";

declare module "../context.js" {
  interface Ctx {
    /** What principals may do, for what is shown; whatever is decided reads it in its own transaction. */
    readonly keptRights: KeptRights;
  }
}

/** Tells rights as the process knows them, and asks `db` for the others: what is kept of them is `single`'s to read. */
export type KeptRights = (db: Reader) => RightsOf;

/** Null: may do nothing, being deactivated, or none that acts by itself. */
interface Known {
  readonly access: Access | null;
}

/**
 * Makes the process's keeper of rights. It forgets as the one of callers does, at the same changes: nobody's rights are
 * older here than those by which their own requests are answered.
 */
export const keepRights = (db: Pick<Database, "kinds" | "onChange" | "heardRecently">): KeptRights => {
  const cache = createRightsCache<Known>(db);
  return (reader) => async (ids) => {
    const known = new Map(ids.map((id) => [id, cache.get(id)]));
    const unknown = [...known.keys()].filter((id) => known.get(id) === undefined);
    if (unknown.length > 0) {
      const look = cache.begin();
      const loaded = await loadLastingAccess(reader, db.kinds, unknown);
      for (const id of unknown) {
        const { access, validForMs } = loaded.get(id) ?? { access: null, validForMs: Infinity };
        look.keep(id, { access }, validForMs);
        known.set(id, { access });
      }
    }
    return new Map([...known].flatMap(([id, found]) => (found?.access ? [[id, found.access] as const] : [])));
  };
};
