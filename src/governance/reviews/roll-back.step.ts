import { type Tx, Unchanged } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { DomainError } from "../../errors.js";
import { readLifecycle } from "../../registry/lifecycle.store.js";
import { lockVersion } from "../../registry/registry.store.js";
import { holderOf, previousHolderOf } from "../../registry/slots.store.js";
import { askFor } from "../asking/ask-transition.step.js";
import { lookAt } from "../asking/look-at.step.js";
import { slotOf } from "../examine-requests.step.js";
import type { LockedRequest } from "../request-rights.js";

/**
 * Asks for the slot of an emergency to be given back to its earlier holder, whatever rights on it the caller has: others
 * sign. Answers the request; null where the version does not hold the slot alone any more, or nobody held it before, or the
 * move is refused.
 */
export const rollBack = async (
  ctx: Ctx,
  tx: Tx,
  { model, version, request }: LockedRequest,
  reason: string,
): Promise<string | null> => {
  const slot = slotOf(await readLifecycle(tx), request.slot);
  if (slot === undefined || !slot.exclusive || model.deletedAt !== null) return null;
  const holder = await holderOf(tx, model.id, slot.name);
  if (holder?.id !== version.id) return null;
  const earlier = await previousHolderOf(tx, model.id, slot.name, version.id);
  const locked = earlier && (await lockVersion(tx, earlier.id));
  if (locked === undefined) return null;
  const ask = { to: slot.name, reason, ticketUrl: null, expectedHolder: version.version };
  try {
    const asked = await askFor(ctx, tx, await lookAt(tx, locked, ask), {
      ...ask,
      rollback: true,
      action: "rollbackSlot",
    });
    return (asked instanceof Unchanged ? asked.result : asked).transitionRequestId;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.is("REQUEST_OPEN") ? error.details.transitionRequestId : null;
  }
};
