import { loadAccess } from "../access/caller.queries.js";
import type { Tx } from "../acts/command.js";
import { askedOnce } from "../db/asked-once.js";
import type { IdKinds } from "../db/id-kinds.js";
import type { Reader } from "../db/sql.js";
import { holdLifecycle } from "../registry/lifecycle.store.js";
import { findStage, type Lifecycle, type Slot } from "../registry/lifecycle-rules.js";
import { type Locked, lockVersion } from "../registry/registry.store.js";
import type { Cause } from "./cause.js";
import { closeWithEntry } from "./close-request.step.js";
import type { GateResult } from "./gates/gate-rules.js";
import { judgeGates } from "./gates/judge-gates.step.js";
import { type Judged, settleGates } from "./gates/settle-gates.step.js";
import { type Asking, readMoveOf, readMovesOf } from "./move.store.js";
import { gateOutdated, type Move, needsNobody, outdated } from "./move-rules.js";
import { lockRequest, openRequestsIn, type RequestRow } from "./requests.store.js";
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
  const cause = deleted(locked);
  if (cause !== undefined) return { cause };
  return judgedNow(tx, locked, request, { move: await readMoveOf(tx, locked, slot, request), kinds });
};

const deleted = ({ model, version }: Locked): Cause | undefined => {
  if (model.deletedAt !== null) return { text: "the model was deleted" };
  return version.deletedAt === null ? undefined : { text: "the version was deleted" };
};

/** A move that was read, with what its gates say now; or why its request is void. */
const judgedNow = async (
  db: Reader,
  { version }: Locked,
  request: RequestRow,
  { move, kinds }: { readonly move: Move; readonly kinds: IdKinds },
): Promise<MoveNow | { cause: Cause }> => {
  const cause = outdated(move, request) ?? (move.emergency ? await overdue(db, move.model.id) : undefined);
  if (cause !== undefined) return { cause };
  const gates = await judgeGates(db, move, {
    parties: { requesters: request.requestedFor, authors: version.authors },
    kinds,
    waivers: { asked: request.waivers, given: await waiversIn(db, request) },
    skipped: request.gates.filter(({ verdict }) => verdict === "SKIPPED"),
  });
  const failing = gateOutdated(request, gates);
  return failing === undefined ? { move, gates } : { cause: failing };
};

/** Why an emergency that is still pending is void: the review of an earlier one is overdue. */
const overdue = async (db: Reader, modelId: string): Promise<Cause | undefined> =>
  (await overdueReviewOf(db, modelId)) === undefined
    ? undefined
    : { text: "the review of an earlier emergency of the model is overdue" };

/** Whether a request that has just left the phase GATES is applied without a signature: whoever asked may move, still. */
export const isReady = async (
  db: Reader,
  kinds: IdKinds,
  { request, move }: Pick<Judged, "request" | "move">,
): Promise<boolean> => {
  if (request.phase !== "SIGNATURES" || request.gates.length === 0 || !needsNobody(request.policies)) return false;
  const access = (await loadAccess(db, kinds, [request.requestedBy])).get(request.requestedBy);
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
 * row is locked: what several requests look at is read once.
 */
export const examineRequests = async (tx: Tx, modelId: string, examining: Examining): Promise<Judged[]> => {
  const { only, kinds, event } = examining;
  const open = only === undefined ? await openRequestsIn(tx, modelId) : await openRequest(tx, only);
  if (open.length === 0) return [];
  const asking = await stillAsking(tx, open, examining);
  const db = askedOnce(tx);
  const moves = await readMovesOf(db, asking);
  const holding: Judged[] = [];
  for (const [index, { locked, request }] of asking.entries()) {
    const move = moves[index];
    const now = move && (await judgedNow(db, locked, request, { move, kinds }));
    if (now === undefined) continue;
    if ("cause" in now) await voidIt(tx, locked, request, causeBy(now.cause, event));
    else holding.push({ ...now, locked, request });
  }
  const ready: Judged[] = [];
  for (const each of await settleGates(tx, holding)) if (await isReady(db, kinds, each)) ready.push(each);
  return ready;
};

interface StillAsking extends Asking {
  readonly request: RequestRow;
}

const openRequest = async (tx: Tx, id: string): Promise<RequestRow[]> => {
  const request = await lockRequest(tx, id);
  return request?.state === "PENDING" ? [request] : [];
};

/** The open requests, their versions locked, whose move there still is; the others are void. */
const stillAsking = async (tx: Tx, open: readonly RequestRow[], { event, ends }: Examining): Promise<StillAsking[]> => {
  const lifecycle = await holdLifecycle(tx);
  const versions = new Map<string, Locked | undefined>();
  const asking: StillAsking[] = [];
  for (const request of open) {
    const { versionId } = request;
    if (!versions.has(versionId)) versions.set(versionId, await lockVersion(tx, versionId, { deleted: true }));
    const locked = versions.get(versionId);
    if (locked === undefined) continue;
    const slot = slotOf(lifecycle, request.slot);
    const cause = deleted(locked);
    if (ends?.(request) === true) await voidIt(tx, locked, request, event);
    else if (slot === undefined)
      await voidIt(tx, locked, request, { text: `there is no stage ${request.slot} any more` });
    else if (cause !== undefined) await voidIt(tx, locked, request, causeBy(cause, event));
    else asking.push({ locked, slot, request });
  }
  return asking;
};

const voidIt = (tx: Tx, locked: Locked, request: RequestRow, cause: Cause): Promise<void> =>
  closeWithEntry(tx, locked, request, "VOIDED", cause);

/** An event that names a policy of its own must not stand beside another's. */
const causeBy = (cause: Cause, event: Cause): Cause =>
  event.policy === undefined && event.text !== "" ? { ...cause, text: `${cause.text} (${event.text})` } : cause;
