import { isBarred, maySignFree, type Parties, type Rule } from "./duties.js";
import { type Fact, listIn, type Person, said, textIn } from "./facts.js";
import { placesFilled, type Requirement, requirementsIn, type Slugs } from "./places.js";
import { type Applied, approvalsOf, type Decision, type Request, type Statement } from "./requests.js";
import type { Signatures } from "./signatures/signatures.js";
import { asCounted, signingUnder } from "./signed-decisions.js";

export interface Recount {
  readonly needed: number;
  readonly given: number;
  /** How many of these places the own keys of those who fill them show to be filled. */
  readonly bySigner: number;
  /** Those whose signatures could count, by id. */
  readonly signers: readonly string[];
  /** Why the move should not have been made; empty where it should. */
  readonly faults: readonly string[];
}

export interface Case {
  readonly applied: Applied;
  readonly request: Request;
  readonly statement: Statement;
  readonly rules: readonly Rule[];
  readonly parties: Parties;
  readonly slugs: Slugs;
  readonly signatures: Signatures;
}

/** Counts anew, by entries and texts alone, whether a move that was made had what its policies ask for. */
export const recount = (judged: Case): Recount => {
  const { applied, request, statement, rules, parties, slugs, signatures } = judged;
  const { isSigned, isShown } = signingUnder(rules, signatures);
  const approvals = approvalsOf(request)
    .filter((each) => each.by.isUser && isSigned(each))
    .map((each) => ({ ...each, by: asCounted(each.by, applied) }));
  const counted = rules.map((rule) => {
    const able = approvals.filter(({ by }) => !isBarred(by, rule, parties, request.decisions));
    const wanted = requirementsOf(rule, statement);
    const shown = placesFilled(wanted, people(able.filter(isShown)), slugs).filled;
    return { rule, wanted, shown, ...placesFilled(wanted, people(able), slugs) };
  });
  const faults = [
    ...(request.closed === null ? [] : [`the request was ${request.closed} before`]),
    ...counted.flatMap(({ rule, filled, needed }) =>
      filled < needed ? [`of policy ${rule.id} ${filled} of ${needed} places are filled`] : [],
    ),
    ...(statement.emergency ? [] : rules.flatMap((rule) => gateFaults(rule, { ...judged, isSigned }))),
    ...(statement.emergency ? emergencyFaults(rules) : []),
  ];
  const isNobodys = counted.every(({ wanted }) => wanted.length === 0);
  const free = isNobodys ? freeMove(judged, approvals) : { needed: 0, given: 0, faults: [] };
  const freeShown = isNobodys ? freeMove(judged, approvals.filter(isShown)).given : 0;
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
  return {
    needed: sum(counted.map(({ needed }) => needed)) + free.needed,
    given: sum(counted.map(({ filled }) => filled)) + free.given,
    bySigner: sum(counted.map(({ shown }) => shown)) + freeShown,
    signers: approvals.map(({ by }) => by.id).sort(),
    faults: [
      ...faults,
      ...free.faults,
      ...(applied.fact.after.slot === statement.to ? [] : ["it went to another slot than was signed"]),
    ],
  };
};

const people = (decisions: readonly Decision[]): Person[] => decisions.map(({ by }) => by);

/** In an emergency others sign. */
const requirementsOf = ({ text }: Rule, { emergency, team }: Statement): Requirement[] =>
  requirementsIn(emergency ? said(text.emergency).requirements : text.requirements, team);

/** An emergency is one where policies guard the move and each says on what terms. */
const emergencyFaults = (rules: readonly Rule[]): string[] =>
  rules.length === 0
    ? ["no policy guards the move: it could be no emergency"]
    : rules.flatMap(({ id, text }) =>
        listIn(said(text.emergency).requirements).length > 0 ? [] : [`policy ${id} allows no emergency`],
      );

const PASSING = ["PASSED", "SKIPPED", "WAIVED"];

/** Every gate of a policy that names the slot must have passed, or be waived by those who may. */
const gateFaults = (
  rule: Rule,
  {
    applied,
    statement,
    request,
    parties,
    slugs,
    isSigned,
  }: Case & { readonly isSigned: (decision: Decision) => boolean },
): string[] => {
  if (!listIn(rule.text.slots).includes(statement.to)) return [];
  const then = listIn(applied.fact.decision.gates).map(said);
  return listIn(rule.text.gates).flatMap((each) => {
    const gate = said(each);
    const isIt = (of: { readonly policy?: unknown; readonly key?: unknown }): boolean =>
      of.policy === rule.id && of.key === gate.key;
    const verdicts = [statement.gates.find(isIt)?.verdict, then.find(isIt)?.verdict];
    const bad = verdicts.find((verdict) => !PASSING.includes(textIn(verdict)));
    if (verdicts.some((verdict) => !PASSING.includes(textIn(verdict))))
      return [`the gate ${textIn(gate.key)} of policy ${rule.id} is ${textIn(bad) || "not there"}`];
    if (!verdicts.includes("WAIVED")) return [];
    const waivers = request.decisions.filter(
      (each) =>
        each.verdict === "WAIVE" &&
        isIt(each.gate) &&
        each.by.isUser &&
        isSigned(each) &&
        !isBarred(each.by, rule, parties, []),
    );
    const wanted = requirementsIn(gate.waivableBy, statement.team);
    const able = people(waivers).map((by) => asCounted(by, applied));
    const { filled, needed } = placesFilled(wanted, able, slugs);
    return wanted.length > 0 && filled === needed
      ? []
      : [`nobody who may has waived the gate ${textIn(gate.key)} of policy ${rule.id}`];
  });
};

/**
 * Where no policy asks for a signature, whoever asked may move the slot (as maintainer of the model's team, or by a grant
 * to another team), or one maintainer of the model's team has approved who did not ask for it.
 */
const freeMove = (
  { request, statement, slugs, parties }: Case,
  approvals: readonly Decision[],
): Pick<Recount, "needed" | "given" | "faults"> => {
  const isMover = request.by.roles.some((role) => /:(MAINTAINER|OWNER)$/.test(role));
  if (isMover && !statement.emergency) return { needed: 0, given: 0, faults: [] };
  const given = approvals.some(({ by }) => maySignFree(by, { statement, slugs, parties })) ? 1 : 0;
  return {
    needed: 1,
    given,
    faults: given === 1 ? [] : ["no policy asks for a signature, and no maintainer has approved"],
  };
};

/** Whoever made the version, and whoever opened the run and the logged model that it was made of, by what entries say. */
export const authorsOf = (own: readonly Fact[], all: readonly Fact[]): string[] => {
  const made = own.find(({ act, outcome }) => act === "createModelVersion" && outcome === "ALLOWED");
  if (made === undefined) return [];
  const origins = made.subjects
    .filter(({ role }) => role === "run" || role === "loggedModel")
    .map(({ kind, id }) => `${kind}:${id}`);
  const opened = all.filter(
    ({ stream, act }) => origins.includes(stream) && ["createRun", "createLoggedModel"].includes(act),
  );
  return [...new Set([made.actor.id, ...made.actor.minters, ...opened.map(({ actor }) => actor.id)])];
};
