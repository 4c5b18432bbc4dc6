import { listIn, type Person, type Said, said, textIn } from "./facts.js";
import type { Applied, Decision } from "./requests.js";
import type { Signatures } from "./signatures/signatures.js";

const SIGNING = ["NONE", "OWN_KEY", "USER_VERIFIED"];
const [ONE, VERIFIED] = [SIGNING.indexOf("OWN_KEY"), SIGNING.indexOf("USER_VERIFIED")];

/** How decisions on a request count by their signatures: as the strictest of its policies has it. */
export const signingUnder = (rules: readonly { readonly text: Said }[], signatures: Signatures) => {
  const least = Math.max(0, ...rules.map(({ text }) => SIGNING.indexOf(textIn(text.signing))));
  return {
    isSigned: ({ fact }: Decision): boolean => signatures.of(fact).strength >= least,
    isShown: ({ fact }: Decision): boolean => signatures.of(fact).isShown,
    /** Signed by a device that should have verified its user, and did not. */
    isUnverified: ({ verdict, fact }: Decision): boolean =>
      least === VERIFIED && signatures.of(fact).strength === ONE && ["APPROVE", "WAIVE"].includes(verdict),
  };
};

/** A person with the roles that they held at the move, where its entry says so; else those at their signature. */
export const asCounted = (by: Person, { fact }: Applied): Person => {
  if (fact.decision.signers === undefined) return by;
  const told = listIn(fact.decision.signers).map(said);
  const own = told.find(({ id }) => id === by.id);
  return { ...by, roles: listIn(own?.roles).map((each) => `${textIn(said(each).teamId)}:${textIn(said(each).role)}`) };
};
