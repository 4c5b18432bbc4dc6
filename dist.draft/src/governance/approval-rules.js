import { satisfies } from "../access/roles.js";
import { fillPlaces, handsIn, shareHand } from "./hands-rules.js";
/** Counts the signatures, policy by policy. */
export const countSignatures = (policies, parties, signers) => {
    const given = policies.map((policy) => placesFilled(policy, parties, signers));
    const complete = policies.every((policy, index) => policy.requirements.every(({ count }, place) => (given[index]?.[place] ?? 0) >= count));
    return { given, complete };
};
/** How many places of each of the policy's requirements the signers fill, whatever their order. */
const placesFilled = (policy, parties, signers) => {
    const counted = signers
        .filter((signer) => policy.id !== null || !isMintedByOneOf(signer, signers))
        .sort((one, other) => (one.id < other.id ? -1 : 1));
    return fillPlaces(policy.requirements.map(({ count }) => count), counted.map((signer) => fillable(policy, parties, signer)), counted);
};
/** Indexes of the requirements that this signature could fill if it were the only one. */
export const fillable = (policy, parties, signer) => {
    if (signer.kind !== "USER" || barOf(policy, parties, signer) !== undefined)
        return [];
    return policy.requirements.flatMap((requirement, index) => (holdsFairly(signer, requirement) ? [index] : []));
};
/**
 * What bars the signature, if anything does. Where the policy separates a duty, nobody who stands behind it may have a
 * hand in the signature; whoever asked or made the version themself never may have minted its credential. The rule for
 * contributors separates names alone: the maintainer who approves could move alone.
 */
export const barOf = (policy, parties, signer) => {
    const [, ...minters] = handsIn(signer);
    const bars = ([duty, people]) => {
        const separates = policy.separationOfDuties.includes(duty);
        if (separates && people.includes(signer.id))
            return [{ duty, through: "SIGNER" }];
        const close = separates && policy.id !== null ? people : people.slice(0, 1);
        return minters.some((minter) => close.includes(minter)) ? [{ duty, through: "CREDENTIAL" }] : [];
    };
    const found = [bars(["REQUESTER", parties.requesters]), bars(["AUTHOR", parties.authors])].flat();
    return found.find(({ through }) => through === "SIGNER") ?? found[0];
};
/** Whether another of the signers minted the credential. */
export const isMintedByOneOf = ({ id, mintedBy }, signers) => signers.some((other) => other.id !== id && mintedBy.includes(other.id));
/** Whether the signature leaves the policy's count as it is, since it shares a hand with one that is there. */
export const addsNothing = (policy, parties, signer, others) => {
    if (policy.id === null)
        return false;
    const shared = others.some((other) => shareHand(signer, other) && fillable(policy, parties, other).length > 0);
    if (!shared)
        return false;
    const filledBy = (signers) => placesFilled(policy, parties, signers).reduce((sum, each) => sum + each, 0);
    return filledBy([...others, signer]) === filledBy(others);
};
/** Whether the signer holds a role that satisfies the requirement. */
export const holds = (signer, { role, teamId }) => signer.roles.some((held) => held.teamId === teamId && satisfies(held.role, role));
/** Holds a role that satisfies the requirement and that someone else gave. */
const holdsFairly = (signer, { role, teamId }) => signer.roles.some((held) => held.teamId === teamId && satisfies(held.role, role) && !held.grantedBy.includes(signer.id));
/** Who could ever sign: for the request's `excludes`, which SQL lists and inboxes read. */
export const excludedFrom = (policy, parties) => [
    ...(policy.separationOfDuties.includes("REQUESTER") ? parties.requesters : []),
    ...(policy.separationOfDuties.includes("AUTHOR") ? parties.authors : []),
];
/** What a signature can mean, in the words of 21 CFR 11.50(a)(3). */
export const meanings = ["AUTHORSHIP", "REVIEW", "VALIDATION", "APPROVAL", "RESPONSIBILITY"];
//# sourceMappingURL=approval-rules.js.map