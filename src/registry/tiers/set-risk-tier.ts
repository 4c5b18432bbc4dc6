import { z } from "zod";
import { command, type Tx, Unchanged } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { forbidden } from "../../errors.js";
import { id, reason } from "../../input.js";
import type { LockedModel } from "../registry.store.js";
import { lockReadableModel, ownerLink, requireRight } from "../rights.js";
import { countedTier, isLower, type RiskTier, riskTiers } from "./tier-rules.js";
import { readTier, storeTier } from "./tiers.store.js";

/**
 * Says how much harm a model can do, and why. Open requests to which other policies apply then are void. Scope: ADMIN;
 * right: to own the model; to lower it takes an ADMIN.
 */
export const setRiskTier = command(
  "setRiskTier",
  { scope: "ADMIN", input: z.strictObject({ registeredModelId: id, tier: z.enum(riskTiers), rationale: reason }) },
  async (ctx, tx, { registeredModelId, tier, rationale }) => {
    const model = await lockReadableModel(ctx, tx, registeredModelId);
    requireRight(ctx, model, "own");
    const earlier = await readTier(tx, model.id);
    if (earlier?.tier === tier && earlier.rationale === rationale) return new Unchanged({ registeredModelId });
    await requireAdminToLower(ctx, tx, model, { before: earlier?.tier ?? null, after: tier });
    await storeTier(tx, model.id, { tier, rationale }, ctx.principal.id);
    tx.audit({
      stream: model.id,
      label: model.name,
      subjects: [ownerLink(model)],
      before: { riskTier: earlier?.tier ?? null },
      after: { riskTier: tier },
      reason: rationale,
    });
    if (earlier?.tier !== tier) await ctx.guard.voidOutdated(tx, model.id, `the risk tier was set to ${tier}`);
    return { registeredModelId };
  },
);

interface Change {
  readonly before: RiskTier | null;
  readonly after: RiskTier;
}

/** Nobody slips out of a policy by saying that their model is harmless: a first tier may free it of none. */
const requireAdminToLower = async (ctx: Ctx, tx: Tx, model: LockedModel, { before, after }: Change): Promise<void> => {
  if (!isLower(after, countedTier(before)) || ctx.access.ability.can("administer", { type: "Organization" })) return;
  if (before !== null)
    throw forbidden(`Lowering the risk tier from ${before} to ${after} takes an ADMIN; an OWNER sets it or raises it.`);
  if (await ctx.guard.isFreedBy(tx, model, after))
    throw forbidden(
      `A model without a risk tier counts as HIGH, and a policy that applies to this one would no longer apply if it were ${after}: to set that takes an ADMIN.`,
    );
};
