import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { DomainError } from "../../errors.js";
import { id } from "../../input.js";
import { type PolicyRow, storeRevision } from "./policies.store.js";
import { policyAfter, policySubjects, voidOvertaken } from "./policy-entry.js";
import { type PolicyModel, policyContent, policyShape } from "./policy-input.js";
import { lockOwnedPolicy, requireAdminWhileHeld } from "./policy-rights.js";
import { isLooser, type Strength } from "./policy-strength-rules.js";

const changes = z.strictObject(policyShape).partial();

/**
 * Makes a new revision of a policy, which voids the requests opened under the one before; what changes nothing makes
 * none. To loosen it while a slot that it guards is held takes an ADMIN. Scope: ADMIN; right: to own what it covers.
 */
export const updateApprovalPolicy = command(
  "updateApprovalPolicy",
  { scope: "ADMIN", input: changes.extend({ approvalPolicyId: id }) },
  async (ctx, tx, { approvalPolicyId, ...input }) => {
    const { policy, model, requested } = await lockOwnedPolicy(ctx, tx, approvalPolicyId);
    if (policy.retiredAt !== null) throw new DomainError("CONFLICT", "The policy is retired: create a new one.");
    const content = await policyContent(tx, {
      name: input.name ?? policy.name,
      slots: input.slots ?? [...policy.slots],
      requirements: input.requirements ?? [...policy.requirements],
      separationOfDuties: input.separationOfDuties ?? [...policy.separationOfDuties],
      boundTags: input.boundTags ?? [...policy.boundTags],
      expiresAfterHours: input.expiresAfterHours ?? policy.expiresAfterHours,
      gates: input.gates,
      keptGates: policy.gates,
      rollbackWithinHours: input.rollbackWithinHours ?? policy.rollbackWithinHours,
      tiers: input.tiers ?? [...policy.tiers],
      signing: input.signing ?? policy.signing,
      emergency: input.emergency === undefined ? kept(policy.emergency) : input.emergency,
    });
    if (content.digest === policy.digest) return new Unchanged({ approvalPolicyId: policy.id });
    if (isLooser(strengthOf(policy, model), strengthOf({ ...policy, ...content }, model)))
      await requireAdminWhileHeld(ctx, tx, policy, "Loosening");
    const revision = policy.revision + 1;
    await storeRevision(tx, { id: policy.id, revision, ...content }, ctx.principal.id);
    tx.audit({
      stream: policy.id,
      label: content.name,
      subjects: policySubjects(policy, model),
      before: policyAfter(policy, policy.revision, policy),
      after: policyAfter(policy, revision, content),
    });
    const cause = { text: `the policy "${content.name}" was changed`, policy: { id: policy.id, name: content.name } };
    await voidOvertaken(ctx, tx, requested, cause);
    return { approvalPolicyId: policy.id };
  },
);

const kept = (emergency: PolicyRow["emergency"]) =>
  emergency && { ...emergency, requirements: [...emergency.requirements] };

/** "No team" is the team that owns the model, where the policy's scope tells which that is. */
const strengthOf = (policy: PolicyRow, model: PolicyModel | undefined): Strength => {
  const owner = policy.teamId ?? model?.teamId ?? null;
  return { ...policy, requirements: policy.requirements.map((each) => ({ ...each, teamId: each.teamId ?? owner })) };
};
