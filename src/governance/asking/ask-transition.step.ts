import { peopleBehind } from "../../access/caller.js";
import type { Tx, Unchanged } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { DomainError, invalid } from "../../errors.js";
import { freezeModelVersion } from "../../registry/frozen/freeze-model-version.step.js";
import type { Locked } from "../../registry/registry.store.js";
import { applyTransition } from "../apply-transition.step.js";
import type { Parties } from "../approval-rules.js";
import type { GateResult } from "../gates/gate-rules.js";
import { judgeGates, skippedByRollback } from "../gates/judge-gates.step.js";
import { isFree, judgeMove, type Move } from "../move-rules.js";
import { hiddenPolicies } from "../policies/hidden-policies.js";
import { policiesById } from "../policies/policies.queries.js";
import { requireEmergencyAllowed } from "../reviews/require-emergency-allowed.step.js";
import { mayOnSlots } from "../slot-rights.js";
import { requireWaivable } from "../waivers/waiver-input.js";
import type { Ask, Asked } from "./ask.js";
import { answerOpen, closeEarlier, earlierRequest, refuseDecided } from "./earlier-request.step.js";
import { type Prospect, prospectOf } from "./look-at.step.js";
import { openRequest } from "./open-request.step.js";

/**
 * Asks for a version to enter a slot, its rows locked: applied at once where no policy guards and the caller may move,
 * else left pending. An open request of the same version for the same slot is the answer to the same person in the same
 * words, and to programs; to others REQUEST_OPEN names it.
 */
export const askTransition = async (ctx: Ctx, tx: Tx, locked: Locked, ask: Ask): Promise<Asked | Unchanged<Asked>> =>
  askFor(ctx, tx, await prospectOf(ctx, tx, locked, ask), ask);

/** As `askTransition`, of a move that has been looked at. */
export const askFor = async (
  ctx: Ctx,
  tx: Tx,
  { locked, lifecycle, move }: Prospect,
  ask: Ask,
): Promise<Asked | Unchanged<Asked>> => {
  checkHolder(move, ask.expectedHolder);
  requireWaivable(move, ask.waivers ?? []);
  if (move.emergency) await requireEmergencyAllowed(tx, move);
  const mayMove = mayOnSlots(ctx.access, "move", move);
  const earlier = await earlierRequest(tx, move);
  if (earlier?.standing === "OPEN" && !isFree(move, mayMove)) return answerOpen(ctx, move, earlier, ask);
  const asking = { lifecycle, request: null, mayMove, signers: [] };
  const possible = judgeMove({ ...asking, move, parties: partiesOf(ctx, locked), gates: [] });
  if (possible.verdict === "REFUSE") throw possible.refusal;
  const settled = await settle(ctx, tx, locked, move);
  const gates = await gatesOfAsked(ctx, tx, settled, ask);
  const judged = judgeMove({ ...asking, move: settled.move, parties: partiesOf(ctx, settled.locked), gates });
  if (judged.verdict === "REFUSE") throw await withoutHidden(ctx, tx, judged.refusal, move);
  if (earlier?.standing === "OPEN" && judged.verdict === "WAIT") return answerOpen(ctx, move, earlier, ask);
  if (earlier !== null) await closeEarlier(ctx, tx, locked, earlier);
  if (ask.repeating === true && judged.verdict === "WAIT") await refuseDecided(tx, move);
  const applied = judged.verdict === "APPLY";
  const phase = judged.verdict === "WAIT" ? judged.for : "SIGNATURES";
  const asked = { ...settled, move: { ...settled.move, gates } };
  const id = await openRequest(ctx, tx, asked, { ...ask, applied, phase, gates });
  if (applied) await applyTransition(tx, ctx.db.kinds, asked.locked, { id, move: asked.move, gates });
  return { transitionRequestId: id, modelVersionId: move.version.id, applied };
};

const partiesOf = (ctx: Ctx, { version }: Locked): Parties => ({
  requesters: peopleBehind(ctx),
  authors: version.authors,
});

const gatesOfAsked = async (ctx: Ctx, tx: Tx, { locked, move }: Settled, ask: Ask): Promise<GateResult[]> =>
  judgeGates(tx, move, {
    parties: partiesOf(ctx, locked),
    kinds: ctx.db.kinds,
    waivers: { asked: ask.waivers ?? [], given: [] },
    ...(ask.rollback === true && { skipped: await skippedByRollback(tx, move) }),
  });

/** The refusal, told without the policies that the caller may not know. */
const withoutHidden = async (ctx: Ctx, tx: Tx, refusal: DomainError, { guarding }: Move): Promise<DomainError> => {
  if (!refusal.is("GATES_FAILED")) return refusal;
  const hidden = await hiddenPolicies(ctx.access, [{ policies: guarding }], async (ids) =>
    (await policiesById(tx, ctx.access, ids)).map(({ id }) => id),
  );
  const details = { ...refusal.details, hidden: [...hidden] };
  return new DomainError("GATES_FAILED", refusal.message, { details });
};

/** What is signed must not change any more: a snapshot of a run that goes on is taken now, for good. */
const settle = async (ctx: Ctx, tx: Tx, locked: Locked, move: Move): Promise<Settled> => {
  const { model, version } = locked;
  if (version.snapshot !== "PROVISIONAL") return { locked, move };
  const { digest, authors } = await freezeModelVersion(ctx, tx, version.id);
  return {
    locked: { model, version: { ...version, digest, authors, snapshot: "FINAL" } },
    move: { ...move, version: { ...move.version, digest } },
  };
};

type Settled = Pick<Prospect, "locked" | "move">;

const checkHolder = ({ slot, holder }: Move, expected: number | null): void => {
  if (expected === null) return;
  if (!slot.exclusive)
    throw invalid("expectedHolder", `${slot.name} is not exclusive: it has no single holder to expect.`);
  const current = holder?.version ?? 0;
  if (current !== expected)
    throw new DomainError(
      "HOLDER_CHANGED",
      `${slot.name} is held by ${current === 0 ? "no version" : `version ${current}`}, not by ${expected === 0 ? "none" : `version ${expected}`}: look again, then ask again.`,
      { path: ["input", "expectedHolder"], details: { currentHolder: current } },
    );
};
