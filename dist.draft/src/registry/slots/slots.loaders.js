import DataLoader from "dataloader";
import { readLifecycle } from "../lifecycle.store.js";
import { effectiveEdges } from "../lifecycle-rules.js";
import { holdersInModels, slotsOfVersions } from "./slots.queries.js";
/** Slots by the id of a version that the caller reads. */
export const heldSlotsLoader = (ctx) => new DataLoader(async (ids) => {
    const rows = await slotsOfVersions(ctx.db.reader, ids);
    return ids.map((id) => rows.filter(({ versionId }) => versionId === id));
});
/** Holders of exclusive slots by the id of a model that the caller reads. */
export const holdersLoader = (ctx) => new DataLoader(async (ids) => {
    const rows = await holdersInModels(ctx.db.reader, ids);
    return ids.map((id) => rows.filter(({ modelId }) => modelId === id));
});
/** The lifecycle, read once a request under any key. */
export const lifecycleLoader = (ctx) => new DataLoader(async (keys) => {
    const lifecycle = await readLifecycle(ctx.db.reader);
    return keys.map(() => ({ ...lifecycle, edges: effectiveEdges(lifecycle) }));
});
//# sourceMappingURL=slots.loaders.js.map