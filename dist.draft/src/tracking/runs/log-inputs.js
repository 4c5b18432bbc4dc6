import { z } from "zod";
import { ingest } from "../../acts/ingest.js";
import { id } from "../../input.js";
import { keepAuthors } from "../authors.store.js";
import { readableModelUuids } from "../logged-models/logged-model-rights.js";
import { requireTrackedRight } from "../tracked-rights.js";
import { value } from "../tracking-input.js";
import { trackingLimits as limits } from "../tracking-limits.js";
import { storeDatasetInputs, storeModelInputs } from "./inputs.store.js";
import { requireLiveRun, requireReadableRun } from "./run-rights.js";
import { lockRun } from "./runs.store.js";
const filled = (max) => value(max).refine((given) => given !== "", { error: "not empty." });
const dataset = z.object({
    name: filled(limits.datasetName),
    digest: filled(limits.datasetDigest),
    sourceType: filled(limits.datasetName),
    source: filled(limits.datasetSource),
    schema: value(limits.datasetSchema).nullable(),
    profile: value(limits.datasetProfile).nullable(),
    tags: z
        .array(z.object({ key: filled(limits.inputTagKey), value: value(limits.inputTagValue) }))
        .max(100)
        .transform((tags) => [...new Map(tags.map((tag) => [tag.key, tag])).values()]),
});
/** Says which data sets and logged models a run used. A logged model that the caller cannot read is NOT_FOUND. */
export const logInputs = ingest("logInputs", { input: z.object({ runId: id, datasets: z.array(dataset).max(1_000), modelIds: z.array(id).max(1_000) }) }, async (ctx, tx, { runId, datasets, modelIds }) => {
    // Links keep the order they are given in: two calls on one run must not wait for each other in a ring.
    const run = requireReadableRun(ctx, tx, await lockRun(tx, runId));
    requireTrackedRight(ctx, "Run", run, "contribute");
    requireLiveRun(run);
    const first = new Map(datasets.toReversed().map((each) => [JSON.stringify([each.name, each.digest]), each]));
    await storeDatasetInputs(tx, run, [...first.values()].toReversed());
    await storeModelInputs(tx, run.uuid, await readableModelUuids(ctx, tx, modelIds));
    if (datasets.length + modelIds.length > 0)
        await keepAuthors(tx, ctx, [run.uuid]);
});
//# sourceMappingURL=log-inputs.js.map