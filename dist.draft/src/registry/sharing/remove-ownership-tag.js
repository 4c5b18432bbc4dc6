import { z } from "zod";
import { command } from "../../acts/command.js";
import { notFound } from "../../errors.js";
import { id } from "../../input.js";
import { touchModel } from "../models.store.js";
import { ownershipKey } from "../ownership-rules.js";
import { lockReadableModel, ownerLink, requireRight } from "../rights.js";
import { nextInstant } from "../slots.store.js";
import { closeOwner, readOwner } from "./ownership.store.js";
import { linkTo, told } from "./ownership-entry.js";
/** Ends an ownership tag of a model; its history stays. */
export const removeOwnershipTag = command("removeOwnershipTag", { scope: "WRITE", input: z.object({ registeredModelId: id, key: ownershipKey }) }, async (ctx, tx, input) => {
    const model = await lockReadableModel(ctx, tx, input.registeredModelId);
    requireRight(ctx, model, "own");
    const earlier = await readOwner(tx, model.id, input.key);
    if (earlier === undefined)
        throw notFound("ownership tag", ["input", "key"]);
    await closeOwner(tx, model.id, input.key, await nextInstant(tx, model.id));
    await touchModel(tx, model.id);
    tx.audit({
        stream: model.id,
        label: model.name,
        subjects: [ownerLink(model), linkTo(earlier)],
        before: { key: input.key, ...told(earlier) },
        after: { key: input.key, ...told(undefined) },
    });
    return { registeredModelId: model.id };
});
//# sourceMappingURL=remove-ownership-tag.js.map