import type { SlotGuard } from "../registry/slot-guard.js";
import { policiesApplying } from "./policies.store.js";
import { voidOutdated } from "./void-outdated.step.js";

/** The policies' side of the registry: what is guarded, and which open requests have stopped being true. */
export const slotGuard: SlotGuard = {
  guarded: async (tx, model, slots) => {
    if (slots.length === 0) return [];
    const guarding = await policiesApplying(tx, model, slots);
    return slots.filter((slot) => guarding.some((policy) => policy.slots.includes(slot)));
  },
  voidOutdated,
};
