import { isBarred, maySignFree, type Parties, type Rule } from "./duties.js";
import { type Fact, type Person, shareHand, textIn } from "./facts.js";
import { held, placesFilled, requirementsIn, type Slugs } from "./places.js";
import { type Applied, approvalsOf, type Decision, type Request, type Statement } from "./requests.js";
import { asCounted } from "./signed-decisions.js";

/** What became of an emergency's review, as it is counted; `needed` and `given` are the ordinary places. */
export interface ReviewClaim {
  readonly id: string;
  readonly dueAt: string;
  readonly state: "OPEN" | "CONFIRMED" | "OVERTURNED";
  readonly needed: number;
  readonly given: number;
}

/** What is wrong, and of which entry. */
export interface Fault {
  readonly fact: Fact;
  readonly detail: string;
}

interface Reviewing {
  /** What the version's stream tells, and its last leaf. */
  readonly own: readonly Fact[];
  readonly lastLeaf: bigint;
  readonly applied: Applied;
  /** With the decisions up to the pack's end. */
  readonly request: Request;
  readonly statement: Statement;
  readonly rules: readonly Rule[];
  readonly parties: Parties;
  readonly slugs: Slugs;
  readonly isSigned: (decision: Decision) => boolean;
}

/** Counts anew what became of the review that an emergency owes: by the policies' ordinary places, and by other people. */
export const recountReview = (reviewing: Reviewing): { claim: ReviewClaim | null; faults: readonly Fault[] } => {
  const { own, lastLeaf, applied, request } = reviewing;
  const opened = own.find((fact) => isOpening(fact, applied));
  // A pack may end amid the entries of one transaction.
  if (opened === undefined && lastLeaf <= applied.fact.leaf) return { claim: null, faults: [] };
  if (opened === undefined)
    return { claim: null, faults: [{ fact: applied.fact, detail: "no review of the emergency was opened" }] };
  const [id, faults] = [textIn(opened.after.review), [] as Fault[]];
  const count = counting(reviewing);
  for (const decision of request.decisions) {
    const { fact, verdict } = decision;
    if (verdict !== "CONFIRM" && verdict !== "OVERTURN") continue;
    const detail = fact.after.review === id && fact.leaf > opened.leaf ? count.take(decision) : "it is of no review";
    if (detail !== undefined) faults.push({ fact, detail });
  }
  return { claim: { id, dueAt: textIn(opened.after.dueAt), ...count.result() }, faults };
};

const isOpening = ({ act, outcome, after, leaf }: Fact, { id, fact }: Applied): boolean =>
  act === "openReview" && outcome === "ALLOWED" && after.request === id && leaf > fact.leaf;

/** Takes the decisions on a review in their order; answers of each what is wrong with it. */
const counting = (reviewing: Reviewing) => {
  const { applied, isSigned } = reviewing;
  const signers = approvalsOf(applied.request as Request).map(({ by }) => by);
  const { mayFill, filledBy } = ordinaryPlaces(reviewing);
  const confirmed = new Map<string, Person>();
  let state: ReviewClaim["state"] = "OPEN";
  let count = filledBy([]);
  const take = (decision: Decision): string | undefined => {
    const by = asCounted(decision.by, decision);
    if (state !== "OPEN") return `the review was ${state} before`;
    if (!by.isUser || signers.some((signer) => shareHand(signer, by)) || !mayFill(by))
      return "it is by somebody who may not review the emergency";
    if (!isSigned(decision)) return undefined;
    if (decision.verdict === "OVERTURN") state = "OVERTURNED";
    else {
      confirmed.set(by.id, decision.by);
      count = filledBy([...confirmed.values()].map((each) => asCounted(each, decision)));
      if (count.given === count.needed) state = "CONFIRMED";
    }
    const told = decision.fact.after.reviewState;
    const isTold = told === undefined || (told === "OVERDUE" ? "OPEN" : told) === state;
    return isTold ? undefined : `its entry says ${textIn(told)} of the review, and it is ${state}`;
  };
  return { take, result: () => ({ state, ...count }) };
};

/** The places that the policies ask for but in an emergency; where they ask for none, that of one maintainer. */
const ordinaryPlaces = ({ rules, statement, parties, slugs }: Reviewing) => {
  const wanted = rules.map((rule) => ({ rule, seats: requirementsIn(rule.text.requirements, statement.team) }));
  const isNobodys = wanted.every(({ seats }) => seats.length === 0);
  const isFree = (by: Person): boolean => maySignFree(by, { statement, slugs, parties });
  const mayFill = (by: Person): boolean =>
    isNobodys
      ? isFree(by)
      : wanted.some(
          ({ rule, seats }) => !isBarred(by, rule, parties, []) && seats.some((seat) => held(by, seat, slugs)),
        );
  const filledBy = (people: readonly Person[]): Pick<ReviewClaim, "needed" | "given"> => {
    if (isNobodys) return { needed: 1, given: people.some(isFree) ? 1 : 0 };
    const counted = wanted.map(({ rule, seats }) => {
      const able = people.filter((by) => !isBarred(by, rule, parties, []));
      return placesFilled(seats, able, slugs);
    });
    const sum = (of: (each: (typeof counted)[number]) => number): number =>
      counted.reduce((total, each) => total + of(each), 0);
    return { needed: sum(({ needed }) => needed), given: sum(({ filled }) => filled) };
  };
  return { mayFill, filledBy };
};
