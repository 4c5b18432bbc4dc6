import { z } from "zod";
import { readTeam } from "../../access/access.store.js";
import { command } from "../../acts/command.js";
import { auditedTags } from "../../audit/audited-text.js";
import { violates } from "../../db/faults.js";
import { newId } from "../../db/ids.js";
import { forbidden, notFound } from "../../errors.js";
import { description, id, modelName } from "../../input.js";
import { nameTaken, storeModel } from "../models.store.js";
import { tagList, visibilities } from "../registry-input.js";
import { ownerLink } from "../rights.js";
import { storeTags } from "../tags.store.js";
import { inheritPolicies, requireFreeName } from "./model-name.step.js";

/** Makes an empty registered model in a team. */
export const createRegisteredModel = command(
  "createRegisteredModel",
  {
    scope: "WRITE",
    input: z.object({
      name: modelName,
      teamId: id,
      description: description.nullish(),
      visibility: z.enum(visibilities).nullish(),
      tags: tagList,
    }),
  },
  async (ctx, tx, input) => {
    const team = await readTeam(tx, input.teamId);
    if (team === undefined) throw notFound("team", ["input", "teamId"]);
    tx.target({ id: team.id, role: "owner", label: team.slug });
    if (!ctx.access.ability.can("createModel", { type: "Team", id: team.id }))
      throw forbidden(`This needs the role CONTRIBUTOR in the team "${team.slug}"; an owner of that team can give it.`);
    const lastHolderId = await requireFreeName(tx, input.name, team.id);
    const registeredModelId = newId("mod");
    const facts = {
      name: input.name,
      visibility: input.visibility ?? "ORGANIZATION",
      description: input.description ?? "",
    };
    try {
      await storeModel(tx, { id: registeredModelId, teamId: team.id, by: ctx.principal.id, ...facts });
    } catch (error) {
      throw violates(error, "registered_model_name") ? nameTaken(input.name) : error;
    }
    await storeTags(tx, registeredModelId, input.tags, { by: ctx.principal.id, mintedBy: ctx.credential.mintedBy });
    tx.audit({
      stream: registeredModelId,
      label: input.name,
      subjects: [ownerLink({ teamId: team.id, teamSlug: team.slug })],
      after: { ...facts, team: team.slug, tags: auditedTags(input.tags) },
    });
    const model = { id: registeredModelId, name: input.name, teamId: team.id, isNew: true };
    await inheritPolicies(ctx, tx, model, lastHolderId);
    return { registeredModelId };
  },
);
