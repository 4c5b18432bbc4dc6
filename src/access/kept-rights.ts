import type { Database } from "../db/database.js";
import type { Access } from "./ability.js";
import { loadLastingAccess } from "./caller.queries.js";
import { createRightsCache } from "./rights-cache.js";
import type { RightsOf } from "./rights-reader.js";

declare module "../context.js" {
  interface Ctx {
    /** What principals may do, for what is shown; whatever is decided reads it in its own transaction. */
    readonly keptRights: RightsOf;
  }
}

/** Null: may do nothing, being deactivated, or none that acts by itself. */
interface Known {
  readonly access: Access | null;
}

/**
 * Makes the process's keeper of rights, which reads those that it does not know. It forgets as the one of callers does, at the same changes: nobody's rights are
 * older here than those by which their own requests are answered.
 */
export const keepRights = (db: Pick<Database, "kinds" | "single" | "onChange" | "heardRecently">): RightsOf => {
  const cache = createRightsCache<Known>(db);
  return async (ids) => {
    const known = new Map(ids.map((id) => [id, cache.get(id)]));
    const unknown = [...known.keys()].filter((id) => known.get(id) === undefined);
    if (unknown.length > 0) {
      const look = cache.begin();
      const loaded = await loadLastingAccess(db.single, db.kinds, unknown);
      for (const id of unknown) {
        const { access, validForMs } = loaded.get(id) ?? { access: null, validForMs: Infinity };
        look.keep(id, { access }, validForMs);
        known.set(id, { access });
      }
    }
    return new Map([...known].flatMap(([id, found]) => (found?.access ? [[id, found.access] as const] : [])));
  };
};
