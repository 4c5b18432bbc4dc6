import { z } from "zod";
import { command, Unchanged } from "../acts/command.js";
import { id, reason, text } from "../input.js";
import { lockReadableVersion } from "../registry/rights.js";
import { askFor } from "./asking/ask-transition.step.js";
import { prospectOf } from "./asking/look-at.step.js";
import { isThere } from "./move-rules.js";

/**
 * `requestTransition` for programs that send the same call again and again: to be in the slot already is no error and
 * changes nothing, and what people rejected or withdrew is not asked anew but refused (APPROVAL_REQUIRED). Answers the
 * request that is waited for, null when the version is where it should be. Scope: WRITE; right: request on the slot.
 */
export const sendTransition = command(
  "requestTransition",
  {
    scope: "WRITE",
    input: z.strictObject({
      modelVersionId: id,
      to: text(256, { min: 1 }),
      reason,
      archiving: z.boolean(),
    }),
  },
  async (ctx, tx, input) => {
    const locked = await lockReadableVersion(ctx, tx, input.modelVersionId, { by: "model" });
    const prospect = await prospectOf(ctx, tx, locked, input);
    if (isThere(prospect.move)) return new Unchanged<Sent>({ waitsFor: null });
    const ask = { ...input, ticketUrl: null, expectedHolder: null, repeating: true };
    const asked = await askFor(ctx, tx, prospect, ask);
    if (asked instanceof Unchanged) return new Unchanged<Sent>(sentOf(asked.result));
    return sentOf(asked);
  },
);

/** What became of it. */
export interface Sent {
  /** The request that people must sign first; null when the version is where it should be. */
  readonly waitsFor: string | null;
}

const sentOf = ({ applied, transitionRequestId }: { applied: boolean; transitionRequestId: string }): Sent => ({
  waitsFor: applied ? null : transitionRequestId,
});
