import { canonicalJson } from "./canonical-json.js";
import { sha256 } from "./sha256.js";

/** What one revision of an approval policy says, its scope apart: what its digest is over. */
export interface PolicyStatement {
  readonly name: string;
  readonly slots: readonly string[];
  /** `teamId` is null where the team that owns the model signs. */
  readonly requirements: readonly { readonly role: string; readonly teamId: string | null; readonly count: number }[];
  readonly separationOfDuties: readonly string[];
  readonly boundTags: readonly string[];
  readonly expiresAfterHours: number;
}

/** The revision as canonical JSON (RFC 8785); the form is specified in `docs/policy-digest.md`. */
export const policyText = (policy: PolicyStatement): string => {
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
export const policyDigest = (policy: PolicyStatement): string => sha256(policyText(policy));
