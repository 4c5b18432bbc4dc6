import type { Findings } from "../findings.js";
import type { Rule } from "./duties.js";
import { listIn, type Person, said, textIn } from "./facts.js";
import { rulesOf, type Texts } from "./pack-requests.js";
import type { Decision, Told } from "./requests.js";
import type { Signatures } from "./signatures/signatures.js";

const SIGNING = ["NONE", "OWN_KEY", "USER_VERIFIED"];
const [ONE, VERIFIED] = [SIGNING.indexOf("OWN_KEY"), SIGNING.indexOf("USER_VERIFIED")];

/** How decisions on a request count by their signatures: as the strictest of its policies has it. */
export const signingUnder = (rules: readonly Rule[], signatures: Signatures) => {
  const least = Math.max(0, ...rules.map(({ text }) => SIGNING.indexOf(textIn(text.signing))));
  return {
    isSigned: ({ fact }: Decision): boolean => signatures.of(fact).strength >= least,
    isShown: ({ fact }: Decision): boolean => signatures.of(fact).isShown,
    /** Given without any signature, where one is asked for. */
    isMissing: ({ fact }: Decision): boolean => least >= ONE && fact.words === undefined,
    /** Signed by a device that should have verified its user, and did not. */
    isUnverified: ({ fact }: Decision): boolean => least === VERIFIED && signatures.of(fact).strength === ONE,
  };
};

/**
 * Every decision, whatever its verdict and whatever became of its request, must have been signed as the request's policies
 * ask: approvals, rejections, waivers and reviews.
 */
export const checkSigned = (
  found: Findings,
  { told, texts, signatures }: { told: Told; texts: Texts; signatures: Signatures },
): void => {
  for (const { id, decisions } of told.requests.values()) {
    const rules = rulesOf(texts, id);
    if (rules === undefined) continue;
    const { isMissing, isUnverified } = signingUnder(rules, signatures);
    for (const decision of decisions) {
      const { leaf, stream } = decision.fact;
      if (isMissing(decision))
        found.add("POLICY_UNSATISFIED", `${id}: a policy asks for a signature by an own key`, { leaf, stream });
      if (isUnverified(decision))
        found.add("USER_NOT_VERIFIED", `${id}: a policy asks for a device that verified its user`, { leaf, stream });
    }
  }
};

/** A person with the roles that they held at the move or decision, where its entry says so; else those at their signature. */
export const asCounted = (by: Person, { fact }: Pick<Decision, "fact">): Person => {
  if (fact.decision.signers === undefined) return by;
  const told = listIn(fact.decision.signers).map(said);
  const own = told.find(({ id }) => id === by.id);
  return { ...by, roles: listIn(own?.roles).map((each) => `${textIn(said(each).teamId)}:${textIn(said(each).role)}`) };
};
