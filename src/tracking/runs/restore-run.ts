import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { DomainError } from "../../errors.js";
import { id } from "../../input.js";
import { requireTrackedRight, trackedLinks } from "../tracked-rights.js";
import { requireReadableRun } from "./run-rights.js";
import { lockRun, storeRunRestoration } from "./runs.store.js";

/** Brings a deleted run back. One whose experiment is deleted comes back with the experiment. */
export const restoreRun = command(
  "restoreRun",
  { scope: "WRITE", input: z.object({ runId: id }) },
  async (ctx, tx, input) => {
    const run = requireReadableRun(ctx, tx, await lockRun(tx, input.runId));
    requireTrackedRight(ctx, "Run", run, "maintain");
    const result = { runId: run.id };
    if (!run.deleted) return new Unchanged(result);
    if (run.experimentDeleted)
      throw new DomainError(
        "EXPERIMENT_DELETED",
        `The run's experiment "${run.experimentName}" is deleted; restore the experiment, and the run comes back with it.`,
      );
    await storeRunRestoration(tx, run.id);
    tx.audit({ stream: run.id, subjects: trackedLinks(run), before: { deleted: true }, after: { deleted: false } });
    await ctx.snapshots.rejudge(ctx, tx, run, `run ${run.id} was restored`);
    return result;
  },
);
