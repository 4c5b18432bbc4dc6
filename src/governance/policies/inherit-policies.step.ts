import type { Tx } from "../../acts/command.js";
import { lockModel } from "../../registry/registry.store.js";
import type { GuardedModel } from "../../registry/slot-guard.js";
import { makePolicy } from "./make-policy.step.js";
import { policiesOfModel } from "./policies.store.js";
import type { StoredScope } from "./policy-input.js";

/**
 * Copies the policies that cover the last holder of a name alone to the model that takes the name, with an entry for each;
 * one that says the same as a policy of the model's own is there already.
 */
export const inheritPolicies = async (tx: Tx, model: GuardedModel, lastHolderId: string, by: string): Promise<void> => {
  await lockModel(tx, lastHolderId, { deleted: true });
  const own = new Set((await policiesOfModel(tx, model.id)).map(({ digest }) => digest));
  const scope: StoredScope = { scope: "MODEL", teamId: null, registeredModelId: model.id };
  for (const policy of await policiesOfModel(tx, lastHolderId)) {
    if (own.has(policy.digest)) continue;
    const decision = { inheritedFrom: policy.id, lastHolder: lastHolderId };
    const entry = { action: "createApprovalPolicy", decision };
    await makePolicy(tx, { scope, model, content: policy, by, entry });
  }
};
