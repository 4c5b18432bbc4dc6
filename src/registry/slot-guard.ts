import type { Tx } from "../acts/command.js";

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

/**
 * What the registry must ask of governance, which stands above it: the composition root supplies it.
 * Both are called with the model's row locked.
 */
export interface SlotGuard {
  /** Those of `slots` that at least one approval policy guards on this model. */
  guarded(tx: Tx, model: GuardedModel, slots: readonly string[]): Promise<string[]>;
  /**
   * Voids each open transition request of the model whose statement has stopped being true, with an entry that names
   * the cause. Called after every change of a slot, tag, owner or existence.
   */
  voidOutdated(tx: Tx, modelId: string, cause: string): Promise<void>;
}
