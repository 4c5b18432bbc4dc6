import type { Findings } from "../findings.js";
import { partiesOf } from "./duties.js";
import { type Fact, textIn } from "./facts.js";
import { rulesOf, type Texts } from "./pack-requests.js";
import { authorsOf, type Case, type Recount, recount } from "./recount.js";
import type { Applied, Told } from "./requests.js";
import { type ReviewClaim, recountReview } from "./reviews.js";
import type { Signatures } from "./signatures/signatures.js";
import { checkSigned, signingUnder } from "./signed-decisions.js";

/** A move that was made, and what its policies asked for. */
export interface MoveClaim {
  readonly request: string;
  readonly slot: string;
  readonly at: string;
  readonly needed: number;
  readonly given: number;
  readonly signers: readonly string[];
  /** Of an emergency, once its review was opened: what became of that. */
  readonly review: ReviewClaim | null;
}

/** What the approvals of all moves come to; `bySigner`: how many of them the signer's own key shows. */
export interface Approvals {
  readonly needed: number;
  readonly given: number;
  readonly bySigner: number;
  readonly moves: readonly MoveClaim[];
}

interface Recounting {
  readonly facts: readonly Fact[];
  readonly own: readonly Fact[];
  readonly told: Told;
  readonly texts: Texts;
  readonly signatures: Signatures;
  /** The last leaf of the version's stream. */
  readonly lastLeaf: bigint;
}

/** Recounts every decision and move of the version, each under the revisions of the policies that it was signed by. */
export const recountMoves = (found: Findings, recounting: Recounting): Approvals => {
  const { facts, own, told, texts, signatures } = recounting;
  checkSigned(found, recounting);
  const [authors, slugs] = [authorsOf(own, facts), slugsIn(facts)];
  const moves: MoveClaim[] = [];
  let bySigner = 0;
  for (const applied of told.applied) {
    const { fact, id, request } = applied;
    const place = { leaf: fact.leaf, stream: fact.stream };
    if (request === undefined) {
      found.add("POLICY_UNSATISFIED", `no entry before has asked for the move by ${id}`, place);
      continue;
    }
    const [statement, rules] = [texts.statements.get(id), rulesOf(texts, id)];
    if (statement === undefined || rules === undefined) continue;
    const judged = { applied, request, statement, rules, parties: partiesOf(request, authors), slugs, signatures };
    const counted = recount(judged);
    const faults = [...counted.faults, ...contentFaults(own, applied, statement.digest)];
    for (const fault of faults) found.add("POLICY_UNSATISFIED", `${id}: ${fault}`, place);
    moves.push(claimOf(applied, counted, statement.emergency ? reviewOf(found, recounting, judged) : null));
    bySigner += counted.bySigner;
  }
  const sum = (of: (move: MoveClaim) => number): number => moves.reduce((total, move) => total + of(move), 0);
  return { needed: sum(({ needed }) => needed), given: sum(({ given }) => given), bySigner, moves };
};

const reviewOf = (found: Findings, { own, told, lastLeaf }: Recounting, judged: Case): ReviewClaim | null => {
  const { id } = judged.applied;
  const request = told.requests.get(id) ?? judged.request;
  const { isSigned } = signingUnder(judged.rules, judged.signatures);
  const { claim, faults } = recountReview({ ...judged, own, lastLeaf, request, isSigned });
  for (const { fact, detail } of faults)
    found.add("POLICY_UNSATISFIED", `${id}: ${detail}`, { leaf: fact.leaf, stream: fact.stream });
  return claim;
};

const claimOf = (
  { id, fact }: Applied,
  { needed, given, signers }: Recount,
  review: ReviewClaim | null,
): MoveClaim => ({
  request: id,
  slot: textIn(fact.after.slot),
  at: fact.at,
  needed,
  given,
  signers,
  review,
});

/** What was signed is what the version had frozen when the move was made. */
const contentFaults = (own: readonly Fact[], { fact, request }: Applied, digest: string): string[] => {
  const before = own.filter(
    ({ leaf, outcome, after }) => leaf < fact.leaf && outcome === "ALLOWED" && after.digest !== undefined,
  );
  const frozen = before.findLast(({ act }) => ["createModelVersion", "freezeModelVersion"].includes(act));
  return frozen?.after.digest === digest || request === undefined
    ? []
    : ["what was signed is not what the version had frozen"];
};

/** By which slugs entries call teams. */
const slugsIn = (facts: readonly Fact[]): Map<string, Set<string>> => {
  const slugs = new Map<string, Set<string>>();
  for (const { subjects } of facts)
    for (const { kind, id, label } of subjects)
      if (kind === "team" && typeof label === "string") slugs.set(id, (slugs.get(id) ?? new Set()).add(label));
  return slugs;
};
