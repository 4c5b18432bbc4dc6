import { loadAccess } from "../access/caller.queries.js";
import type { Tx } from "../acts/command.js";
import type { IdKinds } from "../db/id-kinds.js";
import { holdLifecycle } from "../registry/lifecycle.store.js";
import { findStage, type Lifecycle, type Slot } from "../registry/lifecycle-rules.js";
import { type Locked, lockVersion } from "../registry/registry.store.js";
import type { Cause } from "./cause.js";
import { closeWithEntry } from "./close-request.step.js";
import type { GateResult } from "./gates/gate-rules.js";
import { judgeGates } from "./gates/judge-gates.step.js";
import { settleGates } from "./gates/settle-gates.step.js";
import { readMoveOf } from "./move.store.js";
import { gateOutdated, type Move, needsNobody, outdated } from "./move-rules.js";
import { openRequestsIn, type RequestRow } from "./requests.store.js";
import { overdueReviewOf } from "./reviews/reviews.store.js";
import { mayOnSlots } from "./slot-rights.js";
import { waiversIn } from "./waivers/waivers.queries.js";

/** The move of a request as everything stands now, and what its gates say. */
export interface MoveNow {
  readonly move: Move;
  readonly gates: readonly GateResult[];
}

/** The move of a request as everything stands now, or why the request is void. */
export const moveNow = async (
  tx: Tx,
  locked: Locked,
  request: RequestRow,
  { slot, kinds }: { readonly slot: Slot; readonly kinds: IdKinds },
): Promise<MoveNow | { cause: Cause }> => {
  const { model, version } = locked;
  if (model.deletedAt !== null) return { cause: { text: "the model was deleted" } };
  if (version.deletedAt !== null) return { cause: { text: "the version was deleted" } };
  const move = await readMoveOf(tx, locked, slot, request);
  const cause = outdated(move, request) ?? (move.emergency ? await overdue(tx, model.id) : undefined);
  if (cause !== undefined) return { cause };
  const gates = await judgeGates(tx, move, {
    parties: { requesters: request.requestedFor, authors: version.authors },
    kinds,
    waivers: { asked: request.waivers, given: await waiversIn(tx, request) },
    skipped: request.gates.filter(({ verdict }) => verdict === "SKIPPED"),
  });
  const failing = gateOutdated(request, gates);
  return failing === undefined ? { move, gates } : { cause: failing };
};

/** Why an emergency that is still pending is void: the review of an earlier one is overdue. */
const overdue = async (tx: Tx, modelId: string): Promise<Cause | undefined> =>
  (await overdueReviewOf(tx, modelId)) === undefined
    ? undefined
    : { text: "the review of an earlier emergency of the model is overdue" };

/** A request whose gates have all passed and that nobody need sign: it is to be applied now. */
export interface Ready extends MoveNow {
  readonly locked: Locked;
  readonly request: RequestRow;
}

/** Whether a request that has just left the phase GATES is applied without a signature: whoever asked may move, still. */
export const isReady = async (
  tx: Tx,
  kinds: IdKinds,
  { request, move }: Pick<Ready, "request" | "move">,
): Promise<boolean> => {
  if (request.phase !== "SIGNATURES" || request.gates.length === 0 || !needsNobody(request.policies)) return false;
  const access = (await loadAccess(tx, kinds, [request.requestedBy])).get(request.requestedBy);
  return access !== undefined && mayOnSlots(access, "move", move);
};

/** The slot that a request asks for; undefined when the lifecycle has no such stage any more. */
export const slotOf = (lifecycle: Lifecycle, name: string): Slot | undefined => {
  if (name.startsWith("@")) return { name, isStage: false, exclusive: true };
  const stage = findStage(lifecycle, name);
  return stage && { name, isStage: true, exclusive: stage.exclusive };
};

/** What open requests are looked at for. */
export interface Examining {
  readonly kinds: IdKinds;
  /** What has happened, for the cause of those that are void by it. */
  readonly event: Cause;
  /** Those that the event itself ends. */
  readonly ends?: (request: RequestRow) => boolean;
  /** The one to look at; else each open request of the model. */
  readonly only?: string;
}

/**
 * Voids each open request of the model whose statement has stopped being true, or whose gate fails, with an entry that
 * names the cause; seals those anew whose gates say something else. Answers those that are to be applied now. The model's
 * row is locked.
 */
export const examineRequests = async (tx: Tx, modelId: string, examining: Examining): Promise<Ready[]> => {
  const { only } = examining;
  const open = (await openRequestsIn(tx, modelId)).filter(({ id }) => only === undefined || id === only);
  if (open.length === 0) return [];
  const lifecycle = await holdLifecycle(tx);
  const ready: Ready[] = [];
  for (const request of open) {
    const locked = await lockVersion(tx, request.versionId, { deleted: true });
    const now = locked && (await examineOne(tx, locked, request, { ...examining, lifecycle }));
    if (now !== undefined) ready.push(now);
  }
  return ready;
};

const examineOne = async (
  tx: Tx,
  locked: Locked,
  request: RequestRow,
  { lifecycle, event, ends, kinds }: Examining & { readonly lifecycle: Lifecycle },
): Promise<Ready | undefined> => {
  if (ends?.(request) === true) return voidIt(tx, locked, request, event);
  const slot = slotOf(lifecycle, request.slot);
  if (slot === undefined) return voidIt(tx, locked, request, { text: `there is no stage ${request.slot} any more` });
  const now = await moveNow(tx, locked, request, { slot, kinds });
  if ("cause" in now) return voidIt(tx, locked, request, causeBy(now.cause, event));
  const settled = await settleGates(tx, locked, request, now);
  if (settled === request) return undefined;
  const ready = { ...now, locked, request: settled };
  return (await isReady(tx, kinds, ready)) ? ready : undefined;
};

const voidIt = async (tx: Tx, locked: Locked, request: RequestRow, cause: Cause): Promise<undefined> => {
  await closeWithEntry(tx, locked, request, "VOIDED", cause);
};

/** An event that names a policy of its own must not stand beside another's. */
const causeBy = (cause: Cause, event: Cause): Cause =>
  event.policy === undefined && event.text !== "" ? { ...cause, text: `${cause.text} (${event.text})` } : cause;
