import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { id } from "../../input.js";
import { lockReadableExperiment, ownerLinks, refuseDefault, requireExperimentRight } from "./experiment-rights.js";
import { storeExperimentDeletion } from "./experiments.store.js";
/** Deletes an experiment with every run in it; `restoreExperiment` brings both back. */
export const deleteExperiment = command("deleteExperiment", { scope: "WRITE", input: z.object({ experimentId: id }) }, async (ctx, tx, input) => {
    const experiment = await lockReadableExperiment(ctx, tx, input.experimentId);
    refuseDefault(experiment);
    requireExperimentRight(ctx, experiment, "maintain");
    const result = { experimentId: experiment.id };
    if (experiment.deletedAt !== null)
        return new Unchanged(result);
    await storeExperimentDeletion(tx, experiment.id, ctx.principal.id);
    tx.audit({
        stream: experiment.id,
        label: experiment.name,
        subjects: ownerLinks(experiment.ownerId, experiment.ownerSlug),
        before: { deleted: false },
        after: { deleted: true },
    });
    return result;
});
//# sourceMappingURL=delete-experiment.js.map