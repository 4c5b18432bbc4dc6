import { isDeepStrictEqual } from "node:util";
import { peopleBehind } from "../access/caller.js";
import { type Tx, Unchanged } from "../acts/command.js";
import { type Told, textOf } from "../audit/personal.js";
import type { Ctx } from "../context.js";
import { newId } from "../db/ids.js";
import { DomainError, forbidden, invalid } from "../errors.js";
import { freezeModelVersion } from "../registry/frozen/freeze-model-version.step.js";
import { holdLifecycle } from "../registry/lifecycle.store.js";
import { type Lifecycle, parseSlot } from "../registry/lifecycle-rules.js";
import type { Locked } from "../registry/registry.store.js";
import { versionLabel, versionLinks } from "../registry/rights.js";
import { applyTransition } from "./apply-transition.step.js";
import type { Parties } from "./approval-rules.js";
import { closeWithEntry } from "./close-request.step.js";
import type { GateResult } from "./gates/gate-rules.js";
import { judgeGates, skippedByRollback } from "./gates/judge-gates.step.js";
import { auditedGates } from "./gates/told-gates.js";
import { policyLinks } from "./links.js";
import { readMove } from "./move.store.js";
import { isFree, judgeMove, type Move, slotsOfAsker, statementOf } from "./move-rules.js";
import { hiddenPolicies } from "./policies/hidden-policies.js";
import { policiesById } from "./policies/policies.queries.js";
import {
  type Emergency,
  latestRequestFor,
  type NewRequest,
  openRequestFor,
  type RequestRow,
  storeRequest,
} from "./requests.store.js";
import { requireEmergencyAllowed } from "./reviews/require-emergency-allowed.step.js";
import { mayOnSlots } from "./slot-rights.js";
import { sealStatement } from "./statement.js";
import { requireWaivable } from "./waivers/waiver-input.js";
import type { AskedWaiver } from "./waivers/waiver-rules.js";

/** Hours that a request without a policy stays open. */
const DEFAULT_EXPIRY_HOURS = 168;

/** Versions that one move sends to Archived at the most. */
const MOST_ARCHIVED = 500;

export interface Ask {
  readonly to: string;
  readonly reason: string;
  readonly ticketUrl: string | null;
  readonly expectedHolder: number | null;
  /** Whether the other versions in a shared stage are to go to Archived. */
  readonly archiving?: boolean;
  /** Waivers of gates, in the order of policies and keys. */
  readonly waivers?: readonly AskedWaiver[];
  /** The emergency that it is asked for in; null or absent: in none. */
  readonly emergency?: Emergency | null;
  /** The action of its entry, if not that of the command. */
  readonly action?: string;
  /** Whether the slot is given back to a version that held it: gates that it had passed not long ago are skipped. */
  readonly rollback?: boolean;
  /** Whether a program asks, which will ask again: what people have decided against is then not asked anew. */
  readonly repeating?: boolean;
}

export interface Asked {
  readonly transitionRequestId: string;
  readonly modelVersionId: string;
  /** Whether the version is in the slot now. */
  readonly applied: boolean;
}

/** A move as somebody who may ask for it would have it. */
export interface Prospect {
  readonly locked: Locked;
  readonly lifecycle: Lifecycle;
  readonly move: Move;
}

/** Looks at a move of a version, its rows locked. Refuses whoever may not even ask. */
export const prospectOf = async (
  ctx: Ctx,
  tx: Tx,
  locked: Locked,
  ask: Pick<Ask, "to" | "archiving" | "emergency">,
): Promise<Prospect> => {
  const prospect = await lookAt(tx, locked, ask);
  refuseUnlessAsker(ctx, prospect.move);
  return prospect;
};

