import { takeTurn } from "../../access/access.store.js";
import type { Tx } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { isNameTaken, lastHolderOfName, nameTaken } from "../models.store.js";
import type { GuardedModel } from "../slot-guard.js";
import { slotsEverHeldIn } from "../slots.store.js";
import { inheritTier } from "../tiers/inherit-tier.step.js";

/**
 * Refuses a name that another model has, or that stays with another team; answers the model that had it last. Whoever wants
 * the same name waits until this transaction ends: what is found here holds until the name is stored.
 */
export const requireFreeName = async (tx: Tx, name: string, teamId: string): Promise<string | null> => {
  await takeTurn(tx, `model name ${name}`);
  if (await isNameTaken(tx, name)) throw nameTaken(name);
  const last = await lastHolderOfName(tx, name);
  if (last === undefined || last.keptFor === null) return null;
  if (last.keptFor !== teamId) throw nameTaken(name);
  return last.id;
};

/** What a name serves stays guarded: the model that takes it gets the policies, and the risk tier, of the one that had it last. */
export const inheritPolicies = async (
  ctx: Ctx,
  tx: Tx,
  model: GuardedModel & { readonly isNew: boolean },
  lastHolderId: string | null,
): Promise<void> => {
  if (lastHolderId === null || lastHolderId === model.id) return;
  await ctx.guard.inheritPolicies(tx, model, lastHolderId, ctx.principal.id);
  await inheritTier(tx, model, lastHolderId, ctx.principal.id);
};

/** The team that the model's name stays with when it is freed; null when anybody may take it. */
export const keeperOfName = async (ctx: Ctx, tx: Tx, model: GuardedModel): Promise<string | null> =>
  (await ctx.guard.keepsName(tx, model, await slotsEverHeldIn(tx, model.id))) ? model.teamId : null;
