import { z } from "zod";
import { ingest } from "../../acts/ingest.js";
import { notFound } from "../../errors.js";
import { id } from "../../input.js";
import { requireTrackedRight } from "../tracked-rights.js";
import { requireReadableLoggedModel } from "./logged-model-rights.js";
import { dropLoggedModelTag, hasLoggedModelTag, lockLoggedModel } from "./logged-models.store.js";
/** Takes a tag from a logged model. */
export const deleteLoggedModelTag = ingest("deleteLoggedModelTag", {
    settles: async (db, { uuid, key }) => !(await hasLoggedModelTag(db, uuid, key)),
    input: z.object({ loggedModelId: id, key: z.string().refine((key) => key.isWellFormed() && !key.includes("\0")) }),
}, async (ctx, tx, { loggedModelId, key }) => {
    const model = requireReadableLoggedModel(ctx, tx, await lockLoggedModel(tx, loggedModelId));
    requireTrackedRight(ctx, "LoggedModel", model, "contribute");
    if (!(await dropLoggedModelTag(tx, model.uuid, key)))
        throw notFound("tag", ["input", "key"]);
    return { uuid: model.uuid, key };
});
//# sourceMappingURL=delete-logged-model-tag.js.map