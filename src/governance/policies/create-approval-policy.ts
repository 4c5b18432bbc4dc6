import { z } from "zod";
import { command } from "../../acts/command.js";
import { makePolicy } from "./make-policy.step.js";
import { lockRequestedModels, voidOvertaken } from "./policy-entry.js";
import { policyContent, policyShape } from "./policy-input.js";
import { lockOwnedScope, policyScope } from "./policy-scope.step.js";

/** Sets a policy over slots of the organisation, a team or a model. Scope: ADMIN; right: to own what it covers. */
export const createApprovalPolicy = command(
  "createApprovalPolicy",
  { scope: "ADMIN", input: z.strictObject({ ...policyShape, scope: policyScope }) },
  async (ctx, tx, { scope: given, ...input }) => {
    const { scope, model } = await lockOwnedScope(ctx, tx, given);
    const content = await policyContent(tx, input);
    const id = await makePolicy(tx, { scope, model, content, by: ctx.principal.id });
    const cause = { text: `the policy "${content.name}" was created`, policy: { id, name: content.name } };
    await voidOvertaken(ctx, tx, await lockRequestedModels(tx, scope), cause);
    return { approvalPolicyId: id };
  },
);
