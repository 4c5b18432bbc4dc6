import { randomInt } from "node:crypto";
import { z } from "zod";
import { readTeam } from "../../access/access.store.js";
import { command } from "../../acts/command.js";
import { auditedTags } from "../../audit/audited-text.js";
import { newId } from "../../db/ids.js";
import { forbidden, notFound } from "../../errors.js";
import { id } from "../../input.js";
import { experimentName, trackingKey, value } from "../tracking-input.js";
import { trackingLimits as limits } from "../tracking-limits.js";
import { parseArtifactLocation } from "./artifact-location-rules.js";
import { ownerLinks } from "./experiment-rights.js";
import { storeExperiment, storeExperimentTags, storeNamed } from "./experiments.store.js";
/** MLflow's ids are digits. Eighteen random ones: neither their order nor their gaps tell of experiments one may not see. */
const newNumber = () => BigInt(randomInt(100_000_000, 1_000_000_000)) * 1000000000n + BigInt(randomInt(0, 1_000_000_000));
/** Makes an experiment in a team. */
export const createExperiment = command("createExperiment", {
    scope: "WRITE",
    input: z.object({
        teamId: id,
        name: experimentName,
        visibility: z.enum(["ORGANIZATION", "TEAM"]).nullish(),
        artifactLocation: z.string().nullish(),
        tags: z
            .array(z.strictObject({ key: trackingKey, value: value(limits.experimentTagValue) }))
            .nullish()
            .transform((tags) => [...new Map((tags ?? []).map((tag) => [tag.key, tag])).values()]),
    }),
}, async (ctx, tx, input) => {
    const team = await readTeam(tx, input.teamId);
    if (team === undefined)
        throw notFound("team", ["input", "teamId"]);
    tx.target({ id: team.id, role: "owner", label: team.slug });
    if (!ctx.access.ability.can("createExperiment", { type: "Team", id: team.id }))
        throw forbidden(`This needs the role CONTRIBUTOR in the team "${team.slug}"; an owner of that team can give it.`);
    const { name } = input;
    const artifactLocation = parseArtifactLocation(input.artifactLocation ?? null);
    const experimentId = newId("exp");
    const number = newNumber();
    const visibility = input.visibility ?? "ORGANIZATION";
    const facts = { name, visibility, artifactLocation };
    await storeNamed(tx, { ownerId: team.id, name }, () => storeExperiment(tx, { id: experimentId, number, ownerId: team.id, by: ctx.principal.id, ...facts }));
    await storeExperimentTags(tx, experimentId, input.tags);
    tx.audit({
        stream: experimentId,
        label: name,
        subjects: ownerLinks(team.id, team.slug),
        after: { ...facts, number: number.toString(), team: team.slug, tags: auditedTags(input.tags) },
    });
    return { experimentId, number: number.toString() };
});
//# sourceMappingURL=create-experiment.js.map