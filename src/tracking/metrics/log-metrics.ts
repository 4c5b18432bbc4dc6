import { attempted, requireScope } from "../../acts/attempt.js";
import type { Ctx } from "../../context.js";
import { newAuthors, rememberAuthors } from "../authors.store.js";
import { numberKeys } from "../keys.store.js";
import { requireLiveRun, requireReadableRun } from "../runs/run-rights.js";
import { requireTrackedRight } from "../tracked-rights.js";
import { type Batch, checkMetrics } from "./batch-rules.js";

/**
 * Logs points of a run, none of them of a logged model. They are committed together with those of other requests; the
 * same point sent twice counts once.
 */
export const logMetrics = (ctx: Ctx, { runId, metrics, alone }: Pick<Batch, "runId" | "metrics" | "alone">) =>
  attempted("logMetrics", ctx, async (attempt) => {
    requireScope(ctx, "WRITE");
    const writer = ctx.metricWriter;
    checkMetrics(metrics, alone);
    const target = { target: (...links: typeof attempt.targets) => void attempt.targets.push(...links) };
    const run = requireReadableRun(ctx, target, await writer.run(runId));
    requireTrackedRight(ctx, "Run", run, "contribute");
    requireLiveRun(run);
    const numbers = await numberKeys(
      ctx.db,
      metrics.map(({ key }) => key),
    );
    const authors = metrics.length === 0 ? [] : newAuthors(ctx, [run.uuid]);
    await writer.write(
      metrics.map(({ key, timestamp, step, value }) => ({
        run: run.uuid,
        key: numbers.get(key) ?? 0,
        timestamp,
        step,
        value,
      })),
      authors,
    );
    rememberAuthors(ctx.db, authors);
  });
