import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { id } from "../../input.js";
import { experimentName } from "../tracking-input.js";
import { lockReadableExperiment, ownerLinks, refuseDefault, requireExperimentRight, requireLiveExperiment, } from "./experiment-rights.js";
import { storeExperimentFacts, storeNamed } from "./experiments.store.js";
/** Changes an experiment's name, and who reads it; a field that is absent stays as it is. */
export const updateExperiment = command("updateExperiment", {
    scope: "WRITE",
    input: z.object({
        experimentId: id,
        name: experimentName.nullish(),
        visibility: z.enum(["ORGANIZATION", "TEAM"]).nullish(),
    }),
}, async (ctx, tx, input) => {
    const experiment = await lockReadableExperiment(ctx, tx, input.experimentId);
    refuseDefault(experiment);
    requireExperimentRight(ctx, experiment, "maintain");
    requireLiveExperiment(experiment);
    const result = { experimentId: experiment.id };
    const before = { name: experiment.name, visibility: experiment.visibility };
    const after = { name: input.name ?? before.name, visibility: input.visibility ?? before.visibility };
    if (after.visibility !== before.visibility)
        requireExperimentRight(ctx, experiment, "own");
    const renamed = after.name !== before.name;
    if (!renamed && after.visibility === before.visibility)
        return new Unchanged(result);
    const { ownerId, ownerSlug } = experiment;
    const store = () => storeExperimentFacts(tx, experiment.id, after);
    await (renamed ? storeNamed(tx, { ownerId, name: after.name }, store) : store());
    const subjects = ownerLinks(ownerId, ownerSlug);
    tx.audit({ stream: experiment.id, label: after.name, subjects, before, after });
    return result;
});
//# sourceMappingURL=update-experiment.js.map