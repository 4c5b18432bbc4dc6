import { z } from "zod";
import { command, type Tx, Unchanged } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { violates } from "../../db/faults.js";
import { DomainError } from "../../errors.js";
import { id, modelName } from "../../input.js";
import { nameTaken, storeModelName } from "../models.store.js";
import type { LockedModel } from "../registry.store.js";
import { lockReadableModel, ownerLink, requireRight } from "../rights.js";
import { wayOutFor } from "../slots/way-out-rules.js";
import { slotsHeldIn } from "../slots.store.js";
import { inheritPolicies, keeperOfName, requireFreeName } from "./model-name.step.js";

/**
 * Gives a model another name; ids, grants and history stay. Refused while the model holds a slot that a policy guards
 * under either name; what was asked under the old name is void.
 */
export const renameRegisteredModel = command(
  "renameRegisteredModel",
  { scope: "WRITE", input: z.object({ registeredModelId: id, name: modelName }) },
  async (ctx, tx, input) => {
    const model = await lockReadableModel(ctx, tx, input.registeredModelId);
    requireRight(ctx, model, "maintain");
    const result = { registeredModelId: model.id };
    if (input.name === model.name) return new Unchanged(result);
    const lastHolderId = await requireFreeName(tx, input.name, model.teamId);
    const keptFor = await keeperOfName(ctx, tx, model);
    await inheritPolicies(ctx, tx, { ...model, name: input.name, isNew: false }, lastHolderId);
    await requireNothingGuarded(ctx, tx, model);
    try {
      await storeModelName(tx, model.id, input.name, keptFor);
    } catch (error) {
      throw violates(error, "registered_model_name") ? nameTaken(input.name) : error;
    }
    tx.audit({
      stream: model.id,
      label: input.name,
      subjects: [ownerLink(model)],
      before: { name: model.name },
      after: { name: input.name },
    });
    await ctx.guard.voidAll(tx, model.id, `the registered model was renamed from "${model.name}" to "${input.name}"`);
    return result;
  },
);

/** By the policies of the old name and, inherited before, of the new one. */
const requireNothingGuarded = async (ctx: Ctx, tx: Tx, model: LockedModel): Promise<void> => {
  const held = await slotsHeldIn(tx, model.id);
  const [slot] = await ctx.guard.guarded(
    tx,
    model,
    held.map((each) => each.slot),
  );
  if (slot === undefined) return;
  const holder = held.find((each) => each.slot === slot);
  throw new DomainError(
    "EXCLUSIVE_STAGE_HELD",
    `Version ${holder?.version} of "${model.name}" holds ${slot}, which an approval policy guards under this name or the new one: ${wayOutFor(slot, "its name")}.`,
    { path: ["input", "name"], details: { slot } },
  );
};
