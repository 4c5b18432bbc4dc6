import { LRUCache } from "lru-cache";
import type { Changes } from "../db/changes.js";
import type { Database } from "../db/database.js";
import { idPrefix } from "../db/ids.js";
import type { Caller } from "./caller.js";
import type { LoadedCaller } from "./caller.queries.js";

const MAX_AGE_MS = 60_000;
const MAX_CALLERS = 5_000;

interface Remembered {
  readonly caller: Caller;
  /** On the monotonic clock, so that stepping the wall clock revives nothing. */
  readonly until: number;
}

/** Remembers who a credential belongs to and what they may do, for as long as that is surely so. */
export interface CallerCache {
  get(credential: string): Caller | undefined;
  /** Asks `load` and remembers the answer; equal questions at the same time share one. */
  fill(credential: string, load: () => Promise<LoadedCaller>): Promise<Caller>;
}

/** Every change of a principal, a team or the organisation drops everything: such changes are rare. */
export const createCallerCache = (db: Pick<Database, "onChange" | "heardRecently">): CallerCache => {
  const remembered = new LRUCache<string, Remembered>({ max: MAX_CALLERS });
  const asked = new Map<string, Promise<Caller>>();
  let epoch = 0;
  db.onChange((changes) => {
    if (!touchesRights(changes)) return;
    epoch++;
    remembered.clear();
    asked.clear();
  });

  const ask = async (credential: string, load: () => Promise<LoadedCaller>): Promise<Caller> => {
    const asOf = epoch;
    const startedAt = performance.now();
    const { caller, validForMs } = await load();
    // What was read before a change that has been announced since must not be kept.
    if (asOf === epoch) remembered.set(credential, { caller, until: startedAt + Math.min(MAX_AGE_MS, validForMs) });
    return caller;
  };

  return {
    get: (credential) => {
      const found = remembered.get(credential);
      return found !== undefined && performance.now() < found.until && db.heardRecently() ? found.caller : undefined;
    },
    fill: (credential, load) => {
      if (!db.heardRecently()) return load().then(({ caller }) => caller);
      const earlier = asked.get(credential);
      if (earlier !== undefined) return earlier;
      const answer = ask(credential, load).finally(() => {
        if (asked.get(credential) === answer) asked.delete(credential);
      });
      asked.set(credential, answer);
      return answer;
    },
  };
};

/** Whether a change can bear on who somebody is or what they may do. */
export const touchesRights = (changes: Changes): boolean =>
  changes === "everything" || changes.some(({ stream }) => carriesRights(stream));

/** Ids of principals, of teams and of the organisation. */
const rightful = new Set(["usr", "sa", "sys", "team", "org"]);

const carriesRights = (stream: string): boolean => rightful.has(idPrefix(stream) ?? "");
