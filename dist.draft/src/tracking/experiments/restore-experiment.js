import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { id } from "../../input.js";
import { lockReadableExperiment, ownerLinks, requireExperimentRight } from "./experiment-rights.js";
import { storeExperimentRestoration } from "./experiments.store.js";
/** Brings a deleted experiment back with every run in it, those that were deleted one by one too, as MLflow does. */
export const restoreExperiment = command("restoreExperiment", { scope: "WRITE", input: z.object({ experimentId: id }) }, async (ctx, tx, input) => {
    const experiment = await lockReadableExperiment(ctx, tx, input.experimentId);
    requireExperimentRight(ctx, experiment, "maintain");
    const result = { experimentId: experiment.id };
    if (experiment.deletedAt === null)
        return new Unchanged(result);
    await storeExperimentRestoration(tx, experiment.id);
    tx.audit({
        stream: experiment.id,
        label: experiment.name,
        subjects: ownerLinks(experiment.ownerId, experiment.ownerSlug),
        before: { deleted: true },
        after: { deleted: false },
    });
    return result;
});
//# sourceMappingURL=restore-experiment.js.map