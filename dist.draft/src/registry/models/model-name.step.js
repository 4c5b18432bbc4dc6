import { isNameTaken, lastHolderOfName, nameTaken } from "../models.store.js";
import { slotsEverHeldIn } from "../slots.store.js";
/** Refuses a name that another model has, or that stays with another team; answers the model that had it last. */
export const requireFreeName = async (tx, name, teamId) => {
    if (await isNameTaken(tx, name))
        throw nameTaken(name);
    const last = await lastHolderOfName(tx, name);
    if (last === undefined || last.keptFor === null)
        return null;
    if (last.keptFor !== teamId)
        throw nameTaken(name);
    return last.id;
};
/** What a name serves stays guarded: the model that takes it gets the policies of the one that had it last. */
export const inheritPolicies = async (ctx, tx, model, lastHolderId) => {
    if (lastHolderId === null || lastHolderId === model.id)
        return;
    await ctx.guard.inheritPolicies(tx, model, lastHolderId, ctx.principal.id);
};
/** The team that the model's name stays with when it is freed; null when anybody may take it. */
export const keeperOfName = async (ctx, tx, model) => (await ctx.guard.keepsName(tx, model, await slotsEverHeldIn(tx, model.id))) ? model.teamId : null;
//# sourceMappingURL=model-name.step.js.map