/** Looks at a move of a version, its rows locked, whoever asks. */
export const lookAt = async (
  tx: Tx,
  locked: Locked,
  { to, archiving = false, emergency = null }: Pick<Ask, "to" | "archiving" | "emergency">,
): Promise<Prospect> => {
  const lifecycle = await holdLifecycle(tx);
  const slot = parseSlot(lifecycle, to);
  const move = await readMove(tx, locked, { slot, archiving, emergency: emergency !== null });
  if (move.archives.length > MOST_ARCHIVED)
    throw invalid(
      "to",
      `more than ${MOST_ARCHIVED} other versions share ${move.slot.name}: archive some by themselves first.`,
    );
  return { locked, lifecycle, move };
};

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
  const { version, slot } = move;
  checkHolder(move, ask.expectedHolder);
  requireWaivable(move, ask.waivers ?? []);
  if (move.emergency) await requireEmergencyAllowed(tx, move);
  const mayMove = mayOnSlots(ctx.access, "move", move);
  const found = await openRequestFor(tx, version.id, slot.name);
  const isOvertaken = move.emergency && found?.expired === false && found.emergency === null;
  const open = isOvertaken ? undefined : found;
  if (open !== undefined && !open.expired && !isFree(move, mayMove)) {
    if (ask.repeating !== true) refuseOtherWords(ctx, move, open, ask);
    return new Unchanged({ transitionRequestId: open.id, modelVersionId: version.id, applied: false });
  }
  const asking = { lifecycle, request: null, mayMove, signers: [] };
  const possible = judgeMove({ ...asking, move, parties: partiesOf(ctx, locked), gates: [] });
  if (possible.verdict === "REFUSE") throw possible.refusal;
  const settled = await settle(ctx, tx, locked, move);
  const gates = await gatesOfAsked(ctx, tx, settled, ask);
  const judged = judgeMove({ ...asking, move: settled.move, parties: partiesOf(ctx, settled.locked), gates });
  if (judged.verdict === "REFUSE") throw await withoutHidden(ctx, tx, judged.refusal, move);
  if (open !== undefined && !open.expired && judged.verdict === "WAIT") {
    if (ask.repeating !== true) refuseOtherWords(ctx, move, open, ask);
    return new Unchanged({ transitionRequestId: open.id, modelVersionId: version.id, applied: false });
  }
  const { handle } = ctx.principal;
  if (found !== undefined && isOvertaken)
    await closeWithEntry(tx, locked, found, "VOIDED", { text: `${handle} asked for the move in an emergency` });
  if (open?.expired) await closeWithEntry(tx, locked, open, "EXPIRED", { text: "its time has passed" });
  else if (open !== undefined) await closeWithEntry(tx, locked, open, "VOIDED", { text: `${handle} made the move` });
  if (ask.repeating === true && judged.verdict === "WAIT") await refuseDecided(tx, move);
  const applied = judged.verdict === "APPLY";
  const phase = judged.verdict === "WAIT" ? judged.for : "SIGNATURES";
  const asked = { ...settled, move: { ...settled.move, gates } };
  const id = await openRequest(ctx, tx, asked, { ...ask, applied, phase, gates });
  if (applied) await applyTransition(tx, ctx.db.kinds, asked.locked, { id, move: asked.move, gates });
  return { transitionRequestId: id, modelVersionId: version.id, applied };
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

/** What somebody else asks, or why and on what terms, must not be dropped in silence. */
const refuseOtherWords = (ctx: Ctx, { model, version, slot }: Move, open: RequestRow, ask: Ask): void => {
  const { reason, ticketUrl, expectedHolder, waivers = [], emergency = null } = ask;
  const mine = open.requestedBy === ctx.principal.id;
  const same =
    open.reason === reason &&
    open.ticketUrl === ticketUrl &&
    open.expectedHolder === expectedHolder &&
    isDeepStrictEqual([open.waivers, open.emergency], [waivers, emergency]);
  if (mine && same) return;
  const how = mine
    ? "you asked for it in other words (reason, ticketUrl, expectedHolder, waivers, emergency)"
    : "somebody else asked for it";
  throw new DomainError(
    "REQUEST_OPEN",
    `Request ${open.id} to move version ${version.version} of "${model.name}" to ${slot.name} is open, and ${how}. Have it signed; or withdraw it (withdrawTransition) and ask anew.`,
    { path: ["input", "to"], details: { transitionRequestId: open.id } },
  );
};

