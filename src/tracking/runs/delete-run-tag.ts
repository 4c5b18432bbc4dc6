import { z } from "zod";
import { ingest } from "../../acts/ingest.js";
import { notFound } from "../../errors.js";
import { id } from "../../input.js";
import { findKeys } from "../keys.store.js";
import { requireTrackedRight } from "../tracked-rights.js";
import { requireLiveRun, requireReadableRun } from "./run-rights.js";
import { dropRunTag, findRuns, readRunTag } from "./runs.store.js";

/** Takes a tag from a run. */
export const deleteRunTag = ingest(
  "deleteRunTag",
  {
    input: z.object({ runId: id, key: z.string() }),
    settles: async (db, { uuid, number }: { uuid: string; number: number }) =>
      (await readRunTag(db, uuid, number)) === undefined,
  },
  async (ctx, tx, { runId, key }) => {
    const run = requireReadableRun(ctx, tx, (await findRuns(tx, [runId]))[0]);
    requireTrackedRight(ctx, "Run", run, "contribute");
    requireLiveRun(run);
    const number = key.isWellFormed() && !key.includes("\0") ? (await findKeys(ctx.db, [key])).get(key) : undefined;
    if (number === undefined || !(await dropRunTag(tx, run.uuid, number))) throw notFound("tag", ["input", "key"]);
    return { uuid: run.uuid, number };
  },
);
