import type { Selector } from "../../governance/packs/pack.js";
import { type ControlFact, type Found, type KnownThen, met, needsHuman, notMet } from "./known-then.js";

type AppliedMove = KnownThen["moves"][number];
type DecisionRead = KnownThen["decisions"][number];
type Of<Name extends keyof Selector> = NonNullable<Selector[Name]>;

const into = (slot: string | undefined): string => (slot === undefined ? "a slot" : slot);

const newestInto = ({ moves }: KnownThen, slot: string | undefined): AppliedMove | undefined =>
  moves.find((move) => slot === undefined || move.slot === slot);

const requestFact = ({ id, slot, appliedAt, digest }: AppliedMove): ControlFact => ({
  what: "request",
  label: `move to ${slot}`,
  id,
  digest,
  at: appliedAt,
  of: id,
});

/** What the gates of the newest move said; one that was waived is for a person to judge. */
export const byGate = ({ kind, key, slot }: Of<"gate">, then: KnownThen): Found => {
  const move = newestInto(then, slot);
  const wanted = [kind && `of kind ${kind}`, key && `"${key}"`].filter(Boolean).join(" ");
  if (move === undefined) return notMet(`no move into ${into(slot)} was applied, so no gate ${wanted} was passed`);
  const results = move.gates.filter(
    (each) => (kind === undefined || each.kind === kind) && (key === undefined || each.key === key),
  );
  const facts = results.map(
    ({ key: of, verdict, evidence, evaluatedAt }): ControlFact => ({
      what: "gate",
      label: `${of}: ${verdict}`,
      id: move.id,
      digest: evidence,
      at: evaluatedAt,
      of: move.id,
    }),
  );
  if (results.length === 0)
    return notMet(`the newest move into ${into(slot)} passed no gate ${wanted}`, requestFact(move));
  if (results.some(({ verdict }) => verdict === "FAILED" || verdict === "PENDING"))
    return notMet(`a gate ${wanted} had not passed when the version entered ${move.slot}`, ...facts);
  if (results.some(({ verdict }) => verdict === "WAIVED"))
    return needsHuman(`Whether the waiver of a gate ${wanted} was sound.`, ...facts);
  return met(...facts);
};

/** Neither requester nor author signed, nor anybody by a credential that one of them minted. */
const isIndependent = ({ principalId, mintedBy }: DecisionRead, move: AppliedMove, then: KnownThen): boolean => {
  const parties = [...move.requesters, ...(then.frozen?.authors ?? [])];
  return ![principalId, ...mintedBy].some((hand) => parties.includes(hand));
};

/** Who signed the newest move, each person once. */
export const byDecision = (wanted: Of<"decision">, then: KnownThen): Found => {
  const { meaning, role, independent, count = 1, slot } = wanted;
  const move = newestInto(then, slot);
  const who = `${independent === true ? "independent " : ""}signature${count === 1 ? "" : "s"}${role === undefined ? "" : ` by a ${role}`}${meaning === undefined ? "" : ` that mean ${meaning}`}`;
  if (move === undefined) return notMet(`no move into ${into(slot)} was applied, so nobody signed it`);
  const last = new Map<string, DecisionRead>();
  for (const each of then.decisions)
    if (each.requestId === move.id && ["APPROVE", "REJECT"].includes(each.verdict)) last.set(each.principalId, each);
  const signed = [...last.values()].filter(
    (each) =>
      each.verdict === "APPROVE" &&
      (meaning === undefined || each.meaning === meaning) &&
      (role === undefined || each.role === role) &&
      (independent !== true || isIndependent(each, move, then)),
  );
  const facts = signed.map(
    ({ id, role: as, meaning: means, contentDigest, at }): ControlFact => ({
      what: "decision",
      label: `${means} as ${as}`,
      id,
      digest: contentDigest,
      at,
      of: move.id,
    }),
  );
  return signed.length >= count
    ? met(...facts)
    : notMet(`${signed.length} of ${count} ${who} of the newest move into ${into(slot)}`, requestFact(move), ...facts);
};

/** That it held the slot then, or had held it. */
export const bySlotHistory = ({ slot }: Of<"slotHistory">, then: KnownThen): Found => {
  const held = then.intervals.filter((each) => each.slot === slot).at(-1);
  if (held === undefined) return notMet(`the version had not been in ${slot}`);
  const since: ControlFact = { what: "slot", label: slot, id: null, digest: null, at: held.from, of: null };
  const move = newestInto(then, slot);
  return met(since, ...(move === undefined ? [] : [requestFact(move)]));
};

/** That every emergency has been reviewed; without one there is nothing that says so. */
export const byReview = ({ reviews }: KnownThen): Found => {
  const facts = reviews.map(
    ({ id, requestId, openedAt, decidedAt }): ControlFact => ({
      what: "review",
      label: decidedAt === null ? "not decided" : "decided",
      id,
      digest: null,
      at: decidedAt ?? openedAt,
      of: requestId,
    }),
  );
  const open = reviews.filter(({ decidedAt }) => decidedAt === null);
  if (open.some(({ wasOverdue }) => wasOverdue)) return notMet("a review of an emergency is overdue", ...facts);
  if (open.length > 0) return needsHuman("A review of an emergency is still open.", ...facts);
  return reviews.length === 0
    ? needsHuman("The version entered nothing in an emergency: there was nothing to review.")
    : met(...facts);
};
