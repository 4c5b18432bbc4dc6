import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { id } from "../../input.js";
import { requireTrackedRight, trackedLinks } from "../tracked-rights.js";
import { requireReadableRun } from "./run-rights.js";
import { lockRun, storeRunDeletion } from "./runs.store.js";

/** Deletes a run; its record stays and `restoreRun` brings it back. What versions froze of it is not touched; evaluations by it count no more. */
export const deleteRun = command(
  "deleteRun",
  { scope: "WRITE", input: z.object({ runId: id }) },
  async (ctx, tx, input) => {
    const run = requireReadableRun(ctx, tx, await lockRun(tx, input.runId));
    requireTrackedRight(ctx, "Run", run, "maintain");
    const result = { runId: run.id };
    if (run.deleted) return new Unchanged(result);
    await storeRunDeletion(tx, run.id, ctx.principal.id);
    tx.audit({ stream: run.id, subjects: trackedLinks(run), before: { deleted: false }, after: { deleted: true } });
    await ctx.snapshots.rejudge(ctx, tx, run, `run ${run.id} was deleted`);
    return result;
  },
);
