import { countSignatures, excludedFrom, type HeldPolicy, type Parties, type Signer } from "../approval-rules.js";
import { isHidden } from "../policies/hidden-policies.js";

interface Counting {
  readonly parties: Parties;
  readonly signers: readonly Signer[];
  readonly hidden: ReadonlySet<string>;
}

/** The places of each policy, and how many of them are filled; a hidden policy's say nothing of it. */
export const requirementRows = (policies: readonly HeldPolicy[], { parties, signers, hidden }: Counting) => {
  const { given } = countSignatures(policies, parties, signers);
  return policies.flatMap((policy, index) =>
    policy.requirements.map(({ role, teamId, count }, place) => ({
      role,
      needed: count,
      given: given[index]?.[place] ?? 0,
      ...(isHidden(hidden, policy)
        ? { teamId: null, policyName: null, policyId: null, policyRevision: null }
        : {
            teamId,
            policyName: policy.name,
            policyId: policy.id,
            policyRevision: policy.id === null ? null : policy.revision,
          }),
      excludes: excludedFrom(policy, parties),
    })),
  );
};
