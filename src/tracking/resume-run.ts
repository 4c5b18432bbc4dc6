import { z } from "zod";
import { command, Unchanged } from "../db/command.js";
import { id } from "../input.js";
import { requireLiveRun, requireReadableRun, requireTrackedRight, trackedLinks } from "./run-rights.js";
import { lockRun, storeRunStatus } from "./runs.store.js";

/** Says that a run goes on, or is scheduled: what `mlflow.start_run(run_id=…)` sends. Its end time stays until the next. */
export const resumeRun = command(
  "resumeRun",
  { scope: "WRITE", input: z.object({ runId: id, status: z.enum(["RUNNING", "SCHEDULED"]) }) },
  async (ctx, tx, input) => {
    const run = requireReadableRun(ctx, tx, await lockRun(tx, input.runId));
    requireTrackedRight(ctx, "Run", run, "contribute");
    requireLiveRun(run);
    const result = { runId: run.id };
    if (run.status === input.status) return new Unchanged(result);
    await storeRunStatus(tx, run.id, input.status, run.endTime);
    tx.audit({
      stream: run.id,
      subjects: trackedLinks(run),
      before: { status: run.status },
      after: { status: input.status },
    });
    return result;
  },
);
