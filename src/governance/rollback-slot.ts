import { z } from "zod";
import { command } from "../acts/command.js";
import { DomainError, invalid, notFound } from "../errors.js";
import { id, reason, text } from "../input.js";
import { readLifecycle } from "../registry/lifecycle.store.js";
import { parseSlot } from "../registry/lifecycle-rules.js";
import { lockVersion } from "../registry/registry.store.js";
import { lockReadableModel } from "../registry/rights.js";
import { holderOf, previousHolderOf } from "../registry/slots.store.js";
import { askTransition } from "./asking/ask-transition.step.js";

/**
 * Asks for the latest earlier, different holder of a slot that still exists. Gates that it had passed are skipped where
 * it left the slot within the hours of their policy. Scope: WRITE; right: request on the slot.
 */
export const rollbackSlot = command(
  "rollbackSlot",
  { scope: "WRITE", input: z.strictObject({ registeredModelId: id, slot: text(256, { min: 1 }), reason }) },
  async (ctx, tx, input) => {
    const model = await lockReadableModel(ctx, tx, input.registeredModelId);
    const slot = parseSlot(await readLifecycle(tx), input.slot, ["input", "slot"]);
    if (!slot.exclusive)
      throw invalid("slot", `${slot.name} is not exclusive: several versions hold it, so there is none to go back to.`);
    const holder = await holderOf(tx, model.id, slot.name);
    const earlier = await previousHolderOf(tx, model.id, slot.name, holder?.id ?? null);
    if (earlier === undefined)
      throw new DomainError("NO_PREVIOUS_HOLDER", `No earlier holder of ${slot.name} still exists.`, {
        path: ["input", "slot"],
      });
    const locked = await lockVersion(tx, earlier.id);
    if (locked === undefined) throw notFound("model version");
    return askTransition(ctx, tx, locked, {
      to: slot.name,
      reason: input.reason,
      ticketUrl: null,
      expectedHolder: holder?.version ?? 0,
      rollback: true,
    });
  },
);
