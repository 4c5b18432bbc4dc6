import { z } from "zod";
import { ingest } from "../../acts/ingest.js";
import { id } from "../../input.js";
import { numberKeys } from "../keys.store.js";
import { requireTrackedRight } from "../tracked-rights.js";
import { long, tagsOnce } from "../tracking-input.js";
import { trackingLimits } from "../tracking-limits.js";
import { requireLiveRun, requireReadableRun } from "./run-rights.js";
import { findRuns, storeRunEnd, storeRunTags } from "./runs.store.js";

/** Sets tags of a run, over the values they had; its name is the tag mlflow.runName. May set when it ended, too. */
export const setRunTags = ingest(
  "setRunTags",
  { input: z.object({ runId: id, tags: tagsOnce(trackingLimits.tagValue), endTime: long.nullish() }) },
  async (ctx, tx, { runId, tags, endTime }) => {
    const run = requireReadableRun(ctx, tx, (await findRuns(tx, [runId]))[0]);
    requireTrackedRight(ctx, "Run", run, "contribute");
    requireLiveRun(run);
    await storeRunTags(
      tx,
      run,
      tags,
      await numberKeys(
        ctx.db,
        tags.map(({ key }) => key),
      ),
    );
    if (endTime != null) await storeRunEnd(tx, run.id, endTime);
  },
);
