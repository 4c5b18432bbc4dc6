import { z } from "zod";
import { ingest } from "../../acts/ingest.js";
import { id } from "../../input.js";
import { keepAuthors } from "../authors.store.js";
import { readableModelUuids } from "../logged-models/logged-model-rights.js";
import { requireTrackedRight } from "../tracked-rights.js";
import { long } from "../tracking-input.js";
import { storeModelOutputs } from "./inputs.store.js";
import { requireLiveRun, requireReadableRun } from "./run-rights.js";
import { lockRun } from "./runs.store.js";

/** Says which logged models a run made, and at which step. A logged model that the caller cannot read is NOT_FOUND. */
export const logOutputs = ingest(
  "logOutputs",
  { input: z.object({ runId: id, models: z.array(z.object({ modelId: id, step: long })).max(1_000) }) },
  async (ctx, tx, { runId, models }) => {
    // Links keep the order they are given in: two calls on one run must not wait for each other in a ring.
    const run = requireReadableRun(ctx, tx, await lockRun(tx, runId));
    requireTrackedRight(ctx, "Run", run, "contribute");
    requireLiveRun(run);
    const uuids = await readableModelUuids(
      ctx,
      tx,
      models.map(({ modelId }) => modelId),
    );
    await storeModelOutputs(
      tx,
      run.uuid,
      models.map(({ step }, index) => ({ uuid: uuids[index] ?? "", step })),
    );
    if (models.length > 0) await keepAuthors(tx, ctx, [run.uuid]);
  },
);
