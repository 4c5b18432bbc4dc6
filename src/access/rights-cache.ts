import { LRUCache } from "lru-cache";
import type { Changes } from "../db/changes.js";
import type { Database } from "../db/database.js";
import { idPrefix } from "../db/ids.js";

const MAX_AGE_MS = 60_000;
const MAX_ENTRIES = 5_000;

interface Kept<Value> {
  readonly value: Value;
  /** On the monotonic clock, so that stepping the wall clock revives nothing. */
  readonly until: number;
}

/** Remembers what follows from rights, for as long as that is surely so. */
export interface RightsCache<Value> {
  /** Nothing when the change feed has been silent for a second. */
  get(key: string): Value | undefined;
  /** Begins a look-up; what it finds is kept only if no right has changed meanwhile. */
  begin(): { keep(key: string, value: Value, validForMs: number): void };
}

/** Every change of a principal, a team or the organisation drops everything: such changes are rare. */
export const createRightsCache = <Value extends object>(
  db: Pick<Database, "onChange" | "heardRecently">,
): RightsCache<Value> => {
  const values = new LRUCache<string, Kept<Value>>({ max: MAX_ENTRIES });
  let epoch = 0;
  db.onChange((changes) => {
    if (!touchesRights(changes)) return;
    epoch++;
    values.clear();
  });
  return {
    get: (key) => {
      const found = values.get(key);
      return found !== undefined && performance.now() < found.until && db.heardRecently() ? found.value : undefined;
    },
    begin: () => {
      const asOf = epoch;
      const startedAt = performance.now();
      return {
        keep: (key, value, validForMs) => {
          // What was read before a change that has been announced since must not be kept.
          if (asOf !== epoch) return;
          values.set(key, { value, until: startedAt + Math.min(MAX_AGE_MS, validForMs) });
        },
      };
    },
  };
};

/** Whether a change can bear on who somebody is or what they may do. */
export const touchesRights = (changes: Changes): boolean =>
  changes === "everything" || changes.some(({ stream }) => carriesRights(stream));

/** Ids of principals, of teams and of the organisation. */
const rightful = new Set(["usr", "sa", "sys", "team", "org"]);

const carriesRights = (stream: string): boolean => rightful.has(idPrefix(stream) ?? "");
