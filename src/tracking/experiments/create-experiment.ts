import { randomInt } from "node:crypto";
import { z } from "zod";
import { readTeam } from "../../access/access.store.js";
import { command } from "../../acts/command.js";
import { auditedTags } from "../../audit/audited-text.js";
import { violates } from "../../db/faults.js";
import { newId, ORGANIZATION_ID } from "../../db/ids.js";
import type { Sql } from "../../db/sql.js";
import { DomainError, forbidden, notFound } from "../../errors.js";
import { id } from "../../input.js";
import { experimentName, trackingKey, value } from "../tracking-input.js";
import { trackingLimits as limits } from "../tracking-limits.js";
import { parseArtifactLocation } from "./artifact-location-rules.js";
import { ownerLinks } from "./experiment-rights.js";
import { holderOfExperimentName, storeExperiment, storeExperimentTags } from "./experiments.store.js";

const nameTaken = (name: string, holder: string): DomainError =>
  new DomainError(
    "NAME_TAKEN",
    holder === ORGANIZATION_ID
      ? `Experiment(name=${name}) already exists: it comes with the service, for every team.`
      : `Experiment(name=${name}) already exists in that team; if it is deleted, restore it, or restore and rename it.`,
    { path: ["input", "name"] },
  );

/**
 * Stores an experiment under a name that is free for its owner, else NAME_TAKEN. Names are unique per team, deleted
 * experiments included: they can be restored.
 */
export const storeNamed = async (
  tx: Sql,
  { ownerId, name }: { ownerId: string; name: string },
  store: () => Promise<void>,
): Promise<void> => {
  const holder = await holderOfExperimentName(tx, ownerId, name);
  if (holder !== undefined) throw nameTaken(name, holder);
  try {
    await store();
  } catch (error) {
    throw violates(error, "experiment_owner_id_name_key") ? nameTaken(name, ownerId) : error;
  }
};

/** MLflow's ids are digits. Eighteen random ones: neither their order nor their gaps tell of experiments one may not see. */
const newNumber = (): bigint =>
  BigInt(randomInt(100_000_000, 1_000_000_000)) * 1_000_000_000n + BigInt(randomInt(0, 1_000_000_000));

/** Makes an experiment in a team. */
export const createExperiment = command(
  "createExperiment",
  {
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
  },
  async (ctx, tx, input) => {
    const team = await readTeam(tx, input.teamId);
    if (team === undefined) throw notFound("team", ["input", "teamId"]);
    tx.target({ id: team.id, role: "owner", label: team.slug });
    if (!ctx.access.ability.can("createExperiment", { type: "Team", id: team.id }))
      throw forbidden(`This needs the role CONTRIBUTOR in the team "${team.slug}"; an owner of that team can give it.`);
    const { name } = input;
    const artifactLocation = parseArtifactLocation(input.artifactLocation ?? null);
    const experimentId = newId("exp");
    const number = newNumber();
    const visibility = input.visibility ?? "ORGANIZATION";
    const facts = { name, visibility, artifactLocation };
    await storeNamed(tx, { ownerId: team.id, name }, () =>
      storeExperiment(tx, { id: experimentId, number, ownerId: team.id, by: ctx.principal.id, ...facts }),
    );
    await storeExperimentTags(tx, experimentId, input.tags);
    tx.audit({
      stream: experimentId,
      label: name,
      subjects: ownerLinks(team.id, team.slug),
      after: { ...facts, number: number.toString(), team: team.slug, tags: auditedTags(input.tags) },
    });
    return { experimentId, number: number.toString() };
  },
);
