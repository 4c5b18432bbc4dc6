import { z } from "zod";
import { ingest } from "../../acts/ingest.js";
import type { Ctx } from "../../context.js";
import { hexOfUuid } from "../../db/ids.js";
import { DomainError } from "../../errors.js";
import { id } from "../../input.js";
import { keepAuthors } from "../authors.store.js";
import type { KeyValue } from "../key-value.js";
import { numberKeys } from "../keys.store.js";
import { requireContributedModels } from "../logged-models/logged-model-rights.js";
import { type ParamClash, storeParams } from "../runs/params.store.js";
import { requireLiveRun, requireReadableRun } from "../runs/run-rights.js";
import { findRuns, storeRunTags } from "../runs/runs.store.js";
import { requireTrackedRight } from "../tracked-rights.js";
import { cutValue } from "../tracking-input.js";
import { trackingLimits as limits } from "../tracking-limits.js";
import { checkBatchSize, checkKey, checkMetrics, type LoggedMetric } from "./batch-rules.js";
import { storeMetrics, storeModelMetrics } from "./metrics.store.js";

const pairs = (max: number) => z.array(z.object({ key: z.string(), value: cutValue(max) }));

/**
 * Logs metrics, params and tags of a run, all or none. Sent twice it counts once; a param keeps its first value, of
 * tags named twice the last counts.
 */
export const logBatch = ingest(
  "logBatch",
  {
    input: z.object({
      runId: id,
      metrics: z.custom<readonly LoggedMetric[]>(),
      params: pairs(limits.paramValue),
      tags: pairs(limits.tagValue),
      alone: z.boolean().default(false),
    }),
  },
  async (ctx, tx, input) => {
    const { metrics, params, tags, alone } = input;
    checkBatchSize(metrics.length, params.length, tags.length);
    checkMetrics(metrics, alone);
    for (const [index, { key }] of params.entries()) checkKey(key, `params[${index}].key`);
    for (const [index, { key }] of tags.entries()) checkKey(key, `tags[${index}].key`);
    refuseRepeats(params);
    const run = requireReadableRun(ctx, tx, (await findRuns(tx, [input.runId]))[0]);
    requireTrackedRight(ctx, "Run", run, "contribute");
    requireLiveRun(run);
    const models = await requireContributedModels(
      ctx,
      tx,
      metrics.flatMap(({ modelId }) => modelId ?? []),
    );
    const numbers = await numberKeys(
      ctx.db,
      [...metrics, ...params, ...tags].map(({ key }) => key),
    );
    const clash = await storeParams(tx, run, params, numbers);
    if (clash !== undefined) throw paramChanged(ctx, clash, params, numbers);
    const lastTags = [...new Map(tags.map((tag) => [tag.key, tag])).values()];
    await storeRunTags(tx, run, lastTags, numbers);
    await storeMetrics(
      tx,
      metrics.map((metric) => ({ ...metric, run: run.uuid, key: numbers.get(metric.key) ?? 0 })),
    );
    await storeModelMetrics(
      tx,
      run.uuid,
      metrics.flatMap((metric) => {
        const model = metric.modelId === undefined ? undefined : models.get(metric.modelId);
        const { datasetName = "", datasetDigest = "" } = metric;
        return model === undefined ? [] : [{ ...metric, model: model.uuid, datasetName, datasetDigest }];
      }),
    );
    // What another run measured of a model is an evaluation of it, not its making; and reviewers tag.
    const made = [...models.values()].filter(({ sourceRun }) => sourceRun === hexOfUuid(run.uuid));
    if (metrics.length + params.length > 0) await keepAuthors(tx, ctx, [run.uuid, ...made.map(({ uuid }) => uuid)]);
  },
);

const refuseRepeats = (params: readonly KeyValue[]): void => {
  const seen = new Set<string>();
  const repeated = params.filter(({ key }) => seen.size === seen.add(key).size);
  if (repeated.length > 0)
    throw new DomainError(
      "INVALID_INPUT",
      `Duplicate parameter keys have been submitted: ${[...new Set(repeated.map(({ key }) => key))].join(", ")}. Please ensure the request contains only one param value per param key.`,
      { path: ["input", "params"] },
    );
};

/** The stored value is told to those who may read it. */
const paramChanged = (
  ctx: Ctx,
  clash: ParamClash,
  params: readonly KeyValue[],
  numbers: ReadonlyMap<string, number>,
): DomainError => {
  const key = params.find((param) => numbers.get(param.key) === clash.key)?.key ?? "";
  const stored = ctx.credential.scopes.has("READ") ? `value='${clash.storedValue}'` : "another value";
  return new DomainError(
    "PARAM_CHANGED",
    `Changing param values is not allowed. Param with key='${key}' was already logged with ${stored}. Attempted logging new value '${clash.value}'.`,
    { path: ["input", "params"] },
  );
};
