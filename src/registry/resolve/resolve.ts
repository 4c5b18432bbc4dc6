import { createHash } from "node:crypto";
import DataLoader from "dataloader";
import { LRUCache } from "lru-cache";
import type { Access } from "../../access/ability.js";
import { rightsKey } from "../../access/rights-key.js";
import type { Database } from "../../db/database.js";
import { readLifecycle } from "../lifecycle.store.js";
import { findStage } from "../lifecycle-rules.js";
import { type By, type Resolved, requirePast, resolveMany, resolveThen } from "./resolve.queries.js";
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
  /** The answer that is kept for the caller's rights, if there is one: for the hottest path. */
  cached(access: Access, uri: string): ResolvedBytes | undefined;
}

/** Rights whose look-ups are gathered at one time. */
const GATHERED = 1_000;

/**
 * Makes the resolver. The right comes before the cache: what is remembered is remembered for the rights it was read with,
 * and the database is asked with them, so that a hidden name takes the very steps that an absent one takes. Misses of one
 * turn that go by the same rights share one statement.
 */
export const createResolver = (db: Database): Resolver => {
  const cache = createResolveCache(db);
  const loaderFor = gathered(db);
  const spell = async (uri: ModelUri): Promise<ModelUri | undefined> => {
    if (uri.by !== "stage") return uri;
    const look = cache.begin();
    const lifecycle = cache.lifecycle() ?? (await readLifecycle(db.single));
    look.keepLifecycle(lifecycle);
    const stage = findStage(lifecycle, uri.value);
    return stage && { ...uri, value: stage.name };
  };
  const cached = (access: Access, text: string): ResolvedBytes | undefined => cache.get(placeOf(access, text));
  const load = async (access: Access, text: string): Promise<ResolvedBytes | undefined> => {
    const look = cache.begin();
    const uri = await spell(parseModelUri(text));
    const found = uri && (await loaderFor(access).load(uri));
    if (found === undefined) return undefined;
    const kept = cached(access, text);
    if (kept !== undefined && isSame(kept, found)) return kept;
    const bytes = withBytes(found);
    look.keep(placeOf(access, text), bytes);
    return bytes;
  };
  const loadThen = async (access: Access, text: string, at: string): Promise<ResolvedBytes | undefined> => {
    await requirePast(db.single, at);
    const uri = await spell(parseModelUri(text));
    const found = uri && (await resolveThen(db.single, by(access), uri, at));
    return found && withBytes(found);
  };
  return {
    cached,
    resolve: async (access, text, { at, fresh } = {}) => {
      if (at != null) return loadThen(access, text, at);
      return (fresh === true ? undefined : cached(access, text)) ?? load(access, text);
    },
  };
};

const by = ({ ability }: Access): By => ({ ability, action: "resolve" });

/** Look-ups by the same rights, made in one turn of the event loop, share one statement. */
const gathered = (db: Database): ((access: Access) => DataLoader<ModelUri, Resolved | undefined>) => {
  const loaders = new LRUCache<string, DataLoader<ModelUri, Resolved | undefined>>({ max: GATHERED });
  return (access) => {
    const key = rightsOf(access);
    const known = loaders.get(key);
    if (known !== undefined) return known;
    const made = new DataLoader<ModelUri, Resolved | undefined>((uris) => resolveMany(db.single, by(access), uris), {
      cache: false,
      maxBatchSize: 500,
      // Requests that arrive together are read one by one: only when all have been are their look-ups sent.
      batchScheduleFn: setImmediate,
    });
    loaders.set(key, made);
    return made;
  };
};

const rightsOf = ({ ability }: Access): string => resolving(ability);

const resolving = rightsKey("RegisteredModel", "resolve");

/** Where an answer is kept: by the rights that it was read with, and the URI. */
const placeOf = (access: Access, text: string): string => `${rightsOf(access)} ${text}`;

/** Whether a look-up found what is kept: then its bytes are made already. */
const isSame = (kept: Resolved, found: Resolved): boolean =>
  isAlike(kept.model, found.model) && isAlike(kept.version, found.version) && isAlike(kept.answer, found.answer);

const isAlike = (kept: object, found: object): boolean =>
  Object.keys(found).every((key) => {
    const [before, now] = [kept, found].map((each): unknown => each[key as keyof typeof each]);
    if (!Array.isArray(now) || !Array.isArray(before)) return before === now;
    return before.length === now.length && isAlike(before, now);
  });

const withBytes = (found: Resolved): ResolvedBytes => {
  const body = Buffer.from(JSON.stringify(found.answer));
  return { ...found, body, etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"` };
};
