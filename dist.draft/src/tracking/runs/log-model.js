import { z } from "zod";
import { ingest } from "../../acts/ingest.js";
import { id } from "../../input.js";
import { numberKeys } from "../keys.store.js";
import { requireTrackedRight } from "../tracked-rights.js";
import { trackingLimits as limits } from "../tracking-limits.js";
import { requireLiveRun, requireReadableRun } from "./run-rights.js";
import { lockRun, readRunTag, storeRunTags } from "./runs.store.js";
/** The tag in which a run lists the models that 2.x clients logged. */
const HISTORY = "mlflow.log-model.history";
const model = z.record(z.string(), z.unknown()).refine((given) => JSON.stringify([given]).length <= limits.tagValue, {
    error: `the run lists the model in its tag ${HISTORY}, which holds ${limits.tagValue.toLocaleString("en-US")} characters, and it takes more: leave out of its flavors what the MLmodel file says.`,
});
/** Adds a model's description to the run's list of them: once, however often it is sent; the oldest make room. */
export const logModel = ingest("logModel", { input: z.object({ runId: id, modelJson: model }) }, async (ctx, tx, { runId, modelJson }) => {
    const run = requireReadableRun(ctx, tx, await lockRun(tx, runId));
    requireTrackedRight(ctx, "Run", run, "contribute");
    requireLiveRun(run);
    const numbers = await numberKeys(ctx.db, [HISTORY]);
    const listed = listIn(await readRunTag(tx, run.uuid, numbers.get(HISTORY) ?? -1));
    if (listed.some((each) => JSON.stringify(each) === JSON.stringify(modelJson)))
        return;
    const models = [...listed, modelJson];
    while (models.length > 1 && JSON.stringify(models).length > limits.tagValue)
        models.shift();
    await storeRunTags(tx, run, [{ key: HISTORY, value: JSON.stringify(models) }], numbers);
});
/** What the tag lists; nothing where somebody wrote something else into it. */
const listIn = (json) => {
    try {
        const list = JSON.parse(json ?? "[]");
        return Array.isArray(list) ? list : [];
    }
    catch {
        return [];
    }
};
//# sourceMappingURL=log-model.js.map