/** A job that runs every night must not ask again what people have decided. */
const refuseDecided = async (tx: Tx, { model, version, slot }: Move): Promise<void> => {
  const last = await latestRequestFor(tx, version.id, slot.name);
  if (last?.state !== "REJECTED" && last?.state !== "WITHDRAWN") return;
  const cause = last.cause === null ? "" : ` (${last.cause})`;
  throw new DomainError(
    "APPROVAL_REQUIRED",
    `Moving version ${version.version} of '${model.name}' to ${slot.name} was ${last.state.toLowerCase()} in request ${last.id}${cause}. It is not asked again by itself: call the GraphQL mutation requestTransition to ask anew.`,
    { details: { slot: slot.name, transitionRequestId: last.id } },
  );
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

const refuseUnlessAsker = (ctx: Ctx, move: Move): void => {
  if (mayOnSlots(ctx.access, "request", move)) return;
  const [to, from] = slotsOfAsker(move);
  const way = from === undefined ? `to ${to}` : `from ${from} to ${to}`;
  throw forbidden(
    `Moving a version of "${move.model.name}" ${way} takes CONTRIBUTOR in its team, or a grant that covers ${from === undefined ? "that slot" : "both"}.`,
  );
};

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

const toldWaivers = (waivers: readonly AskedWaiver[]): { waivers?: Told } =>
  waivers.length === 0
    ? {}
    : { waivers: waivers.map(({ policy, key, reason }) => ({ policy, key, reason: textOf(reason) })) };

const openRequest = async (
  ctx: Ctx,
  tx: Tx,
  { locked, move }: Settled,
  ask: Ask & Pick<NewRequest, "phase" | "gates"> & { readonly applied: boolean },
): Promise<string> => {
  const { model, version } = locked;
  const { guarding, policies } = move;
  const id = newId("req");
  const statement = statementOf(move);
  const sealed = sealStatement(statement);
  const hours = guarding.map(({ expiresAfterHours }) => expiresAfterHours);
  const expiresAt = await storeRequest(tx, {
    id,
    state: ask.applied ? "APPLIED" : "PENDING",
    statement,
    text: sealed.text,
    digest: sealed.digest,
    reason: ask.reason,
    ticketUrl: ask.ticketUrl,
    expectedHolder: ask.expectedHolder,
    requestedBy: ctx.principal.id,
    parties: { requesters: peopleBehind(ctx), authors: version.authors },
    policies,
    phase: ask.phase,
    gates: ask.gates,
    waivers: ask.waivers ?? [],
    emergency: ask.emergency ?? null,
    expiresAfterHours: hours.length === 0 ? DEFAULT_EXPIRY_HOURS : Math.min(...hours),
  });
  tx.audit({
    stream: version.id,
    ...(ask.action !== undefined && { action: ask.action }),
    label: versionLabel(model, version),
    subjects: [...versionLinks(model), { id, role: "request" }, ...policyLinks(policies)],
    before: { [statement.to]: statement.displaces?.version ?? null, stage: statement.from },
    after: {
      request: id,
      to: statement.to,
      state: "PENDING",
      contentDigest: sealed.digest,
      expiresAt,
      ...(ask.phase === "GATES" && { phase: ask.phase }),
      ...toldWaivers(ask.waivers ?? []),
      ...(ask.emergency != null && {
        emergency: { reason: textOf(ask.emergency.reason), incidentUrl: ask.emergency.incidentUrl },
      }),
    },
    reason: ask.reason,
    decision: {
      policies: guarding.map(({ id: policy, name, revision, digest }) => ({ id: policy, name, revision, digest })),
      ticket: ask.ticketUrl,
      ...auditedGates(ask.gates),
    },
  });
  return id;
};
