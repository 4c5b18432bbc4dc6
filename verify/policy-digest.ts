import { canonicalJson, type Json } from "./canonical-json.js";
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
  /** What must hold of a version before it enters; as stored. */
  readonly gates?: readonly Json[];
  readonly rollbackWithinHours?: number;
  /** Risk tiers of the models that it covers, in the order HIGH, MEDIUM, LOW; none: every model. */
  readonly tiers?: readonly string[];
  /** Who signs an emergency, and within how many hours it is reviewed; null: none is allowed. */
  readonly emergency?: {
    readonly requirements: PolicyStatement["requirements"];
    readonly reviewWithinHours: number;
  } | null;
  /** With which keys its signatures are given: OWN_KEY or USER_VERIFIED; NONE: with none. */
  readonly signing?: string;
}

const placesOf = (requirements: PolicyStatement["requirements"]): Json =>
  requirements.map(({ role, teamId, count }) => ({ role, teamId, count }));

/** Hours within which a rollback need not pass the gates again, where a policy does not say. */
export const DEFAULT_ROLLBACK_WITHIN_HOURS = 168;

/**
 * The revision as canonical JSON (RFC 8785); the form is specified in `docs/policy-digest.md`. What came with gates is left
 * out where it is empty or at its default, so that no digest of before changes.
 */
export const policyText = (policy: PolicyStatement): string => {
  const { name, slots, requirements, separationOfDuties, boundTags, expiresAfterHours } = policy;
  const {
    gates = [],
    rollbackWithinHours = DEFAULT_ROLLBACK_WITHIN_HOURS,
    tiers = [],
    emergency = null,
    signing = "NONE",
  } = policy;
  return canonicalJson({
    name,
    slots,
    requirements: placesOf(requirements),
    separationOfDuties,
    boundTags,
    expiresAfterHours,
    ...(gates.length > 0 && { gates }),
    ...(rollbackWithinHours !== DEFAULT_ROLLBACK_WITHIN_HOURS && { rollbackWithinHours }),
    ...(tiers.length > 0 && { tiers }),
    ...(emergency !== null && {
      emergency: { requirements: placesOf(emergency.requirements), reviewWithinHours: emergency.reviewWithinHours },
    }),
    ...(signing !== "NONE" && { signing }),
  });
};

/** Digest of a policy's revision: SHA-256 of `policyText`, in lower-case hex. */
export const policyDigest = (policy: PolicyStatement): string => sha256(policyText(policy));
