import { createHash } from "node:crypto";
import DataLoader from "dataloader";
import { LRUCache } from "lru-cache";
import { rightsKey } from "../../access/rights-key.js";
import { readLifecycle } from "../lifecycle.store.js";
import { findStage } from "../lifecycle-rules.js";
import { requirePast, resolveMany, resolveThen } from "./resolve.queries.js";
import { createResolveCache } from "./resolve-cache.js";
import { parseModelUri } from "./resolve-uri.js";
/** Rights whose look-ups are gathered at one time. */
const GATHERED = 1_000;
/**
 * Makes the resolver. The right comes before the cache: what is remembered is remembered for the rights it was read with,
 * and the database is asked with them, so that a hidden name takes the very steps that an absent one takes. Misses of one
 * turn that go by the same rights share one statement.
 */
export const createResolver = (db) => {
    const cache = createResolveCache(db);
    const loaders = new LRUCache({ max: GATHERED });
    const by = ({ ability }) => ({ ability, action: "resolve" });
    const loaderFor = (access) => {
        const key = rightsOf(access);
        const known = loaders.get(key);
        if (known !== undefined)
            return known;
        const made = new DataLoader((uris) => resolveMany(db.single, by(access), uris), {
            cache: false,
            maxBatchSize: 500,
            // Requests that arrive together are read one by one: only when all have been are their look-ups sent.
            batchScheduleFn: setImmediate,
        });
        loaders.set(key, made);
        return made;
    };
    const spell = async (uri) => {
        if (uri.by !== "stage")
            return uri;
        const look = cache.begin();
        const lifecycle = cache.lifecycle() ?? (await readLifecycle(db.single));
        look.keepLifecycle(lifecycle);
        const stage = findStage(lifecycle, uri.value);
        return stage && { ...uri, value: stage.name };
    };
    const load = async (access, text) => {
        const look = cache.begin();
        const uri = await spell(parseModelUri(text));
        const found = uri && (await loaderFor(access).load(uri));
        const bytes = found && withBytes(found);
        if (bytes !== undefined)
            look.keep(placeOf(access, text), bytes);
        return bytes;
    };
    const loadThen = async (access, text, at) => {
        await requirePast(db.single, at);
        const uri = await spell(parseModelUri(text));
        const found = uri && (await resolveThen(db.single, by(access), uri, at));
        return found && withBytes(found);
    };
    const cached = (access, text) => cache.get(placeOf(access, text));
    return {
        cached,
        resolve: async (access, text, { at, fresh } = {}) => {
            if (at != null)
                return loadThen(access, text, at);
            return (fresh === true ? undefined : cached(access, text)) ?? load(access, text);
        },
    };
};
const rightsOf = ({ ability }) => rightsKey(ability, "RegisteredModel", "resolve");
/** Where an answer is kept: by the rights that it was read with, and the URI. */
const placeOf = (access, text) => `${rightsOf(access)} ${text}`;
const withBytes = (found) => {
    const body = Buffer.from(JSON.stringify(found.answer));
    return { ...found, body, etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"` };
};
//# sourceMappingURL=resolve.js.map