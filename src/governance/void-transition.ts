import type { Tx } from "../acts/command.js";
import type { Ctx } from "../context.js";
import { lifecycleFor } from "../registry/lifecycle.store.js";
import { findStage, type Slot } from "../registry/lifecycle-rules.js";
import type { SlotGuard } from "../registry/slot-guard.js";
import { closeWithEntry } from "./close-request.js";
import { type Locked, lockSubjects } from "./locked.store.js";
import { policiesApplying } from "./policies.store.js";
import { openRequestsIn, type RequestRow } from "./requests.store.js";
import { type Statement, sealStatement, untruth } from "./statement.js";
import { situationOf, slotsTouched, statementNow } from "./truth.store.js";

/** The request's statement if it is still true, else what has changed, in words. */
export const stateNow = async (
  tx: Tx,
  { model, version }: Locked,
  request: RequestRow,
  slot: Slot,
): Promise<{ statement: Statement } | { cause: string }> => {
  if (model.deletedAt !== null) return { cause: "the model was deleted" };
  if (version.deletedAt !== null) return { cause: "the version was deleted" };
  const then = JSON.parse(request.statement) as Statement;
  const situation = await situationOf(tx, { model, version }, slot, then.archives !== undefined);
  const statement = await statementNow(tx, { model, version }, slot, situation, request.policies);
  const changed = untruth(then, statement);
  if (changed !== undefined) return { cause: changed };
  const further = (await policiesApplying(tx, model, slotsTouched(slot, situation, version.id))).find(
    ({ id }) => !request.policies.some((policy) => policy.id === id),
  );
  if (further !== undefined) return { cause: `the policy "${further.name}" now applies too` };
  return sealStatement(statement).digest === request.contentDigest ? { statement } : { cause: "its content changed" };
};

/** The policies' side of the registry: what is guarded, and which open requests have stopped being true. */
export const slotGuard: SlotGuard = {
  guarded: async (tx, model, slots) => {
    if (slots.length === 0) return [];
    const guarding = await policiesApplying(tx, model, slots);
    return slots.filter((slot) => guarding.some((policy) => policy.slots.includes(slot)));
  },
  voidUntrue: async (_ctx: Ctx, tx: Tx, modelId: string, cause: string) => {
    const open = await openRequestsIn(tx, modelId);
    if (open.length === 0) return;
    const lifecycle = await lifecycleFor(tx);
    for (const request of open) {
      const locked = await lockSubjects(tx, request.versionId);
      if (locked === undefined) continue;
      const stage = findStage(lifecycle, request.slot);
      const slot: Slot = request.slot.startsWith("@")
        ? { name: request.slot, isStage: false, exclusive: true }
        : { name: request.slot, isStage: true, exclusive: stage?.exclusive ?? false };
      const now = stage === undefined && slot.isStage ? { cause } : await stateNow(tx, locked, request, slot);
      if ("cause" in now) await closeWithEntry(tx, locked, request, "VOIDED", `${now.cause} (${cause})`);
    }
  },
};
