import type { Tx } from "../acts/command.js";
import { holdLifecycle } from "../registry/lifecycle.store.js";
import { findStage, type Lifecycle, type Slot } from "../registry/lifecycle-rules.js";
import { type Locked, lockVersion } from "../registry/registry.store.js";
import type { Cause } from "./cause.js";
import { closeWithEntry } from "./close-request.step.js";
import { readMoveOf } from "./move.store.js";
import { type Move, outdated } from "./move-rules.js";
import { openRequestsIn, type RequestRow } from "./requests.store.js";

/** The move of a request as everything stands now, or why the request is void. */
export const moveNow = async (
  tx: Tx,
  locked: Locked,
  request: RequestRow,
  slot: Slot,
): Promise<{ move: Move } | { cause: Cause }> => {
  if (locked.model.deletedAt !== null) return { cause: { text: "the model was deleted" } };
  if (locked.version.deletedAt !== null) return { cause: { text: "the version was deleted" } };
  const move = await readMoveOf(tx, locked, slot, request);
  const cause = outdated(move, request);
  return cause === undefined ? { move } : { cause };
};

/** The slot that a request asks for; undefined when the lifecycle has no such stage any more. */
const slotOf = (lifecycle: Lifecycle, name: string): Slot | undefined => {
  if (name.startsWith("@")) return { name, isStage: false, exclusive: true };
  const stage = findStage(lifecycle, name);
  return stage && { name, isStage: true, exclusive: stage.exclusive };
};

/**
 * Voids each open request of the model whose statement has stopped being true, with an entry that names the cause. The
 * model's row is locked. Called after every change of a slot, tag, owner or existence.
 */
export const voidOutdated = async (tx: Tx, modelId: string, cause: string): Promise<void> =>
  voidWhere(tx, modelId, { text: cause }, () => false);

/** Voids every open request of the model. */
export const voidAll = async (tx: Tx, modelId: string, cause: string): Promise<void> =>
  voidWhere(tx, modelId, { text: cause }, () => true);

/** Voids the open requests of the model that were opened under an earlier revision of the policy, or before it came. */
export const voidUnderPolicy = async (tx: Tx, modelId: string, cause: Required<Cause>): Promise<void> =>
  voidWhere(tx, modelId, cause, ({ policies }) => policies.some(({ id }) => id === cause.policy.id));

const voidWhere = async (
  tx: Tx,
  modelId: string,
  event: Cause,
  ends: (request: RequestRow) => boolean,
): Promise<void> => {
  const open = await openRequestsIn(tx, modelId);
  if (open.length === 0) return;
  const lifecycle = await holdLifecycle(tx);
  for (const request of open) {
    const locked = await lockVersion(tx, request.versionId, { deleted: true });
    if (locked === undefined) continue;
    const cause = ends(request) ? event : await causeNow(tx, locked, request, { lifecycle, event });
    if (cause !== undefined) await closeWithEntry(tx, locked, request, "VOIDED", cause);
  }
};

const causeNow = async (
  tx: Tx,
  locked: Locked,
  request: RequestRow,
  { lifecycle, event }: { lifecycle: Lifecycle; event: Cause },
): Promise<Cause | undefined> => {
  const slot = slotOf(lifecycle, request.slot);
  if (slot === undefined) return event;
  const now = await moveNow(tx, locked, request, slot);
  if (!("cause" in now)) return undefined;
  // An event that names a policy of its own must not stand beside another's.
  return event.policy === undefined ? { ...now.cause, text: `${now.cause.text} (${event.text})` } : now.cause;
};
