import { z } from "zod";
import { command } from "../acts/command.js";
import { DomainError } from "../errors.js";
import { id, optionalText } from "../input.js";
import { lockVisiblePolicy } from "./policies.queries.js";
import { endPolicy } from "./policies.store.js";
import { policyAfter, policySubjects } from "./policy-entry.js";
import { refuseUnlessPolicyOwner } from "./policy-input.js";

/** Ends a policy for requests to come; open ones keep the revision they were opened under. Scope: ADMIN. */
export const retireApprovalPolicy = command(
  "retireApprovalPolicy",
  { scope: "ADMIN", input: z.strictObject({ approvalPolicyId: id, reason: optionalText(2_000) }) },
  async (ctx, tx, input) => {
    const { policy, model } = await lockVisiblePolicy(ctx, tx, input.approvalPolicyId);
    refuseUnlessPolicyOwner(ctx, policy, model);
    if (policy.retiredAt !== null) throw new DomainError("CONFLICT", "The policy is retired already.");
    await endPolicy(tx, policy.id, ctx.principal.id);
    tx.audit({
      stream: policy.id,
      label: policy.name,
      subjects: policySubjects(policy, model),
      before: policyAfter(policy, policy.revision, policy),
      after: { retired: true },
      reason: input.reason,
    });
    return { approvalPolicyId: policy.id };
  },
);
