import DataLoader from "dataloader";
import type { Ctx } from "../../context.js";
import { edgeLoader, under } from "../../graphql/loader.js";
import type { RiskTier } from "./tier-rules.js";
import { type TierRead, tiersOf, tiersThen } from "./tiers.queries.js";

/** Every tier that a model had, by model. */
export const tierHistoryLoader = (ctx: Ctx) =>
  new DataLoader<string, TierRead[]>(async (ids) => under(ids, await tiersOf(ctx.db.reader, ids)));

/** The tier that a model had at an instant, by model; null when it had none. */
export const tierThenLoader = (ctx: Ctx) =>
  edgeLoader<string, RiskTier | null>(async (ids, at) =>
    under(ids, await tiersThen(ctx.db.reader, ids, at)).map(([row]) => row?.tier ?? null),
  );
