import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { id } from "../../input.js";
import { goingStatuses } from "../statuses.js";
import { requireTrackedRight, trackedLinks } from "../tracked-rights.js";
import { long } from "../tracking-input.js";
import { requireLiveRun, requireReadableRun } from "./run-rights.js";
import { lockRun, storeRunStatus } from "./runs.store.js";

/**
 * Says that a run goes on, or is scheduled: what `mlflow.start_run(run_id=…)` sends. Its end time stays until the next,
 * unless another is given: MLflow takes whatever it is told.
 */
export const resumeRun = command(
  "resumeRun",
  {
    scope: "WRITE",
    input: z.object({ runId: id, status: z.enum(goingStatuses), endTime: long.nullish() }),
  },
  async (ctx, tx, input) => {
    const run = requireReadableRun(ctx, tx, await lockRun(tx, input.runId));
    requireTrackedRight(ctx, "Run", run, "contribute");
    requireLiveRun(run);
    const result = { runId: run.id };
    const endTime = input.endTime ?? run.endTime;
    if (run.status === input.status && run.endTime === endTime) return new Unchanged(result);
    await storeRunStatus(tx, run.id, input.status, endTime);
    tx.audit({
      stream: run.id,
      subjects: trackedLinks(run),
      before: { status: run.status, endTime: run.endTime?.toString() ?? null },
      after: { status: input.status, endTime: endTime?.toString() ?? null },
    });
    return result;
  },
);
