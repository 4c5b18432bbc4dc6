import type { Ctx } from "../../context.js";
import { trackingLimits } from "../tracking-limits.js";
import type { Batch } from "./batch-rules.js";
import { logBatch } from "./log-batch.js";
import { logMetrics } from "./log-metrics.js";

/** Logs points of runs alone the short way, together with those of other requests; all else takes a transaction. */
export const logPoints = async (ctx: Ctx, batch: Batch): Promise<void> => {
  const { runId, metrics, params, tags, alone } = batch;
  const plain = params.length + tags.length === 0 && metrics.every(({ modelId }) => modelId === undefined);
  if (plain && metrics.length <= trackingLimits.batchMetrics) await logMetrics(ctx, { runId, metrics, alone });
  else await logBatch(ctx, batch);
};
