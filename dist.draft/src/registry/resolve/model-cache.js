import { LRUCache } from "lru-cache";
import { idPrefix } from "../../db/ids.js";
/** What an entry takes beside its value: keys, maps, objects. */
const ENTRY_BYTES = 400;
/** Makes a cache; a committed change drops what was read of its model, a change of the organisation drops all. */
export const createModelCache = (db, { entries, bytes, sizeOf }) => {
    const keysOf = new Map();
    const values = new LRUCache({
        max: entries,
        maxSize: bytes,
        sizeCalculation: ({ value }, key) => ENTRY_BYTES + 4 * key.length + sizeOf(value),
        dispose: ({ modelId }, key) => {
            const keys = keysOf.get(modelId);
            keys?.delete(key);
            if (keys?.size === 0)
                keysOf.delete(modelId);
        },
    });
    let epoch = 0;
    const forget = (modelId) => {
        for (const key of [...(keysOf.get(modelId) ?? [])])
            values.delete(key);
    };
    db.onChange((changes) => {
        epoch++;
        if (changes === "everything")
            return values.clear();
        for (const { stream, subjects } of changes) {
            if (idPrefix(stream) === "org")
                values.clear();
            for (const id of [stream, ...subjects])
                if (idPrefix(id) === "mod")
                    forget(id);
        }
    });
    return {
        get: (key) => (db.heardRecently() ? values.get(key)?.value : undefined),
        begin: () => {
            const begun = epoch;
            return {
                keep: (key, modelId, value) => {
                    if (begun !== epoch)
                        return;
                    values.set(key, { modelId, value });
                    if (!values.has(key))
                        return;
                    const keys = keysOf.get(modelId) ?? new Set();
                    keysOf.set(modelId, keys.add(key));
                },
            };
        },
    };
};
//# sourceMappingURL=model-cache.js.map