import type { HeldRole } from "../access/subject-rules.js";
import type { Tx } from "../acts/command.js";
import type { RiskTier } from "./tiers/tier-rules.js";

declare module "../context.js" {
  interface Ctx {
    /** What approval policies forbid; supplied by governance. */
    readonly guard: SlotGuard;
  }
}

/** The model that a slot belongs to, as locked in this transaction. */
export interface GuardedModel {
  readonly id: string;
  readonly name: string;
  readonly teamId: string;
}

/** A document that somebody would publish. */
export interface PublishedDocument {
  readonly kind: string;
  readonly subject: "MODEL" | "VERSION";
  readonly by: { readonly id: string; readonly roles: readonly HeldRole[] };
}

/**
 * What the registry must ask of governance, which stands above it: the composition root supplies it.
 * What names a model is called with its row locked.
 */
export interface SlotGuard {
  /** Those of `slots` that at least one approval policy, of this scope if one is given, guards on this model. */
  guarded(tx: Tx, model: GuardedModel, slots: readonly string[], scope?: "TEAM"): Promise<string[]>;
  /**
   * Voids each open transition request of the model whose statement has stopped being true, with an entry that names
   * the cause, and evaluates the gates of the others anew. Called after every change of a slot, tag, owner or existence.
   */
  voidOutdated(tx: Tx, modelId: string, cause: string): Promise<void>;
  /** Voids every open transition request of the model: what they were asked of is not called so any more. */
  voidAll(tx: Tx, modelId: string, cause: string): Promise<void>;
  /** Whether the model's name stays its team's when it is freed; `everHeld`: the slots that its versions ever held. */
  keepsName(tx: Tx, model: GuardedModel, everHeld: readonly string[]): Promise<boolean>;
  /** Gives the model the policies that cover the last holder of its new name alone, with an entry for each. */
  inheritPolicies(tx: Tx, model: GuardedModel, lastHolderId: string, by: string): Promise<void>;
  /** Whether a policy applies to the model, which has no risk tier, that would not if it had this one. */
  isFreedBy(tx: Tx, model: GuardedModel, tier: RiskTier): Promise<boolean>;
  /** Those of the slots that an open transition request asks for. */
  openFor(tx: Tx, slots: readonly string[]): Promise<string[]>;
  /** Versions, with their models, whose open requests have gates, at most 500. */
  judgedVersions(tx: Tx): Promise<{ modelId: string; versionId: string }[]>;
  /** Those of `slots` for which a policy asks for signatures; of a policy with gates alone, leaving and removing ask for none. */
  signed(tx: Tx, model: GuardedModel, slots: readonly string[]): Promise<string[]>;
  /** Whether a gate of a policy that covers the model names the principal as one who reports this check. */
  mayReport(
    tx: Tx,
    model: GuardedModel,
    report: { readonly principalId: string; readonly check: string },
  ): Promise<boolean>;
  /** Whether a gate of a policy that covers the model asks for such a document by a role that this principal holds. */
  mayPublish(tx: Tx, model: GuardedModel, document: PublishedDocument): Promise<boolean>;
  /** How a policy in force spells a stage that is named otherwise here (case apart); undefined when none does. */
  otherSpelling(tx: Tx, stages: readonly string[]): Promise<{ stage: string; policySays: string } | undefined>;
}
