import { z } from "zod";
import { command } from "../acts/command.js";
import { DomainError } from "../errors.js";
import { id } from "../input.js";
import { lockVisiblePolicy } from "./policies.queries.js";
import { storeRevision } from "./policies.store.js";
import { policyAfter, policySubjects, voidOvertaken } from "./policy-entry.js";
import { policyContent, policyShape, refuseUnlessPolicyOwner } from "./policy-input.js";

const changes = z.strictObject(policyShape).partial();

/** Makes a new revision of a policy; open requests keep the revision they were opened under. Scope: ADMIN. */
export const updateApprovalPolicy = command(
  "updateApprovalPolicy",
  { scope: "ADMIN", input: changes.extend({ approvalPolicyId: id }) },
  async (ctx, tx, { approvalPolicyId, ...input }) => {
    const { policy, model } = await lockVisiblePolicy(ctx, tx, approvalPolicyId);
    refuseUnlessPolicyOwner(ctx, policy, model);
    if (policy.retiredAt !== null) throw new DomainError("CONFLICT", "The policy is retired: create a new one.");
    const content = await policyContent(tx, {
      name: input.name ?? policy.name,
      slots: input.slots ?? [...policy.slots],
      requirements: input.requirements ?? [...policy.requirements],
      separationOfDuties: input.separationOfDuties ?? [...policy.separationOfDuties],
      boundTags: input.boundTags ?? [...policy.boundTags],
      expiresAfterHours: input.expiresAfterHours ?? policy.expiresAfterHours,
    });
    const revision = policy.revision + 1;
    await storeRevision(tx, { id: policy.id, revision, ...content }, ctx.principal.id);
    tx.audit({
      stream: policy.id,
      label: content.name,
      subjects: policySubjects(policy, model),
      before: policyAfter(policy, policy.revision, policy),
      after: policyAfter(policy, revision, content),
    });
    await voidOvertaken(tx, policy, `the policy "${content.name}" was changed`);
    return { approvalPolicyId: policy.id };
  },
);
