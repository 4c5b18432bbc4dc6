import { newId } from "../../db/ids.js";
import { lockModel } from "../../registry/registry.store.js";
import { policiesOfModel, storePolicy, storeRevision } from "./policies.store.js";
import { policyAfter, policySubjects } from "./policy-entry.js";
/**
 * Copies the policies that cover the last holder of a name alone to the model that takes the name, with an entry for each;
 * one that says the same as a policy of the model's own is there already.
 */
export const inheritPolicies = async (tx, model, lastHolderId, by) => {
    await lockModel(tx, lastHolderId, { deleted: true });
    const own = new Set((await policiesOfModel(tx, model.id)).map(({ digest }) => digest));
    const scope = { scope: "MODEL", teamId: null, registeredModelId: model.id };
    for (const policy of await policiesOfModel(tx, lastHolderId)) {
        if (own.has(policy.digest))
            continue;
        const id = newId("pol");
        await storePolicy(tx, { id, ...scope, by });
        await storeRevision(tx, { ...policy, id, revision: 1 }, by);
        tx.audit({
            stream: id,
            action: "createApprovalPolicy",
            label: policy.name,
            subjects: policySubjects(scope, model),
            after: policyAfter(scope, 1, policy),
            decision: { inheritedFrom: policy.id, lastHolder: lastHolderId },
        });
    }
};
//# sourceMappingURL=inherit-policies.step.js.map