import { z } from "zod";
import { ingest } from "../../acts/ingest.js";
import { DomainError } from "../../errors.js";
import { id } from "../../input.js";
import { keepAuthors } from "../authors.store.js";
import { requireTrackedRight } from "../tracked-rights.js";
import { loggedModelPairs } from "../tracking-input.js";
import { trackingLimits as limits } from "../tracking-limits.js";
import { requireReadableLoggedModel } from "./logged-model-rights.js";
import { lockLoggedModel, storeLoggedModelParams } from "./logged-models.store.js";
/** Logs params of a logged model, each once: the same value again changes nothing, another is PARAM_CHANGED. */
export const logLoggedModelParams = ingest("logLoggedModelParams", { input: z.object({ loggedModelId: id, params: loggedModelPairs(limits.paramValue) }) }, async (ctx, tx, { loggedModelId, params }) => {
    const model = requireReadableLoggedModel(ctx, tx, await lockLoggedModel(tx, loggedModelId));
    requireTrackedRight(ctx, "LoggedModel", model, "contribute");
    const clash = await storeLoggedModelParams(tx, model.uuid, params);
    if (clash !== undefined)
        throw new DomainError("PARAM_CHANGED", `Changing param values is not allowed: the logged model has the param '${clash}' with another value.`);
    if (params.length > 0)
        await keepAuthors(tx, ctx, [model.uuid]);
});
//# sourceMappingURL=log-logged-model-params.js.map