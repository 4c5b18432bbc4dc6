import DataLoader from "dataloader";
import type { Ctx } from "../../context.js";
import { byId } from "../../graphql/loader.js";
import { type SavedViewRead, savedViewsById } from "./saved-views.queries.js";

/** Saved views by id; null where absent. */
export const savedViewLoader = (ctx: Ctx) =>
  new DataLoader<string, SavedViewRead | null>(async (ids) => byId(ids, await savedViewsById(ctx, ids)));
