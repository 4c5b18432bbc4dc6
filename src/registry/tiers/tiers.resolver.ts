import { Arg, Args, Ctx as Context, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { principalLoader } from "../../access/access.loaders.js";
import { Principal } from "../../access/access.types.js";
import type { Ctx } from "../../context.js";
import { ListArgs } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { mutate } from "../../graphql/mutate.js";
import { Policy } from "../../graphql/policy.js";
import { DateTime } from "../../graphql/scalars.js";
import type { ModelRead } from "../models.queries.js";
import { RegisteredModel } from "../registry.types.js";
import { rereadModel } from "../reread.js";
import { requirePast } from "../resolve/resolve.queries.js";
import { setRiskTier } from "./set-risk-tier.js";
import { tierHistoryLoader, tierThenLoader } from "./tiers.loaders.js";
import { RiskTier, RiskTierInterval, SetRiskTierInput, SetRiskTierPayload } from "./tiers.types.js";

@Resolver(() => RegisteredModel)
export class ModelTiersResolver {
  @Mutation(() => SetRiskTierPayload, {
    description:
      "Classifies a model, from now on: policies that name tiers apply by it, and open requests to which others apply then are void. Only an ADMIN lowers it; a model without a tier counts as HIGH.",
  })
  @Policy({ scope: "ADMIN", description: "OWNER of the model's team; to lower it, ADMIN" })
  setRiskTier(
    @Context() ctx: Ctx,
    @Arg("input", () => SetRiskTierInput, { description: "The tier." }) input: SetRiskTierInput,
  ) {
    return mutate(ctx, () => setRiskTier(ctx, { ...input }), rereadModel(ctx));
  }

  @FieldResolver(() => RiskTier, {
    nullable: true,
    description: "Its risk tier; null when nobody has classified it, which counts as HIGH.",
  })
  @Policy({ scope: "READ" })
  async riskTier(
    @Root() model: ModelRead,
    @Context() ctx: Ctx,
    @Arg("at", () => DateTime, { nullable: true, description: "An instant of the past; absent means now." })
    at: string | null,
  ) {
    if (at == null) return model.riskTier;
    await requirePast(ctx.db.reader, at);
    return loader(ctx, tierThenLoader).load({ id: model.id, args: at });
  }

  @FieldResolver(() => [RiskTierInterval], { description: "Every risk tier that it had, the oldest first." })
  @Policy({ scope: "READ" })
  async riskTiers(@Root() model: ModelRead, @Context() ctx: Ctx, @Args(() => ListArgs) { first }: ListArgs) {
    return (await loader(ctx, tierHistoryLoader).load(model.id)).slice(0, first);
  }
}

@Resolver(() => RiskTierInterval)
export class RiskTierIntervalResolver {
  @FieldResolver(() => Principal, { description: "The principal that set it." })
  @Policy({ scope: "READ" })
  setBy(@Root() interval: RiskTierInterval, @Context() ctx: Ctx) {
    return loader(ctx, principalLoader).load(interval.setById);
  }
}
