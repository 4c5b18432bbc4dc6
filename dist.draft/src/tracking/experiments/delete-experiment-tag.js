import { z } from "zod";
import { command } from "../../acts/command.js";
import { auditedText } from "../../audit/audited-text.js";
import { notFound } from "../../errors.js";
import { id } from "../../input.js";
import { lockReadableExperiment, ownerLinks, requireLiveExperiment, requireTagging } from "./experiment-rights.js";
import { dropExperimentTag, readExperimentTag, touchExperiment } from "./experiments.store.js";
/** Takes a tag from an experiment. */
export const deleteExperimentTag = command("deleteExperimentTag", { scope: "WRITE", input: z.object({ experimentId: id, key: z.string() }) }, async (ctx, tx, { experimentId, key }) => {
    const experiment = await lockReadableExperiment(ctx, tx, experimentId);
    requireTagging(ctx, experiment);
    requireLiveExperiment(experiment);
    const earlier = await readExperimentTag(tx, experiment.id, key);
    if (earlier === undefined)
        throw notFound("tag", ["input", "key"]);
    await dropExperimentTag(tx, experiment.id, key);
    await touchExperiment(tx, experiment.id);
    tx.audit({
        stream: experiment.id,
        label: experiment.name,
        subjects: ownerLinks(experiment.ownerId, experiment.ownerSlug),
        before: { key, value: auditedText(earlier) },
        after: { key, value: null },
    });
    return { experimentId: experiment.id };
});
//# sourceMappingURL=delete-experiment-tag.js.map