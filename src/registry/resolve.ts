import { createHash } from "node:crypto";
import DataLoader from "dataloader";
import { LRUCache } from "lru-cache";
import type { Access } from "../access/ability.js";
import type { Changes, Database } from "../db/database.js";
import { idPrefix } from "../db/ids.js";
import { invalid } from "../errors.js";
import { readLifecycle } from "./lifecycle.store.js";
import { findStage, type Lifecycle } from "./lifecycle-rules.js";
import { isFuture, type Resolved, resolveMany, resolveThen } from "./resolve.queries.js";
import { type ModelUri, parseModelUri } from "./resolve-uri.js";

/** A resolved URI with its answer as bytes, ready to send. */
export interface ResolvedBytes extends Resolved {
  readonly body: Buffer;
  readonly etag: string;
}

export interface ResolveOptions {
  /** An RFC 3339 instant of the past: who held the name then. */
  readonly at?: string | null | undefined;
  /** Ask the database even if the answer is cached. */
  readonly fresh?: boolean;
}

export type Resolve = (access: Access, uri: string, options?: ResolveOptions) => Promise<ResolvedBytes | undefined>;

/** Answers kept in memory: one per distinct URI asked for. */
const CACHE_SIZE = 50_000;

/**
 * Makes the resolver of `models:` URIs. Cached answers are dropped when an entry on their model or version commits, on
 * this replica at once, elsewhere within 100 ms; they are not used when the change feed has been silent for a second.
 * Absent and invisible are both undefined.
 */
export const createResolver = (db: Database): Resolve => {
  const cache = new LRUCache<string, ResolvedBytes>({ max: CACHE_SIZE });
  const urisOf = new Map<string, Set<string>>();
  let lifecycle: Lifecycle | undefined;
  let epoch = 0;
  const drop = (modelId: string): void => {
    for (const uri of urisOf.get(modelId) ?? []) cache.delete(uri);
    urisOf.delete(modelId);
  };
  const forgetAll = (): void => {
    cache.clear();
    urisOf.clear();
    lifecycle = undefined;
  };
  const forget = (changes: Changes): void => {
    epoch++;
    if (changes === "everything") return forgetAll();
    for (const { stream, subjects } of changes) {
      if (idPrefix(stream) === "org") forgetAll();
      for (const id of [stream, ...subjects]) if (idPrefix(id) === "mod") drop(id);
    }
  };
  db.onChange(forget);
  const loader = new DataLoader<ModelUri, Resolved | undefined>((uris) => resolveMany(db.read, uris), {
    cache: false,
    maxBatchSize: 500,
  });
  const spell = async (uri: ModelUri): Promise<ModelUri | undefined> => {
    if (uri.by !== "stage") return uri;
    const before = epoch;
    const current = lifecycle ?? (await readLifecycle(db.read));
    if (before === epoch && db.heardRecently()) lifecycle = current;
    const stage = findStage(current, uri.value);
    return stage && { ...uri, value: stage.name };
  };
  const load = async (text: string): Promise<ResolvedBytes | undefined> => {
    const before = epoch;
    const uri = await spell(parseModelUri(text));
    const found = uri && (await loader.load(uri));
    if (found === undefined) return undefined;
    const bytes = withBytes(found);
    if (before === epoch) {
      cache.set(text, bytes);
      const uris = urisOf.get(found.model.id);
      if (uris === undefined) urisOf.set(found.model.id, new Set([text]));
      else uris.add(text);
    }
    return bytes;
  };
  return async (access, text, options = {}) => {
    if (options.at != null) {
      if (await isFuture(db.read, options.at)) throw invalid("at", "an instant of the past; this one is still to come.");
      const uri = await spell(parseModelUri(text));
      const found = uri && (await resolveThen(db.read, uri, options.at));
      return found && access.ability.can("resolve", found.model) ? withBytes(found) : undefined;
    }
    const cached = options.fresh !== true && db.heardRecently() ? cache.get(text) : undefined;
    const found = cached ?? (await load(text));
    return found !== undefined && access.ability.can("resolve", found.model) ? found : undefined;
  };
};

const withBytes = (found: Resolved): ResolvedBytes => {
  const body = Buffer.from(JSON.stringify(found.answer));
  return { ...found, body, etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"` };
};
