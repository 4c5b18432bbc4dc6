import { z } from "zod";
import { command } from "../../acts/command.js";
import { newId } from "../../db/ids.js";
import { invalid, notFound } from "../../errors.js";
import { id } from "../../input.js";
import { lockModel } from "../../registry/registry.store.js";
import { readsModel } from "../../registry/rights.js";
import { slugOfTeam, storePolicy, storeRevision } from "./policies.store.js";
import { lockRequestedModels, policyAfter, policySubjects, voidOvertaken } from "./policy-entry.js";
import {
  type PolicyModel,
  policyContent,
  policyShape,
  refuseUnlessPolicyOwner,
  type StoredScope,
} from "./policy-input.js";

const scope = z.strictObject({
  organization: z.boolean().nullish(),
  teamId: id.nullish(),
  registeredModelId: id.nullish(),
});

/** Sets a policy over slots of the organisation, a team or a model. Scope: ADMIN; right: to own what it covers. */
export const createApprovalPolicy = command(
  "createApprovalPolicy",
  { scope: "ADMIN", input: z.strictObject({ ...policyShape, scope }) },
  async (ctx, tx, { scope: given, ...input }) => {
    const stored = parseScope(given);
    let model: PolicyModel | undefined;
    if (stored.registeredModelId !== null) {
      model = await lockModel(tx, stored.registeredModelId);
      if (model === undefined || !readsModel(ctx, model))
        throw notFound("registered model", ["input", "scope", "registeredModelId"]);
    }
    if (stored.teamId !== null && (await slugOfTeam(tx, stored.teamId)) === undefined)
      throw notFound("team", ["input", "scope", "teamId"]);
    refuseUnlessPolicyOwner(ctx, stored, model);
    const content = await policyContent(tx, input);
    const policyId = newId("pol");
    await storePolicy(tx, { id: policyId, ...stored, by: ctx.principal.id });
    await storeRevision(tx, { id: policyId, revision: 1, ...content }, ctx.principal.id);
    tx.audit({
      stream: policyId,
      label: content.name,
      subjects: policySubjects(stored, model),
      after: policyAfter(stored, 1, content),
    });
    const cause = { text: `the policy "${content.name}" was created`, policy: { id: policyId, name: content.name } };
    await voidOvertaken(ctx, tx, await lockRequestedModels(tx, stored), cause);
    return { approvalPolicyId: policyId };
  },
);

const parseScope = (given: z.output<typeof scope>): StoredScope => {
  const teamId = given.teamId ?? null;
  const registeredModelId = given.registeredModelId ?? null;
  const chosen = [given.organization === true, teamId !== null, registeredModelId !== null].filter(Boolean);
  if (chosen.length !== 1) throw invalid("scope", "exactly one of organization: true, teamId, registeredModelId.");
  const name = teamId !== null ? "TEAM" : registeredModelId !== null ? "MODEL" : "ORGANIZATION";
  return { scope: name, teamId, registeredModelId };
};
