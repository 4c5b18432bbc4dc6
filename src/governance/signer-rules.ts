import type { TeamRole } from "../access/roles.js";
import { DomainError, forbidden } from "../errors.js";
import {
  addsNothing,
  type Bar,
  barOf,
  fillable,
  type HeldPolicy,
  holds,
  isMintedByOneOf,
  type Parties,
  type Signer,
} from "./approval-rules.js";

/** A signature that somebody is about to give. */
export interface Signing {
  readonly verdict: "APPROVE" | "REJECT" | "WAIVE";
  readonly policies: readonly HeldPolicy[];
  readonly parties: Parties;
  readonly signer: Signer;
  /** Those whose signatures for the request are there. */
  readonly others: readonly Signer[];
}

/** Why this person's signature would count for nothing, or the role that it would be given in. */
export const judgeSigner = (signing: Signing): { role: TeamRole } | { refusal: DomainError } => {
  const { verdict, policies, parties, signer, others } = signing;
  if (signer.kind !== "USER")
    return {
      refusal: forbidden("Service accounts never sign: a person with one of the roles that the request names must."),
    };
  const able = policies.filter((policy) => fillable(policy, parties, signer).length > 0);
  const place = able[0] && fillable(able[0], parties, signer)[0];
  const role = place === undefined ? undefined : able[0]?.requirements[place]?.role;
  if (role === undefined) return { refusal: explain(signing) };
  if (isMintedByOneOf(signer, others)) return { refusal: dependent(MINTED_BY_SIGNER) };
  const idle = verdict !== "REJECT" && able.every((policy) => addsNothing(policy, parties, signer, others));
  return idle ? { refusal: dependent(SHARES_A_HAND) } : { role };
};

const OWN_TOKEN =
  "Ask an administrator for an invitation (createInvitation), make a token of your own by it, and sign with that.";
const MINTED_BY_SIGNER =
  "Another signer of this request minted the token that you sign with: both signatures could be theirs.";
const SHARES_A_HAND =
  "One person had a hand in the token that you sign with and in another signature of this request, as its bearer or by having minted its token: the two count as one, and that one is given. If the other signer's token is the one that was minted for them, they do the same.";

const dependent = (why: string): DomainError => new DomainError("CREDENTIAL_NOT_INDEPENDENT", `${why} ${OWN_TOKEN}`);

const explain = ({ verdict, policies, parties, signer }: Signing): DomainError => {
  const bars = policies.flatMap((policy) => barOf(policy, parties, signer) ?? []);
  const own = bars.find(({ through }) => through === "SIGNER");
  if (own !== undefined) return new DomainError("SELF_APPROVAL", selfApproval(own, parties, signer));
  if (!policies.some(({ requirements }) => requirements.some((requirement) => holds(signer, requirement))))
    return forbidden(
      verdict === "WAIVE"
        ? "You hold none of the roles that may waive this gate; see its waivableBy."
        : "You hold none of the roles that may sign this request; see its requirements.",
    );
  const [bar] = bars;
  if (bar !== undefined) return dependent(ofCredential(bar));
  return new DomainError(
    "CREDENTIAL_NOT_INDEPENDENT",
    "You gave yourself the role that would sign: another owner must give it.",
  );
};

const selfApproval = ({ duty }: Bar, { requesters, authors }: Parties, { id }: Signer): string => {
  if (duty === "EMERGENCY") return "Separation of duties: you signed this emergency. Somebody else must review it.";
  if (duty === "WAIVER")
    return "Separation of duties: you have waived a gate of this policy. Somebody else must sign under it.";
  const did =
    duty === "REQUESTER"
      ? requesters[0] === id
        ? "you asked for this move"
        : "you minted the token that asked for this move"
      : authors[0] === id
        ? "you made this version"
        : "you opened its run or wrote what this version froze, or minted a token that did or that made the version";
  return `Separation of duties: ${did}. Somebody else with one of the roles that the request names must sign.`;
};

const ofCredential = ({ duty }: Bar): string => {
  if (duty === "EMERGENCY")
    return "Separation of duties: one person had a hand in the token that you sign with and in a signature of this emergency.";
  if (duty === "WAIVER")
    return "Separation of duties: one person had a hand in the token that you sign with and in a waiver of a gate of this policy.";
  const of = duty === "REQUESTER" ? "asked for this move, or minted the token that did" : "stands behind this version";
  return `Separation of duties: somebody who ${of} minted the token that you sign with, and could have signed with it.`;
};
