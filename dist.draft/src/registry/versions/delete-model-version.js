import { z } from "zod";
import { command } from "../../acts/command.js";
import { id, reason } from "../../input.js";
import { touchModel } from "../models.store.js";
import { lockReadableVersion, requireRight, versionLabel, versionLinks } from "../rights.js";
import { requireNothingHeld } from "../slots/deletable.js";
import { nextInstant, releaseSlots, slotsHeldBy } from "../slots.store.js";
import { storeVersionDeletion } from "../versions.store.js";
/** Deletes a version: its record stays for those who read deleted things, its number is never used again. */
export const deleteModelVersion = command("deleteModelVersion", { scope: "WRITE", input: z.object({ modelVersionId: id, reason }) }, async (ctx, tx, input) => {
    const { model, version } = await lockReadableVersion(ctx, tx, input.modelVersionId);
    requireRight(ctx, model, "maintain");
    const held = await slotsHeldBy(tx, version.id);
    await requireNothingHeld(ctx, tx, model, held);
    await releaseSlots(tx, model.id, version.id);
    await storeVersionDeletion(tx, version.id, await nextInstant(tx, model.id), ctx.principal.id);
    await touchModel(tx, model.id);
    const label = versionLabel(model, version);
    tx.audit({
        stream: version.id,
        label,
        subjects: versionLinks(model),
        before: { slots: held.map(({ slot }) => slot) },
        after: { deleted: true },
        reason: input.reason,
    });
    await ctx.guard.voidOutdated(tx, model.id, `the version ${label} was deleted`);
    return { modelVersionId: version.id };
});
//# sourceMappingURL=delete-model-version.js.map