import { LRUCache } from "lru-cache";
import type { Changes, Database } from "../db/database.js";
import { idPrefix } from "../db/ids.js";

/** Remembers what was read of models; nothing is given out when the change feed has been silent for a second. */
export interface ModelCache<Value> {
  get(key: string): Value | undefined;
  /** Begins a look-up; what it finds is kept only if nothing changed meanwhile. */
  begin(): { keep(key: string, modelId: string, value: Value): void };
}

/** Makes a cache; a committed change drops what was read of its model, a change of the organisation drops all. */
export const createModelCache = <Value extends object>(
  db: Pick<Database, "onChange" | "heardRecently">,
  max: number,
): ModelCache<Value> => {
  const values = new LRUCache<string, Value>({ max });
  const keysOf = new Map<string, Set<string>>();
  let epoch = 0;
  const forgetAll = (): void => {
    values.clear();
    keysOf.clear();
  };
  const forget = (modelId: string): void => {
    for (const key of keysOf.get(modelId) ?? []) values.delete(key);
    keysOf.delete(modelId);
  };
  db.onChange((changes: Changes) => {
    epoch++;
    if (changes === "everything") return forgetAll();
    for (const { stream, subjects } of changes) {
      if (idPrefix(stream) === "org") forgetAll();
      for (const id of [stream, ...subjects]) if (idPrefix(id) === "mod") forget(id);
    }
  });
  return {
    get: (key) => (db.heardRecently() ? values.get(key) : undefined),
    begin: () => {
      const begun = epoch;
      return {
        keep: (key, modelId, value) => {
          if (begun !== epoch) return;
          values.set(key, value);
          const keys = keysOf.get(modelId) ?? new Set();
          keysOf.set(modelId, keys.add(key));
        },
      };
    },
  };
};
