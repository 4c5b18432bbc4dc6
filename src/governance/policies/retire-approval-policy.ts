import { z } from "zod";
import { command } from "../../acts/command.js";
import { DomainError } from "../../errors.js";
import { id, optionalText } from "../../input.js";
import { endPolicy } from "./policies.store.js";
import { policyAfter, policySubjects, voidOvertaken } from "./policy-entry.js";
import { lockOwnedPolicy, requireAdminWhileHeld } from "./policy-rights.js";

/**
 * Ends a policy and voids the requests opened under it. While a slot that it guards is held that takes an ADMIN.
 * Scope: ADMIN; right: to own what it covers.
 */
export const retireApprovalPolicy = command(
  "retireApprovalPolicy",
  { scope: "ADMIN", input: z.strictObject({ approvalPolicyId: id, reason: optionalText(2_000) }) },
  async (ctx, tx, input) => {
    const { policy, model, requested } = await lockOwnedPolicy(ctx, tx, input.approvalPolicyId);
    if (policy.retiredAt !== null) throw new DomainError("CONFLICT", "The policy is retired already.");
    await requireAdminWhileHeld(ctx, tx, policy, "Retiring");
    await endPolicy(tx, policy.id, ctx.principal.id);
    tx.audit({
      stream: policy.id,
      label: policy.name,
      subjects: policySubjects(policy, model),
      before: policyAfter(policy, policy.revision, policy),
      after: { retired: true },
      reason: input.reason,
    });
    const { id: policyId, name } = policy;
    await voidOvertaken(ctx, tx, requested, {
      text: `the policy "${name}" was retired`,
      policy: { id: policyId, name },
    });
    return { approvalPolicyId: policy.id };
  },
);
