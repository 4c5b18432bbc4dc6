import { z } from "zod";
import { invalid } from "../../errors.js";
import { id, reason, text } from "../../input.js";
import { gatesOf } from "../gates/judge-gates.step.js";
import type { Move } from "../move-rules.js";
import { type AskedWaiver, inOrderOfGates } from "./waiver-rules.js";

/** Published limits of waivers: no move has more gates than twenty policies of twenty. */
export const waiverLimits = { waivers: 400 } as const;

/** The waivers that whoever asks for a move asks for. */
export const waiverList = z
  .array(z.strictObject({ policyId: id, gateKey: text(64, { min: 1 }), reason }))
  .max(waiverLimits.waivers, "at most 400 waivers.")
  .transform((all) =>
    inOrderOfGates(all.map(({ policyId: policy, gateKey: key, reason: why }) => ({ policy, key, reason: why }))),
  );

/** Refuses what cannot be waived: each names another gate of the move, which somebody may waive. */
export const requireWaivable = (move: Move, waivers: readonly AskedWaiver[]): void => {
  const gates = gatesOf(move);
  for (const [index, { policy, key }] of waivers.entries()) {
    const next = waivers[index + 1];
    if (next?.policy === policy && next.key === key) throw invalid("waivers", `the gate "${key}" is named twice.`);
    const found = gates.find((each) => each.policy === policy && each.gate.key === key);
    if (found === undefined) throw invalid("waivers", `no policy ${policy} that guards the slot has a gate "${key}".`);
    if (found.gate.waivableBy === undefined)
      throw invalid("waivers", `nobody may waive the gate "${key}": its policy names nobody who could (waivableBy).`);
  }
};
