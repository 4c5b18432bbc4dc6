import type { Changes } from "../../db/changes.js";
import type { Database } from "../../db/database.js";
import { idPrefix } from "../../db/ids.js";
import type { Lifecycle } from "../lifecycle-rules.js";
import { type CacheLimits, createModelCache } from "./model-cache.js";
import type { Resolved } from "./resolve.queries.js";

/** A resolved URI with its answer as bytes, ready to send. */
export interface ResolvedBytes extends Resolved {
  readonly body: Buffer;
  readonly etag: string;
}

/** Answers kept in memory, one per distinct URI asked for with the same rights: its bytes, and the version as GraphQL reads it. */
const KEPT: CacheLimits<ResolvedBytes> = {
  entries: 50_000,
  bytes: 32 * 1024 * 1024,
  sizeOf: ({ body, version }) => 1_000 + 2 * body.length + 2 * version.description.length,
};

/** What is remembered of resolving; nothing is given out when the change feed has been silent for a second. */
export interface ResolveCache {
  get(uri: string): ResolvedBytes | undefined;
  lifecycle(): Lifecycle | undefined;
  /** Begins a look-up; what it finds is kept only if nothing changed meanwhile. */
  begin(): { keep(uri: string, found: ResolvedBytes): void; keepLifecycle(lifecycle: Lifecycle): void };
}

/** Makes the cache; a committed change drops the answers of its model, a change of the organisation drops all. */
export const createResolveCache = (db: Database): ResolveCache => {
  const answers = createModelCache(db, KEPT);
  let lifecycle: Lifecycle | undefined;
  let epoch = 0;
  db.onChange((changes: Changes) => {
    epoch++;
    if (changes === "everything" || changes.some(({ stream }) => idPrefix(stream) === "org")) lifecycle = undefined;
  });
  return {
    get: (uri) => answers.get(uri),
    lifecycle: () => (db.heardRecently() ? lifecycle : undefined),
    begin: () => {
      const begun = epoch;
      const look = answers.begin();
      return {
        keep: (uri, found) => look.keep(uri, found.model.id, found),
        keepLifecycle: (read) => {
          if (begun === epoch) lifecycle = read;
        },
      };
    },
  };
};
