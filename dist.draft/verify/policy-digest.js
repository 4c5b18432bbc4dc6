import { canonicalJson } from "./canonical-json.js";
import { sha256 } from "./sha256.js";
/** The revision as canonical JSON (RFC 8785); the form is specified in `docs/policy-digest.md`. */
export const policyText = (policy) => {
    const { name, slots, requirements, separationOfDuties, boundTags, expiresAfterHours } = policy;
    return canonicalJson({
        name,
        slots,
        requirements: requirements.map(({ role, teamId, count }) => ({ role, teamId, count })),
        separationOfDuties,
        boundTags,
        expiresAfterHours,
    });
};
/** Digest of a policy's revision: SHA-256 of `policyText`, in lower-case hex. */
export const policyDigest = (policy) => sha256(policyText(policy));
//# sourceMappingURL=policy-digest.js.map