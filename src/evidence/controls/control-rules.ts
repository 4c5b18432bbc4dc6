import type { PackControl, Selector } from "../../governance/packs/pack.js";
import type { ControlFact, Found, KnownThen } from "./known-then.js";
import { byDecision, byGate, byReview, bySlotHistory } from "./move-selector-rules.js";
import { byAuditAction, byDocument, byOwnership, bySnapshot, byTier } from "./record-selector-rules.js";

/** What the records say of a control; never more than that: whether a regime is met is for people to say. */
export type ControlState = "MET" | "NOT_MET" | "NEEDS_HUMAN";

/** A control of a pack, as the records of one version answer it. */
export interface JudgedControl {
  readonly id: string;
  readonly title: string;
  readonly state: ControlState;
  readonly judgement: string | null;
  /** What was not found, in words. */
  readonly missing: readonly string[];
  readonly evidence: readonly ControlFact[];
}

const found = (selector: Selector, then: KnownThen): Found => {
  if (selector.gate !== undefined) return byGate(selector.gate, then);
  if (selector.decision !== undefined) return byDecision(selector.decision, then);
  if (selector.document !== undefined) return byDocument(selector.document, then);
  if (selector.tier !== undefined) return byTier(then);
  if (selector.ownership !== undefined) return byOwnership(selector.ownership, then);
  if (selector.snapshot !== undefined) return bySnapshot(selector.snapshot, then);
  if (selector.slotHistory !== undefined) return bySlotHistory(selector.slotHistory, then);
  if (selector.review !== undefined) return byReview(then);
  if (selector.auditAction !== undefined) return byAuditAction(selector.auditAction, then);
  throw new Error("a selector of a pack selects nothing");
};

/**
 * A control is NOT_MET where something that it names was not there; MET where all was and no person need judge; of the
 * same records always the same.
 */
export const judgeControl = ({ id, title, judgement, evidence }: PackControl, then: KnownThen): JudgedControl => {
  const all = evidence.map((selector) => found(selector, then));
  const missing = all.flatMap((each) => (each.state === "NOT_MET" ? [each.says] : []));
  const isOpen = judgement !== undefined || all.length === 0 || all.some(({ state }) => state === "NEEDS_HUMAN");
  return {
    id,
    title,
    state: missing.length > 0 ? "NOT_MET" : isOpen ? "NEEDS_HUMAN" : "MET",
    judgement: judgement ?? all.find(({ state }) => state === "NEEDS_HUMAN")?.says ?? null,
    missing,
    evidence: all.flatMap(({ facts }) => facts),
  };
};
