import { placeOf } from "../../access/roles.js";
/**
 * Of the policies that requests were opened under those that the caller may not know: they neither read them nor could
 * fill a place that they ask for. Who signs sees what they sign under.
 */
export const hiddenPolicies = async ({ places }, requests, readableOf) => {
    const hidden = new Set();
    for (const { policies } of requests)
        for (const { id, requirements } of policies)
            if (id !== null && !requirements.some(({ teamId, role }) => places.includes(placeOf(teamId, role))))
                hidden.add(id);
    if (hidden.size > 0)
        for (const id of await readableOf([...hidden]))
            hidden.delete(id);
    return hidden;
};
/** Whether the policy is one of those that are hidden; the rule for contributors is nobody's policy. */
export const isHidden = (hidden, { id }) => id !== null && hidden.has(id);
//# sourceMappingURL=hidden-policies.js.map