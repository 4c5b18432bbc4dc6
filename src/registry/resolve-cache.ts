import { LRUCache } from "lru-cache";
import type { Changes, Database } from "../db/database.js";
import { idPrefix } from "../db/ids.js";
import type { Lifecycle } from "./lifecycle-rules.js";
import type { ResolvedBytes } from "./resolve.js";

/** Answers kept in memory: one per distinct URI asked for. */
const CACHE_SIZE = 50_000;

/** What is remembered of resolving; nothing is given out when the change feed has been silent for a second. */
export interface ResolveCache {
  get(uri: string): ResolvedBytes | undefined;
  lifecycle(): Lifecycle | undefined;
  /** Begins a look-up; what it finds is kept only if nothing changed meanwhile. */
  begin(): { keep(uri: string, found: ResolvedBytes): void; keepLifecycle(lifecycle: Lifecycle): void };
}

/** Makes the cache; a committed change drops the answers of its model, a change of the organisation drops all. */
export const createResolveCache = (db: Database): ResolveCache => {
  const answers = new LRUCache<string, ResolvedBytes>({ max: CACHE_SIZE });
  const urisOf = new Map<string, Set<string>>();
  let lifecycle: Lifecycle | undefined;
  let epoch = 0;
  const forgetAll = (): void => {
    answers.clear();
    urisOf.clear();
    lifecycle = undefined;
  };
  const forgetModel = (id: string): void => {
    for (const uri of urisOf.get(id) ?? []) answers.delete(uri);
    urisOf.delete(id);
  };
  db.onChange((changes: Changes) => {
    epoch++;
    if (changes === "everything") forgetAll();
    else
      for (const { stream, subjects } of changes) {
        if (idPrefix(stream) === "org") forgetAll();
        for (const id of [stream, ...subjects]) if (idPrefix(id) === "mod") forgetModel(id);
      }
  });
  const keep = (uri: string, found: ResolvedBytes): void => {
    answers.set(uri, found);
    const uris = urisOf.get(found.model.id) ?? new Set();
    urisOf.set(found.model.id, uris.add(uri));
  };
  return {
    get: (uri) => (db.heardRecently() ? answers.get(uri) : undefined),
    lifecycle: () => (db.heardRecently() ? lifecycle : undefined),
    begin: () => {
      const begun = epoch;
      return {
        keep: (uri, found) => {
          if (begun === epoch) keep(uri, found);
        },
        keepLifecycle: (read) => {
          if (begun === epoch) lifecycle = read;
        },
      };
    },
  };
};
