import { idPrefix } from "../../db/ids.js";
import { createModelCache } from "./model-cache.js";
/** Answers kept in memory, one per distinct URI asked for with the same rights: its bytes, and the version as GraphQL reads it. */
const KEPT = {
    entries: 50_000,
    bytes: 32 * 1024 * 1024,
    sizeOf: ({ body, version }) => 1_000 + 2 * body.length + 2 * version.description.length,
};
/** Makes the cache; a committed change drops the answers of its model, a change of the organisation drops all. */
export const createResolveCache = (db) => {
    const answers = createModelCache(db, KEPT);
    let lifecycle;
    let epoch = 0;
    db.onChange((changes) => {
        epoch++;
        if (changes === "everything" || changes.some(({ stream }) => idPrefix(stream) === "org"))
            lifecycle = undefined;
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
                    if (begun === epoch)
                        lifecycle = read;
                },
            };
        },
    };
};
//# sourceMappingURL=resolve-cache.js.map