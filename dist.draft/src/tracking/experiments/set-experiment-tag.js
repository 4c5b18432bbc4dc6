import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { auditedText } from "../../audit/audited-text.js";
import { id } from "../../input.js";
import { trackingKey, value } from "../tracking-input.js";
import { trackingLimits } from "../tracking-limits.js";
import { lockReadableExperiment, ownerLinks, requireLiveExperiment, requireTagging } from "./experiment-rights.js";
import { readExperimentTag, storeExperimentTags, touchExperiment } from "./experiments.store.js";
/** Sets a tag on an experiment, over the value it had. */
export const setExperimentTag = command("setExperimentTag", {
    scope: "WRITE",
    input: z.object({ experimentId: id, key: trackingKey, value: value(trackingLimits.experimentTagValue) }),
}, async (ctx, tx, tag) => {
    const experiment = await lockReadableExperiment(ctx, tx, tag.experimentId);
    requireTagging(ctx, experiment);
    requireLiveExperiment(experiment);
    const result = { experimentId: experiment.id };
    const earlier = await readExperimentTag(tx, experiment.id, tag.key);
    if (earlier === tag.value)
        return new Unchanged(result);
    await storeExperimentTags(tx, experiment.id, [tag]);
    await touchExperiment(tx, experiment.id);
    tx.audit({
        stream: experiment.id,
        label: experiment.name,
        subjects: ownerLinks(experiment.ownerId, experiment.ownerSlug),
        before: { key: tag.key, value: auditedText(earlier) },
        after: { key: tag.key, value: auditedText(tag.value) },
    });
    return result;
});
//# sourceMappingURL=set-experiment-tag.js.map