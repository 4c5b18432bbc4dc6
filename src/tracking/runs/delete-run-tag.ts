import { z } from "zod";
import { ingest } from "../../acts/ingest.js";
import { notFound } from "../../errors.js";
import { id } from "../../input.js";
import { linksVersions } from "../evaluations/evaluation-link-rules.js";
import { findKeys } from "../keys.store.js";
import { RUN_NAME } from "../run-names.js";
import { requireTrackedRight } from "../tracked-rights.js";
import { requireLiveRun, requireReadableRun } from "./run-rights.js";
import { dropRunTag, findRuns, hideRunName, lockRun, readRunTag } from "./runs.store.js";

/** Takes a tag from a run; its name stays when its tag mlflow.runName goes. */
export const deleteRunTag = ingest(
  "deleteRunTag",
  {
    input: z.object({ runId: id, key: z.string() }),
    settles: async (db, { uuid, number }: { uuid: string; number: number }) =>
      (await readRunTag(db, uuid, number)) === undefined,
  },
  async (ctx, tx, { runId, key }) => {
    const found = linksVersions(key) ? await lockRun(tx, runId) : (await findRuns(tx, [runId]))[0];
    const run = requireReadableRun(ctx, tx, found);
    requireTrackedRight(ctx, "Run", run, "contribute");
    requireLiveRun(run);
    const number = key.isWellFormed() && !key.includes("\0") ? (await findKeys(ctx.db, [key])).get(key) : undefined;
    const drop = key === RUN_NAME ? hideRunName : dropRunTag;
    if (number === undefined || !(await drop(tx, run.uuid, number))) throw notFound("tag", ["input", "key"]);
    return { uuid: run.uuid, number };
  },
);
