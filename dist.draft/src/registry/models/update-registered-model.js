import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { description, id } from "../../input.js";
import { storeModelFacts } from "../models.store.js";
import { visibilities } from "../registry-input.js";
import { lockReadableModel, ownerLink, requireRight } from "../rights.js";
/** Changes a model's description, and who reads it; a field that is absent stays as it is. */
export const updateRegisteredModel = command("updateRegisteredModel", {
    scope: "WRITE",
    input: z.object({
        registeredModelId: id,
        description: description.nullish(),
        visibility: z.enum(visibilities).nullish(),
    }),
}, async (ctx, tx, input) => {
    const model = await lockReadableModel(ctx, tx, input.registeredModelId);
    requireRight(ctx, model, "maintain");
    const result = { registeredModelId: model.id };
    const wanted = {
        description: input.description ?? model.description,
        visibility: input.visibility ?? model.visibility,
    };
    if (wanted.visibility !== model.visibility)
        requireRight(ctx, model, "own");
    if (wanted.description === model.description && wanted.visibility === model.visibility)
        return new Unchanged(result);
    await storeModelFacts(tx, model.id, wanted);
    tx.audit({
        stream: model.id,
        label: model.name,
        subjects: [ownerLink(model)],
        before: { description: model.description, visibility: model.visibility },
        after: wanted,
    });
    return result;
});
//# sourceMappingURL=update-registered-model.js.map