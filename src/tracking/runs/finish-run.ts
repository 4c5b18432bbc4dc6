import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { id } from "../../input.js";
import { endedStatuses, isEnded } from "../statuses.js";
import { requireTrackedRight, trackedLinks } from "../tracked-rights.js";
import { long } from "../tracking-input.js";
import { requireLiveRun, requireReadableRun } from "./run-rights.js";
import { lockRun, storeRunFinish } from "./runs.store.js";

/** Ends a run: FINISHED, FAILED or KILLED. Versions made while it ran take their snapshot of it again, for good. */
export const finishRun = command(
  "finishRun",
  {
    scope: "WRITE",
    input: z.object({
      runId: id,
      status: z.enum(endedStatuses),
      endTime: long.nullish(),
    }),
  },
  async (ctx, tx, input) => {
    const run = requireReadableRun(ctx, tx, await lockRun(tx, input.runId));
    requireTrackedRight(ctx, "Run", run, "contribute");
    requireLiveRun(run);
    const given = input.endTime ?? (isEnded(run.status) ? run.endTime : null);
    const result = { runId: run.id };
    if (run.status === input.status && run.endTime === given) return new Unchanged(result);
    const endTime = await storeRunFinish(tx, run.id, input.status, given);
    tx.audit({
      stream: run.id,
      subjects: trackedLinks(run),
      before: { status: run.status, endTime: run.endTime?.toString() ?? null },
      after: { status: input.status, endTime: endTime.toString() },
    });
    await ctx.snapshots.settle(ctx, tx, run);
    return result;
  },
);
