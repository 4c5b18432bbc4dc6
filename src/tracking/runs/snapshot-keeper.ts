import type { Tx } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import type { RunFacts } from "./runs.store.js";

declare module "../../context.js" {
  interface Ctx {
    /** What versions hold of runs; supplied by the registry. */
    readonly snapshots: SnapshotKeeper;
  }
}

/**
 * What tracking must tell the registry, which stands above it: the composition root supplies it. A version made of a
 * running run holds a provisional snapshot, taken again when the run ends; and gates look at what a run measured once it has.
 */
export interface SnapshotKeeper {
  /**
   * Takes the provisional snapshots of a run again, for good, with an entry each, and has the gates of open requests that may
   * look at the run evaluated anew; called when the run's end is stored, its row locked: whoever makes a version of the run
   * holds that row too, so none is missed.
   */
  settle(ctx: Ctx, tx: Tx, run: RunFacts): Promise<void>;
  /** Has the gates of open requests that may look at the run evaluated anew, for this cause; its row is locked. */
  rejudge(ctx: Ctx, tx: Tx, run: RunFacts, cause: string): Promise<void>;
}
