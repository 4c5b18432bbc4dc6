import type { Ctx } from "../context.js";
import type { Tx } from "../db/command.js";
import type { RunFacts } from "./runs.store.js";

/**
 * What tracking must tell the registry, which stands above it: the composition root supplies it. A version made of a
 * running run holds a provisional snapshot, taken again when the run ends.
 */
export interface SnapshotKeeper {
  /** Locks the models and versions that hold a provisional snapshot of the run; called before the run is locked. */
  hold(tx: Tx, runUuid: string): Promise<void>;
  /** Takes those snapshots again, for good, with an entry each; called when the run's end is stored. */
  settle(ctx: Ctx, tx: Tx, run: RunFacts): Promise<void>;
}
