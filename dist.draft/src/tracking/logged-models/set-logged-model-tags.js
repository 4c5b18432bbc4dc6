import { z } from "zod";
import { ingest } from "../../acts/ingest.js";
import { id } from "../../input.js";
import { requireTrackedRight } from "../tracked-rights.js";
import { loggedModelPairs } from "../tracking-input.js";
import { trackingLimits } from "../tracking-limits.js";
import { requireReadableLoggedModel } from "./logged-model-rights.js";
import { lockLoggedModel, storeLoggedModelTags } from "./logged-models.store.js";
/** Sets tags of a logged model, over the values they had. */
export const setLoggedModelTags = ingest("setLoggedModelTags", { input: z.object({ loggedModelId: id, tags: loggedModelPairs(trackingLimits.tagValue) }) }, async (ctx, tx, { loggedModelId, tags }) => {
    const model = requireReadableLoggedModel(ctx, tx, await lockLoggedModel(tx, loggedModelId));
    requireTrackedRight(ctx, "LoggedModel", model, "contribute");
    await storeLoggedModelTags(tx, model.uuid, tags);
});
//# sourceMappingURL=set-logged-model-tags.js.map