import { z } from "zod";
import { command } from "../../acts/command.js";
import { id, reason } from "../../input.js";
import { storeModelDeletion } from "../models.store.js";
import { lockReadableModel, ownerLink, requireRight, versionLabel } from "../rights.js";
import { dropTransferOffer } from "../sharing/grants.store.js";
import { entriesFor, requireNothingHeld } from "../slots/deletable.js";
import { nextInstant, slotsHeldIn } from "../slots.store.js";
import { releaseSlotsOfModel } from "../versions.store.js";
import { keeperOfName } from "./model-name.step.js";
/** Deletes a model: its record and versions stay for those who read deleted things, its name becomes free. */
export const deleteRegisteredModel = command("deleteRegisteredModel", { scope: "WRITE", input: z.object({ registeredModelId: id, reason }) }, async (ctx, tx, input) => {
    const model = await lockReadableModel(ctx, tx, input.registeredModelId);
    requireRight(ctx, model, "maintain");
    const held = await slotsHeldIn(tx, model.id);
    await requireNothingHeld(ctx, tx, model, held);
    const released = await releaseSlotsOfModel(tx, model.id, await nextInstant(tx, model.id));
    await dropTransferOffer(tx, model.id);
    await storeModelDeletion(tx, model, ctx.principal.id, await keeperOfName(ctx, tx, model));
    const entry = {
        stream: model.id,
        label: model.name,
        subjects: [ownerLink(model)],
        before: { name: model.name, slots: held.map(({ slot }) => slot) },
        after: { deleted: true },
        reason: input.reason,
    };
    const touched = released.map((version) => ({
        id: version.id,
        role: "subject",
        label: versionLabel(model, version),
    }));
    for (const each of entriesFor(entry, touched))
        tx.audit(each);
    await ctx.guard.voidOutdated(tx, model.id, "the registered model was deleted");
    return { registeredModelId: model.id };
});
//# sourceMappingURL=delete-registered-model.js.map