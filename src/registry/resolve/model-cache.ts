import { LRUCache } from "lru-cache";
import type { Changes } from "../../db/changes.js";
import type { Database } from "../../db/database.js";
import { idPrefix } from "../../db/ids.js";

/** Remembers what was read of models; nothing is given out when the change feed has been silent for a second. */
export interface ModelCache<Value> {
  get(key: string): Value | undefined;
  /** Begins a look-up; what it finds is kept only if nothing changed meanwhile. */
  begin(): { keep(key: string, modelId: string, value: Value): void };
}

/** What one process keeps at the most; the least recently used goes first. */
export interface CacheLimits<Value> {
  readonly entries: number;
  readonly bytes: number;
  /** About how many bytes of memory a value takes. */
  readonly sizeOf: (value: Value) => number;
}

interface Kept<Value> {
  readonly modelId: string;
  readonly value: Value;
}

/** What an entry takes beside its value: keys, maps, objects. */
const ENTRY_BYTES = 400;

/** Makes a cache; a committed change drops what was read of its model, a change of the organisation drops all. */
export const createModelCache = <Value extends object>(
  db: Pick<Database, "onChange" | "heardRecently">,
  { entries, bytes, sizeOf }: CacheLimits<Value>,
): ModelCache<Value> => {
  const keysOf = new Map<string, Set<string>>();
  const values = new LRUCache<string, Kept<Value>>({
    max: entries,
    maxSize: bytes,
    sizeCalculation: ({ value }, key) => ENTRY_BYTES + 4 * key.length + sizeOf(value),
    dispose: ({ modelId }, key) => {
      const keys = keysOf.get(modelId);
      keys?.delete(key);
      if (keys?.size === 0) keysOf.delete(modelId);
    },
  });
  let epoch = 0;
  const forget = (modelId: string): void => {
    for (const key of [...(keysOf.get(modelId) ?? [])]) values.delete(key);
  };
  db.onChange((changes: Changes) => {
    epoch++;
    if (changes === "everything") return values.clear();
    for (const { stream, subjects } of changes) {
      if (idPrefix(stream) === "org") values.clear();
      for (const id of [stream, ...subjects]) if (idPrefix(id) === "mod") forget(id);
    }
  });
  return {
    get: (key) => (db.heardRecently() ? values.get(key)?.value : undefined),
    begin: () => {
      const begun = epoch;
      return {
        keep: (key, modelId, value) => {
          if (begun !== epoch) return;
          values.set(key, { modelId, value });
          if (!values.has(key)) return;
          const keys = keysOf.get(modelId) ?? new Set();
          keysOf.set(modelId, keys.add(key));
        },
      };
    },
  };
};
