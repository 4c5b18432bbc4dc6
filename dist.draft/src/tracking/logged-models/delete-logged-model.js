import { z } from "zod";
import { command } from "../../acts/command.js";
import { id } from "../../input.js";
import { requireTrackedRight, trackedLinks } from "../tracked-rights.js";
import { requireReadableLoggedModel } from "./logged-model-rights.js";
import { lockLoggedModel, storeLoggedModelDeletion } from "./logged-models.store.js";
/** Deletes a logged model; what versions froze of it is not touched. */
export const deleteLoggedModel = command("deleteLoggedModel", { scope: "WRITE", input: z.object({ loggedModelId: id }) }, async (ctx, tx, { loggedModelId }) => {
    const model = requireReadableLoggedModel(ctx, tx, await lockLoggedModel(tx, loggedModelId));
    requireTrackedRight(ctx, "LoggedModel", model, "maintain");
    await storeLoggedModelDeletion(tx, model.id, ctx.principal.id);
    tx.audit({
        stream: model.id,
        label: model.name,
        subjects: trackedLinks(model),
        before: { deleted: false },
        after: { deleted: true },
    });
    return { loggedModelId: model.id };
});
//# sourceMappingURL=delete-logged-model.js.map