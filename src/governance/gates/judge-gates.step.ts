import type { IdKinds } from "../../db/id-kinds.js";
import type { Reader } from "../../db/sql.js";
import { instantIn } from "../../instant.js";
import type { FrozenVersion } from "../../registry/frozen/frozen-versions.queries.js";
import { lastInSlot } from "../../registry/slots.store.js";
import type { Parties } from "../approval-rules.js";
import type { Move } from "../move-rules.js";
import { lastApplied } from "../requests.store.js";
import { type Waivers, waiverRule, withWaivers } from "../waivers/waiver-rules.js";
import { kindOf } from "./gate.js";
import { readGateInputs } from "./gate-inputs.store.js";
import { evaluateGate, type GateOfPolicy, type GateResult, type HeldBefore, inOrder, skipGate } from "./gate-rules.js";

interface GatesAsked extends Pick<Move, "model" | "version" | "slot" | "holder" | "guarding"> {}

/** The gates that a move must pass: those of the policies that name the slot entered. */
export const gatesOf = ({ guarding, slot }: Pick<Move, "guarding" | "slot">): GateOfPolicy[] =>
  guarding.flatMap(({ id, slots, gates }) =>
    slots.includes(slot.name) ? gates.map((gate) => ({ policy: id, gate })) : [],
  );

/** What else is known of a move whose gates are evaluated. */
export interface Evaluating {
  readonly parties: Parties;
  readonly kinds: IdKinds;
  /** Results that stand whatever is found now: gates that a rollback need not pass again. */
  readonly skipped?: readonly GateResult[];
  /** Waivers that were asked for, and given. */
  readonly waivers?: Waivers;
  /** What a provisional version would freeze. */
  readonly frozen?: FrozenVersion;
}

const noWaivers: Waivers = { asked: [], given: [] };

/** Evaluates the gates of a move as everything stands now, in the order of policies and keys. */
export const judgeGates = async (
  db: Reader,
  move: GatesAsked,
  { parties, kinds, skipped = [], frozen, waivers = noWaivers }: Evaluating,
): Promise<GateResult[]> => {
  const all = gatesOf(move);
  const isSkipped = ({ policy, gate }: GateOfPolicy): boolean =>
    skipped.some((each) => each.policy === policy && each.key === gate.key);
  const asked = all.filter((each) => !isSkipped(each));
  if (asked.length === 0) return inOrder(skipped);
  const { model, version, slot, holder } = move;
  const subject = { model, version, slot, holder, parties, kinds, ...(frozen !== undefined && { frozen }) };
  const inputs = await readGateInputs(
    db,
    subject,
    asked.map(({ gate }) => gate),
  );
  const at = instantIn(0);
  const results = asked.flatMap((each, index) => {
    const found = inputs[index];
    if (found === undefined) return [];
    const result = evaluateGate(each, found, at);
    const policy = move.guarding.find(({ id }) => id === each.policy);
    if (policy === undefined) return [result];
    return [withWaivers(result, { rule: waiverRule(policy, each.gate, model.teamId), parties, waivers })];
  });
  return inOrder([...skipped, ...results]);
};

/** An emergency brings versions in whatever their gates say: what failed then, or was waited for, has not passed. */
const hadPassed = ({ verdict }: GateResult): boolean => verdict !== "FAILED" && verdict !== "PENDING";

/**
 * The gates that a rollback need not pass again: those of a policy within whose hours the version left the slot, and which
 * had passed, or been waived, when it entered: by their key, as they were then. One that has become another kind is another gate.
 */
export const skippedByRollback = async (db: Reader, move: GatesAsked): Promise<GateResult[]> => {
  const gates = gatesOf(move);
  if (gates.length === 0) return [];
  const { version, slot, guarding } = move;
  const left = await lastInSlot(db, version.id, slot.name);
  const then = left && (await lastApplied(db, version.id, slot.name));
  if (left === undefined || then === undefined) return [];
  const at = instantIn(0);
  return gates.flatMap((each) => {
    const hours = guarding.find(({ id }) => id === each.policy)?.rollbackWithinHours ?? 0;
    const revision = then.policies.find(({ id }) => id === each.policy)?.revision;
    const result = then.gates.find(
      ({ policy, key, kind }) => policy === each.policy && key === each.gate.key && kind === kindOf(each.gate),
    );
    if (result === undefined || revision === undefined || !hadPassed(result) || left.hoursAgo >= hours) return [];
    const before: HeldBefore = { request: then.id, revision, leftAt: left.leftAt, result };
    return [skipGate(each, before, at)];
  });
};
