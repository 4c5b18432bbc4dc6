import { createHash } from "node:crypto";
import DataLoader from "dataloader";
import type { Access } from "../../access/ability.js";
import type { Database } from "../../db/database.js";
import { readLifecycle } from "../lifecycle.store.js";
import { findStage } from "../lifecycle-rules.js";
import { type Resolved, requirePast, resolveMany, resolveThen } from "./resolve.queries.js";
import { createResolveCache, type ResolvedBytes } from "./resolve-cache.js";
import { type ModelUri, parseModelUri } from "./resolve-uri.js";

declare module "../../context.js" {
  interface Ctx {
    /** The process's resolver of `models:` URIs. */
    readonly resolver: Resolver;
  }
}

export interface ResolveOptions {
  /** An RFC 3339 instant of the past: who held the name then. */
  readonly at?: string | null | undefined;
  /** Ask the database even if the answer is cached. */
  readonly fresh?: boolean;
}

/** Resolves `models:` URIs; absent and invisible are both undefined. */
export interface Resolver {
  resolve(access: Access, uri: string, options?: ResolveOptions): Promise<ResolvedBytes | undefined>;
  /** The cached answer, if there is one and the caller may have it: for the hottest path. */
  cached(access: Access, uri: string): ResolvedBytes | undefined;
}

/** Makes the resolver: cached answers, authorised before they are given; misses of one turn share one statement. */
export const createResolver = (db: Database): Resolver => {
  const cache = createResolveCache(db);
  const loader = new DataLoader<ModelUri, Resolved | undefined>((uris) => resolveMany(db.read, uris), {
    cache: false,
    maxBatchSize: 500,
    // Requests that arrive together are read one by one: only when all have been are their look-ups sent.
    batchScheduleFn: setImmediate,
  });
  const spell = async (uri: ModelUri): Promise<ModelUri | undefined> => {
    if (uri.by !== "stage") return uri;
    const look = cache.begin();
    const lifecycle = cache.lifecycle() ?? (await readLifecycle(db.read));
    look.keepLifecycle(lifecycle);
    const stage = findStage(lifecycle, uri.value);
    return stage && { ...uri, value: stage.name };
  };
  const load = async (text: string): Promise<ResolvedBytes | undefined> => {
    const look = cache.begin();
    const uri = await spell(parseModelUri(text));
    const found = uri && (await loader.load(uri));
    const bytes = found && withBytes(found);
    if (bytes !== undefined) look.keep(text, bytes);
    return bytes;
  };
  const loadThen = async (text: string, at: string): Promise<ResolvedBytes | undefined> => {
    await requirePast(db.read, at);
    const uri = await spell(parseModelUri(text));
    const found = uri && (await resolveThen(db.read, uri, at));
    return found && withBytes(found);
  };
  const allowed = (access: Access, found: ResolvedBytes | undefined): ResolvedBytes | undefined =>
    found !== undefined && access.ability.can("resolve", found.model) ? found : undefined;
  return {
    cached: (access, text) => allowed(access, cache.get(text)),
    resolve: async (access, text, { at, fresh } = {}) => {
      if (at != null) return allowed(access, await loadThen(text, at));
      const cached = fresh === true ? undefined : cache.get(text);
      return allowed(access, cached ?? (await load(text)));
    },
  };
};

const withBytes = (found: Resolved): ResolvedBytes => {
  const body = Buffer.from(JSON.stringify(found.answer));
  return { ...found, body, etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"` };
};
