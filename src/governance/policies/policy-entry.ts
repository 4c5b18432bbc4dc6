import type { Json } from "../../../verify/canonical-json.js";
import type { Tx } from "../../acts/command.js";
import type { Link } from "../../audit/entry.js";
import type { BaseCtx } from "../../context.js";
import { ORGANIZATION_ID } from "../../db/ids.js";
import { lockModel } from "../../registry/registry.store.js";
import type { Cause } from "../cause.js";
import { voidUnderPolicy } from "../void-outdated.step.js";
import { modelsWithOpenRequests } from "./policies.store.js";
import type { PolicyContent, PolicyModel, StoredScope } from "./policy-input.js";

/** What a policy's entry touches: the organisation, the team or the model that it covers. */
export const policySubjects = (scope: StoredScope, model: Omit<PolicyModel, "visibility"> | undefined): Link[] => {
  if (scope.scope === "ORGANIZATION") return [{ id: ORGANIZATION_ID, role: "subject" }];
  if (scope.teamId !== null) return [{ id: scope.teamId, role: "owner" }];
  return model === undefined
    ? []
    : [
        { id: model.id, role: "subject", label: model.name },
        { id: model.teamId, role: "owner" },
      ];
};

const told = (requirements: PolicyContent["requirements"]): Json =>
  requirements.map(({ role, teamId, count }) => ({ role, team: teamId, count }));

/** The policy's content as its entry keeps it. */
export const policyAfter = (scope: StoredScope, revision: number, content: PolicyContent): Json => ({
  scope: scope.scope,
  team: scope.teamId,
  model: scope.registeredModelId,
  revision,
  name: content.name,
  slots: [...content.slots],
  requirements: told(content.requirements),
  separationOfDuties: [...content.separationOfDuties],
  boundTags: [...content.boundTags],
  expiresAfterHours: content.expiresAfterHours,
  ...(content.gates.length > 0 && {
    gates: content.gates as readonly Json[],
    rollbackWithinHours: content.rollbackWithinHours,
  }),
  ...(content.tiers.length > 0 && { tiers: [...content.tiers] }),
  ...(content.emergency !== null && {
    emergency: {
      requirements: told(content.emergency.requirements),
      reviewWithinHours: content.emergency.reviewWithinHours,
    },
  }),
  ...(content.signing !== "NONE" && { signing: content.signing }),
  digest: content.digest,
});

/** Locks the models with open requests that a policy covers: before the policy's own row, as a decision does. */
export const lockRequestedModels = async (tx: Tx, scope: StoredScope): Promise<string[]> => {
  const ids = (await modelsWithOpenRequests(tx, scope)).map(({ id }) => id);
  for (const id of ids) await lockModel(tx, id, { deleted: true });
  return ids;
};

/** Voids the open requests that were opened under an earlier revision of a policy, or that it now covers too. */
export const voidOvertaken = async (
  ctx: BaseCtx,
  tx: Tx,
  modelIds: readonly string[],
  cause: Required<Cause>,
): Promise<void> => {
  for (const id of modelIds) await voidUnderPolicy(tx, ctx.db.kinds, id, cause);
};
