import type { IdKinds } from "../db/id-kinds.js";
import type { SlotGuard } from "../registry/slot-guard.js";
import { holdsFairly } from "./gates/fair-holder-rules.js";
import { judgedVersions, slotsAskedFor } from "./open-requests.queries.js";
import { inheritPolicies } from "./policies/inherit-policies.step.js";
import {
  gatesCovering,
  isFreedBy,
  policiesApplying,
  policiesOfModel,
  stageSpelledOtherwise,
} from "./policies/policies.store.js";
import { voidAll, voidOutdated } from "./void-outdated.step.js";

/** The policies' side of the registry: what is guarded, and which open requests have stopped being true. */
export const slotGuardOf = (kinds: IdKinds): SlotGuard => ({
  guarded: async (tx, model, slots, scope) => {
    if (slots.length === 0) return [];
    const applying = await policiesApplying(tx, model, slots);
    const guarding = applying.filter((policy) => scope === undefined || policy.scope === scope);
    return slots.filter((slot) => guarding.some((policy) => policy.slots.includes(slot)));
  },
  voidOutdated: (tx, modelId, cause) => voidOutdated(tx, kinds, modelId, cause),
  voidAll: (tx, modelId, cause) => voidAll(tx, kinds, modelId, cause),
  keepsName: async (tx, model, everHeld) =>
    (await policiesOfModel(tx, model.id)).length > 0 || (await policiesApplying(tx, model, everHeld)).length > 0,
  inheritPolicies,
  isFreedBy,
  openFor: slotsAskedFor,
  judgedVersions,
  signed: async (tx, model, slots) => {
    const signing = (await policiesApplying(tx, model, slots)).filter(({ requirements }) => requirements.length > 0);
    return slots.filter((slot) => signing.some((policy) => policy.slots.includes(slot)));
  },
  mayReport: async (tx, model, { principalId, check: name }) =>
    (await gatesCovering(tx, model)).some(
      ({ check }) => check?.name === name && check.reportedBy.includes(principalId),
    ),
  mayPublish: async (tx, model, { kind, subject, by }) =>
    (await gatesCovering(tx, model)).some(
      ({ document }) =>
        document?.kind === kind &&
        (document.subject ?? "VERSION") === subject &&
        document.publishedBy !== undefined &&
        holdsFairly(by, { role: document.publishedBy.role, teamId: document.publishedBy.teamId ?? model.teamId }),
    ),
  otherSpelling: stageSpelledOtherwise,
});
