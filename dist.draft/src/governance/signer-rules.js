import { DomainError, forbidden } from "../errors.js";
import { addsNothing, barOf, fillable, holds, isMintedByOneOf, } from "./approval-rules.js";
/** Why this person's signature would count for nothing, or the role that it would be given in. */
export const judgeSigner = (signing) => {
    const { verdict, policies, parties, signer, others } = signing;
    if (signer.kind !== "USER")
        return {
            refusal: forbidden("Service accounts never sign: a person with one of the roles that the request names must."),
        };
    const able = policies.filter((policy) => fillable(policy, parties, signer).length > 0);
    const place = able[0] && fillable(able[0], parties, signer)[0];
    const role = place === undefined ? undefined : able[0]?.requirements[place]?.role;
    if (role === undefined)
        return { refusal: explain(signing) };
    if (isMintedByOneOf(signer, others))
        return { refusal: dependent(MINTED_BY_SIGNER) };
    const idle = verdict === "APPROVE" && able.every((policy) => addsNothing(policy, parties, signer, others));
    return idle ? { refusal: dependent(SHARES_A_HAND) } : { role };
};
const OWN_TOKEN = "Ask an administrator for an invitation (createInvitation), make a token of your own by it, and sign with that.";
const MINTED_BY_SIGNER = "Another signer of this request minted the token that you sign with: both signatures could be theirs.";
const SHARES_A_HAND = "One person had a hand in the token that you sign with and in another signature of this request, as its bearer or by having minted its token: the two count as one, and that one is given. If the other signer's token is the one that was minted for them, they do the same.";
const dependent = (why) => new DomainError("CREDENTIAL_NOT_INDEPENDENT", `${why} ${OWN_TOKEN}`);
const explain = ({ policies, parties, signer }) => {
    const bars = policies.flatMap((policy) => barOf(policy, parties, signer) ?? []);
    const own = bars.find(({ through }) => through === "SIGNER");
    if (own !== undefined)
        return new DomainError("SELF_APPROVAL", selfApproval(own, parties, signer));
    if (!policies.some(({ requirements }) => requirements.some((requirement) => holds(signer, requirement))))
        return forbidden("You hold none of the roles that may sign this request; see its requirements.");
    const [bar] = bars;
    if (bar !== undefined)
        return dependent(ofCredential(bar));
    return new DomainError("CREDENTIAL_NOT_INDEPENDENT", "You gave yourself the role that would sign: another owner must give it.");
};
const selfApproval = ({ duty }, { requesters, authors }, { id }) => {
    const did = duty === "REQUESTER"
        ? requesters[0] === id
            ? "you asked for this move"
            : "you minted the token that asked for this move"
        : authors[0] === id
            ? "you made this version"
            : "you opened its run or wrote what this version froze, or minted a token that did or that made the version";
    return `Separation of duties: ${did}. Somebody else with one of the roles that the request names must sign.`;
};
const ofCredential = ({ duty }) => {
    const of = duty === "REQUESTER" ? "asked for this move, or minted the token that did" : "stands behind this version";
    return `Separation of duties: somebody who ${of} minted the token that you sign with, and could have signed with it.`;
};
//# sourceMappingURL=signer-rules.js.map