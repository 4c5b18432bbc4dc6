import { satisfies, type TeamRole } from "../access/roles.js";
import type { DomainError } from "../errors.js";
import { forbidden, DomainError as Refusal } from "../errors.js";

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
}

/** Whose work the signatures check. */
export interface Parties {
  /** The requester and whoever minted the credential that asked. */
  readonly requesters: readonly string[];
  /** Likewise for the version's author. */
  readonly authors: readonly string[];
}

/** A person as a signature would count now. */
export interface Signer {
  readonly id: string;
  readonly kind: string;
  readonly roles: readonly { teamId: string; role: TeamRole; grantedBy: readonly string[] }[];
  /** Who, but the signer, minted the credential that the decision was made with. */
  readonly mintedBy: readonly string[];
}

/** How many places of each requirement the signers fill, policy by policy. */
export interface Count {
  readonly given: readonly (readonly number[])[];
  readonly complete: boolean;
}

/** Counts the signatures: in each policy one person fills at most one place; places are filled by maximum matching. */
export const countSignatures = (
  policies: readonly HeldPolicy[],
  parties: Parties,
  signers: readonly Signer[],
): Count => {
  const given = policies.map((policy) => {
    const eligible = signers.map((signer) => fillable(policy, parties, signer, signers));
    return matchPlaces(policy.requirements, eligible);
  });
  const complete = policies.every((policy, index) =>
    policy.requirements.every(({ count }, place) => (given[index]?.[place] ?? 0) >= count),
  );
  return { given, complete };
};

/** Indexes of the requirements that this signature could count for. */
const fillable = (policy: HeldPolicy, parties: Parties, signer: Signer, signers: readonly Signer[]): number[] => {
  if (signer.kind !== "USER" || isParty(policy, parties, signer.id)) return [];
  if (isDependent(parties, signer, signers)) return [];
  return policy.requirements.flatMap((requirement, index) => (holdsFairly(signer, requirement) ? [index] : []));
};

const isParty = (policy: HeldPolicy, parties: Parties, id: string): boolean =>
  (policy.separationOfDuties.includes("REQUESTER") && parties.requesters.includes(id)) ||
  (policy.separationOfDuties.includes("AUTHOR") && parties.authors.includes(id));

/** The credential came from the requester, the author or another signer of the same request. */
const isDependent = (parties: Parties, signer: Signer, signers: readonly Signer[]): boolean => {
  const interested = [parties.requesters[0], parties.authors[0], ...signers.map(({ id }) => id)];
  return signer.mintedBy.some((minter) => minter !== signer.id && interested.includes(minter));
};

/** Holds a role that satisfies the requirement and that someone else gave. */
const holdsFairly = (signer: Signer, { role, teamId }: Requirement): boolean =>
  signer.roles.some(
    (held) => held.teamId === teamId && satisfies(held.role, role) && !held.grantedBy.includes(signer.id),
  );

/** Maximum bipartite matching by augmenting paths (Kuhn): signers against places. */
const matchPlaces = (requirements: readonly Requirement[], eligible: readonly (readonly number[])[]): number[] => {
  const seats = requirements.flatMap(({ count }, index) => Array.from({ length: count }, () => index));
  const taken: (number | undefined)[] = seats.map(() => undefined);
  const seat = (signer: number, tried: Set<number>): boolean =>
    seats.some((requirement, place) => {
      if (tried.has(place) || !eligible[signer]?.includes(requirement)) return false;
      tried.add(place);
      const sitting = taken[place];
      if (sitting !== undefined && !seat(sitting, tried)) return false;
      taken[place] = signer;
      return true;
    });
  for (let signer = 0; signer < eligible.length; signer++) seat(signer, new Set());
  return requirements.map((_, index) => seats.filter((of, place) => of === index && taken[place] !== undefined).length);
};

/** Why this person's signature would count for nothing, or the role that it would be given in. */
export const judgeSigner = (
  policies: readonly HeldPolicy[],
  parties: Parties,
  signer: Signer,
  others: readonly Signer[],
): { role: TeamRole } | { refusal: DomainError } => {
  if (signer.kind !== "USER")
    return {
      refusal: forbidden("Service accounts never sign: a person with one of the roles that the request names must."),
    };
  const all = [signer, ...others];
  for (const policy of policies) {
    const place = fillable(policy, parties, signer, all)[0];
    const requirement = place === undefined ? undefined : policy.requirements[place];
    if (requirement !== undefined) return { role: requirement.role };
  }
  return { refusal: explain(policies, parties, signer, all) };
};

const explain = (
  policies: readonly HeldPolicy[],
  parties: Parties,
  signer: Signer,
  all: readonly Signer[],
): DomainError => {
  const requirements = policies.flatMap((policy) => policy.requirements);
  const holds = requirements.some(({ role, teamId }) =>
    signer.roles.some((held) => held.teamId === teamId && satisfies(held.role, role)),
  );
  if (policies.some((policy) => isParty(policy, parties, signer.id)))
    return new Refusal(
      "SELF_APPROVAL",
      "Separation of duties: who asked for this move, or made the version, cannot sign it.",
    );
  if (!holds) return forbidden("You hold none of the roles that may sign this request; see its requirements.");
  if (isDependent(parties, signer, all))
    return new Refusal(
      "CREDENTIAL_NOT_INDEPENDENT",
      "This token was minted by the requester, the version's author or another signer: sign with a credential of your own.",
    );
  return new Refusal(
    "CREDENTIAL_NOT_INDEPENDENT",
    "You gave yourself the role that would sign: another owner must give it.",
  );
};

/** Who could ever sign: for the request's `excludes`, which SQL lists and inboxes read. */
export const excludedFrom = (policy: HeldPolicy, parties: Parties): string[] => [
  ...(policy.separationOfDuties.includes("REQUESTER") ? parties.requesters : []),
  ...(policy.separationOfDuties.includes("AUTHOR") ? parties.authors : []),
];

/** What a signature can mean, in the words of 21 CFR 11.50(a)(3). */
export const meanings = ["AUTHORSHIP", "REVIEW", "VALIDATION", "APPROVAL", "RESPONSIBILITY"] as const;
