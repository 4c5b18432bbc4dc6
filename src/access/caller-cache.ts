import type { Database } from "../db/database.js";
import type { Caller } from "./caller.js";
import type { LoadedCaller } from "./caller.queries.js";
import { createRightsCache, touchesRights } from "./rights-cache.js";

/** Remembers who a credential belongs to and what they may do, for as long as that is surely so. */
export interface CallerCache {
  get(credential: string): Caller | undefined;
  /** Asks `load` and remembers the answer; equal questions at the same time share one. */
  fill(credential: string, load: () => Promise<LoadedCaller>): Promise<Caller>;
}

/** Makes the process's cache of callers. */
export const createCallerCache = (db: Pick<Database, "onChange" | "heardRecently">): CallerCache => {
  const remembered = createRightsCache<Caller>(db);
  const asked = new Map<string, Promise<Caller>>();
  db.onChange((changes) => {
    if (touchesRights(changes)) asked.clear();
  });

  const ask = async (credential: string, load: () => Promise<LoadedCaller>): Promise<Caller> => {
    const look = remembered.begin();
    const { caller, validForMs } = await load();
    look.keep(credential, caller, validForMs);
    return caller;
  };

  return {
    get: (credential) => remembered.get(credential),
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
