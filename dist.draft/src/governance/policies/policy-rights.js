import { forbidden, notFound } from "../../errors.js";
import { lockModel } from "../../registry/registry.store.js";
import { heldIn } from "../../registry/slots.store.js";
import { policiesById } from "./policies.queries.js";
import { lockPolicy } from "./policies.store.js";
import { lockRequestedModels } from "./policy-entry.js";
import { refuseUnlessPolicyOwner } from "./policy-input.js";
/** Locks a policy that the caller reads and owns: the models that it covers first, as a decision does. */
export const lockOwnedPolicy = async (ctx, tx, id) => {
    const [seen] = await policiesById(tx, ctx.access, [id]);
    if (seen === undefined)
        throw notFound("approval policy");
    const model = seen.registeredModelId === null ? undefined : await lockModel(tx, seen.registeredModelId, { deleted: true });
    tx.target({ id: seen.id, role: "target", label: seen.name });
    refuseUnlessPolicyOwner(ctx, seen, model);
    const requested = await lockRequestedModels(tx, seen);
    const policy = await lockPolicy(tx, id);
    if (policy === undefined)
        throw notFound("approval policy");
    return { policy, model, requested };
};
/**
 * While a version holds a slot that a policy guards, only an ADMIN loosens or retires it: otherwise an owner alone could
 * retire it, move what it guards, and make it again.
 */
export const requireAdminWhileHeld = async (ctx, tx, policy, doing) => {
    if (ctx.access.ability.can("administer", { type: "Organization" }))
        return;
    const held = await heldIn(tx, policy, policy.slots);
    if (held === undefined)
        return;
    throw forbidden(`${doing} "${policy.name}" takes an ADMIN while a slot that it guards is held: version ${held.version} of "${held.model}" holds ${held.slot}. An OWNER may tighten it (more places, slots, bound tags or separation of duties, a shorter expiry), and do all else once nothing is held.`);
};
//# sourceMappingURL=policy-rights.js.map