import { satisfies, type TeamRole } from "../access/roles.js";
import { fillPlaces, type Hands, handsIn, shareHand } from "./hands-rules.js";

/** With which keys signatures are given, the strongest last: none, one's own, one's own that its user was verified for. */
export const signings = ["NONE", "OWN_KEY", "USER_VERIFIED"] as const;
export type Signing = (typeof signings)[number];

export type Separation = "REQUESTER" | "AUTHOR";

export interface Requirement {
  readonly role: TeamRole;
  readonly teamId: string;
  readonly count: number;
}

/** A policy as a request keeps it from its opening; `id` null is the rule for contributors where no policy applies. */
export interface HeldPolicy {
  readonly id: string | null;
  readonly name: string;
  readonly revision: number;
  readonly digest: string | null;
  readonly requirements: readonly Requirement[];
  readonly separationOfDuties: readonly Separation[];
  readonly boundTags: readonly string[];
  /** Absent: NONE. */
  readonly signing?: Signing | undefined;
}

/** Whose work the signatures check. */
export interface Parties {
  /** The requester and whoever minted the credential that asked. */
  readonly requesters: readonly string[];
  /** The version's maker, whoever wrote what it froze, and whoever minted the credentials of both. */
  readonly authors: readonly string[];
  /** Whoever has waived a gate of one of the policies. */
  readonly waivers?: readonly (Hands & { readonly policy: string })[];
  /** Of a review: whoever signed the emergency. */
  readonly emergencySigners?: readonly Hands[];
}

/** A person as a signature would count now; `mintedBy`: who, but the signer, minted the credential. */
export interface Signer extends Hands {
  readonly kind: string;
  readonly roles: readonly { teamId: string; role: TeamRole; grantedBy: readonly string[] }[];
}

/** A signer as entries tell whom they counted, with the roles that the person held then. */
export const toldSigner = ({ id, roles }: Signer) => ({
  id,
  roles: roles.map(({ teamId, role }) => ({ teamId, role })),
});

/** How many places of each requirement the signers fill. */
export interface Count {
  readonly given: readonly (readonly number[])[];
  readonly complete: boolean;
}

/** Counts the signatures, policy by policy. */
export const countSignatures = (
  policies: readonly HeldPolicy[],
  parties: Parties,
  signers: readonly Signer[],
): Count => {
  const given = policies.map((policy) => placesFilled(policy, parties, signers));
  const complete = policies.every((policy, index) =>
    policy.requirements.every(({ count }, place) => (given[index]?.[place] ?? 0) >= count),
  );
  return { given, complete };
};

/** How many places of each of the policy's requirements the signers fill, whatever their order. */
const placesFilled = (policy: HeldPolicy, parties: Parties, signers: readonly Signer[]): number[] => {
  const counted = signers
    .filter((signer) => policy.id !== null || !isMintedByOneOf(signer, signers))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  return fillPlaces(
    policy.requirements.map(({ count }) => count),
    counted.map((signer) => fillable(policy, parties, signer)),
    counted,
  );
};

/** Indexes of the requirements that this signature could fill if it were the only one. */
export const fillable = (policy: HeldPolicy, parties: Parties, signer: Signer): number[] => {
  if (signer.kind !== "USER" || barOf(policy, parties, signer) !== undefined) return [];
  return policy.requirements.flatMap((requirement, index) => (holdsFairly(signer, requirement) ? [index] : []));
};

/** What stands between a signer and a policy: for whose sake, and whether it is they or their credential. */
export interface Bar {
  readonly duty: Separation | "WAIVER" | "EMERGENCY";
  readonly through: "SIGNER" | "CREDENTIAL";
}

/**
 * What bars the signature, if anything does. Where the policy separates a duty, nobody who stands behind it may have a
 * hand in the signature; whoever asked or made the version themself never may have minted its credential. The rule for
 * contributors separates names alone: the maintainer who approves could move alone. Nobody both waives a gate of a policy and
 * signs under it, nor signs an emergency and reviews it.
 */
export const barOf = (policy: HeldPolicy, parties: Parties, signer: Signer): Bar | undefined => {
  const [, ...minters] = handsIn(signer);
  const bars = ([duty, people]: [Separation, readonly string[]]): Bar[] => {
    const separates = policy.separationOfDuties.includes(duty);
    if (separates && people.includes(signer.id)) return [{ duty, through: "SIGNER" }];
    const close = separates && policy.id !== null ? people : people.slice(0, 1);
    return minters.some((minter) => close.includes(minter)) ? [{ duty, through: "CREDENTIAL" }] : [];
  };
  const waived = (parties.waivers ?? []).filter((each) => each.policy === policy.id && shareHand(each, signer));
  const found = [
    bars(["REQUESTER", parties.requesters]),
    bars(["AUTHOR", parties.authors]),
    (parties.emergencySigners ?? [])
      .filter((each) => shareHand(each, signer))
      .map(({ id }): Bar => ({ duty: "EMERGENCY", through: id === signer.id ? "SIGNER" : "CREDENTIAL" })),
    waived.map(({ id }): Bar => ({ duty: "WAIVER", through: id === signer.id ? "SIGNER" : "CREDENTIAL" })),
  ].flat();
  return found.find(({ through }) => through === "SIGNER") ?? found[0];
};

/** Whether another of the signers minted the credential. */
export const isMintedByOneOf = ({ id, mintedBy }: Hands, signers: readonly Hands[]): boolean =>
  signers.some((other) => other.id !== id && mintedBy.includes(other.id));

/** Whether the signature leaves the policy's count as it is, since it shares a hand with one that is there. */
export const addsNothing = (
  policy: HeldPolicy,
  parties: Parties,
  signer: Signer,
  others: readonly Signer[],
): boolean => {
  if (policy.id === null) return false;
  const shared = others.some((other) => shareHand(signer, other) && fillable(policy, parties, other).length > 0);
  if (!shared) return false;
  const filledBy = (signers: readonly Signer[]): number =>
    placesFilled(policy, parties, signers).reduce((sum, each) => sum + each, 0);
  return filledBy([...others, signer]) === filledBy(others);
};

/** Whether the signer holds a role that satisfies the requirement. */
export const holds = (signer: Signer, { role, teamId }: Requirement): boolean =>
  signer.roles.some((held) => held.teamId === teamId && satisfies(held.role, role));

/** Holds a role that satisfies the requirement and that someone else gave. */
const holdsFairly = (signer: Signer, { role, teamId }: Requirement): boolean =>
  signer.roles.some(
    (held) => held.teamId === teamId && satisfies(held.role, role) && !held.grantedBy.includes(signer.id),
  );

/** Who could ever sign: for the request's `excludes`, which SQL lists and inboxes read. */
export const excludedFrom = (policy: HeldPolicy, parties: Parties): string[] => [
  ...(policy.separationOfDuties.includes("REQUESTER") ? parties.requesters : []),
  ...(policy.separationOfDuties.includes("AUTHOR") ? parties.authors : []),
  ...(parties.waivers ?? []).flatMap((each) => (each.policy === policy.id ? [each.id] : [])),
];

/** What a signature can mean, in the words of 21 CFR 11.50(a)(3). */
export const meanings = ["AUTHORSHIP", "REVIEW", "VALIDATION", "APPROVAL", "RESPONSIBILITY"] as const;
