import DataLoader from "dataloader";
import type { Ctx } from "../../context.js";
import { readLifecycle } from "../lifecycle.store.js";
import { effectiveEdges, type Lifecycle, type LifecycleEdge } from "../lifecycle-rules.js";
import { type HeldRow, holdersInModels, slotsOfVersions } from "./slots.queries.js";

/** Slots by the id of a version that the caller reads. */
export const heldSlotsLoader = (ctx: Ctx) =>
  new DataLoader<string, HeldRow[]>(async (ids) => {
    const rows = await slotsOfVersions(ctx.db.reader, ids);
    return ids.map((id) => rows.filter(({ versionId }) => versionId === id));
  });

/** Holders of exclusive slots by the id of a model that the caller reads. */
export const holdersLoader = (ctx: Ctx) =>
  new DataLoader<string, { slot: string; version: number; since: string }[]>(async (ids) => {
    const rows = await holdersInModels(ctx.db.reader, ids);
    return ids.map((id) => rows.filter(({ modelId }) => modelId === id));
  });

/** The lifecycle, read once a request under any key. */
export const lifecycleLoader = (ctx: Ctx) =>
  new DataLoader<"current", Lifecycle & { edges: readonly LifecycleEdge[] }>(async (keys) => {
    const lifecycle = await readLifecycle(ctx.db.reader);
    return keys.map(() => ({ ...lifecycle, edges: effectiveEdges(lifecycle) }));
  });
