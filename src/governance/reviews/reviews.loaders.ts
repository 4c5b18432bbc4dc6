import DataLoader from "dataloader";
import type { Ctx } from "../../context.js";
import { byId } from "../../graphql/loader.js";
import type { Signer } from "../approval-rules.js";
import { confirmersOfMany, type ReviewRead, reviewsBy } from "./reviews.queries.js";

/** Reviews by id, null where absent or hidden. */
export const reviewLoader = (ctx: Ctx) =>
  new DataLoader<string, ReviewRead | null>(async (ids) =>
    byId(ids, await reviewsBy(ctx.db.reader, ctx.access.ability, "id", ids)),
  );

/** The review of an emergency, by the request's id; null where there is none. */
export const reviewOfRequestLoader = (ctx: Ctx) =>
  new DataLoader<string, ReviewRead | null>(async (ids) => {
    const rows = await reviewsBy(ctx.db.reader, ctx.access.ability, "transition_request_id", ids);
    return ids.map((id) => rows.find(({ requestId }) => requestId === id) ?? null);
  });

/** Who has confirmed the review of a request that the caller reads, by the request's id. */
export const confirmersLoader = (ctx: Ctx) =>
  new DataLoader<string, Signer[]>(async (ids) => {
    const confirmers = await confirmersOfMany(ctx.db.reader, ids);
    return ids.map((id) => confirmers.get(id) ?? []);
  });
