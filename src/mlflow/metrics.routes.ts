import type { Ctx } from "../context.js";
import { hexOfUuid } from "../db/ids.js";
import { DomainError } from "../errors.js";
import { bodyLimits } from "../http/limits.js";
import { findKeys } from "../tracking/keys.store.js";
import { checkKey, type LoggedMetric } from "../tracking/metrics/batch-rules.js";
import { logBatch } from "../tracking/metrics/log-batch.js";
import { logPoints } from "../tracking/metrics/log-points.js";
import { bulkHistory, type HistoryPoint, metricHistory } from "../tracking/metrics/metric-history.queries.js";
import { intervalHistory } from "../tracking/metrics/metric-samples.queries.js";
import type { StepRange } from "../tracking/metrics/sampling-rules.js";
import { logInputs } from "../tracking/runs/log-inputs.js";
import { logModel } from "../tracking/runs/log-model.js";
import { logOutputs } from "../tracking/runs/log-outputs.js";
import { runsById } from "../tracking/runs/runs.queries.js";
import { absentLoggedModel, loggedModelIdOf } from "./logged-models.js";
import { readModelJson } from "./model-json.js";
import { absentRun, givenRunId, runIdFields, runIdOf } from "./runs.js";
import { saying } from "./wire/absent.js";
import {
  int,
  listOf,
  long,
  missing,
  objectOf,
  requiredDouble,
  requiredListOf,
  requiredLong,
  requiredText,
  text,
  texts,
} from "./wire/message.js";
import { ajax2, operation, version2 } from "./wire/operation.js";
import { cut, pageSize, pageTokens } from "./wire/page-token.js";
import { pairs, withText } from "./wire/pairs.js";
import { message } from "./wire/shape.js";

const metricFields = {
  key: requiredText,
  value: requiredDouble,
  timestamp: requiredLong,
  step: long,
  model_id: text,
  dataset_name: text,
  dataset_digest: text,
};

/** Says whether the run is missing or one of the logged models, `models` being their ids as given. */
const absentIn =
  (run: string, models: readonly string[] = []) =>
  (at: readonly string[]): string | undefined => {
    if (at.length === 0) return absentRun(run);
    return at[1] === "models" ? absentLoggedModel(models[Number(at[2])] ?? "") : undefined;
  };

interface WireMetric {
  readonly key: string;
  readonly value: number;
  readonly timestamp: bigint;
  readonly step?: bigint | undefined;
  readonly model_id?: string | undefined;
  readonly dataset_name?: string | undefined;
  readonly dataset_digest?: string | undefined;
}

const metricOf = (wire: WireMetric): LoggedMetric => ({
  key: wire.key,
  value: wire.value,
  timestamp: wire.timestamp,
  step: wire.step ?? 0n,
  modelId: wire.model_id ? loggedModelIdOf(wire.model_id) : undefined,
  datasetName: wire.dataset_name,
  datasetDigest: wire.dataset_digest,
});

const logMetric = operation(
  "POST",
  "/mlflow/runs/log-metric",
  { policy: "authenticated", fields: { ...runIdFields, ...metricFields } },
  async ({ ctx }, given) => {
    const hex = givenRunId(given);
    const points = { runId: runIdOf(hex), metrics: [metricOf(given)], params: [], tags: [], alone: true };
    const words = absentIn(hex, [given.model_id ?? ""]);
    await saying(words, () => logPoints(ctx, points));
    return {};
  },
);

const logParameter = operation(
  "POST",
  "/mlflow/runs/log-parameter",
  { policy: "authenticated", fields: { ...runIdFields, key: requiredText, value: text } },
  async ({ ctx }, { key, value = "", ...given }) => {
    const hex = givenRunId(given);
    const runId = runIdOf(hex);
    checkKey(key, "key");
    await saying(absentRun(hex), () => logBatch(ctx, { runId, metrics: [], params: [{ key, value }], tags: [] }));
    return {};
  },
);

const logBatchCall = operation(
  "POST",
  "/mlflow/runs/log-batch",
  {
    policy: "authenticated",
    bodyBytes: bodyLimits.manyBytes,
    fields: { run_id: requiredText, metrics: listOf(metricFields), params: pairs, tags: pairs },
  },
  async ({ ctx }, { run_id, metrics, params, tags }) => {
    const batch = {
      runId: runIdOf(run_id),
      metrics: metrics.map(metricOf),
      params: withText(params),
      tags: withText(tags),
    };
    const models = metrics.flatMap(({ model_id }) => model_id || []);
    await saying(absentIn(run_id, models), () => logPoints(ctx, batch));
    return {};
  },
);

const inputFields = {
  run_id: requiredText,
  datasets: listOf({
    tags: pairs,
    dataset: objectOf({
      name: requiredText,
      digest: requiredText,
      source_type: requiredText,
      source: requiredText,
      schema: text,
      profile: text,
    }),
  }),
  models: listOf({ model_id: requiredText }),
};

const logInputsCall = operation(
  "POST",
  "/mlflow/runs/log-inputs",
  { policy: "authenticated", bodyBytes: bodyLimits.inputBytes, fields: inputFields },
  async ({ ctx }, { run_id, datasets, models }) => {
    const given = models.map(({ model_id }) => model_id);
    await saying(absentIn(run_id, given), () =>
      logInputs(ctx, {
        runId: runIdOf(run_id),
        datasets: datasets.map(({ tags, dataset: { name, digest, source, source_type, schema, profile } }) => ({
          name,
          digest,
          sourceType: source_type,
          source,
          schema: schema ?? null,
          profile: profile ?? null,
          tags: withText(tags),
        })),
        modelIds: given.map(loggedModelIdOf),
      }),
    );
    return {};
  },
);

const logOutputsCall = operation(
  "POST",
  "/mlflow/runs/outputs",
  {
    policy: "authenticated",
    fields: { run_id: requiredText, models: requiredListOf({ model_id: requiredText, step: long }) },
  },
  async ({ ctx }, { run_id, models }) => {
    const given = models.map(({ model_id }) => model_id);
    await saying(absentIn(run_id, given), () =>
      logOutputs(ctx, {
        runId: runIdOf(run_id),
        models: models.map(({ model_id, step = 0n }) => ({ modelId: loggedModelIdOf(model_id), step })),
      }),
    );
    return {};
  },
);

const logModelCall = operation(
  "POST",
  "/mlflow/runs/log-model",
  { policy: "authenticated", fields: { run_id: requiredText, model_json: requiredText } },
  async ({ ctx }, { run_id, model_json }) => {
    const modelJson = readModelJson(model_json, run_id);
    await saying(absentRun(run_id), () => logModel(ctx, { runId: runIdOf(run_id), modelJson }));
    return {};
  },
);

const MAX_HISTORY = 25_000;

/** Uuids of those runs that the caller reads, each once, in the order asked. */
const readable = async (ctx: Ctx, hexes: readonly string[]): Promise<string[]> => {
  const wanted = [...new Set(hexes)];
  const found = await runsById(ctx.db.reader, ctx.access.ability, wanted.map(runIdOf));
  const uuids = new Map(found.map(({ uuid }) => [hexOfUuid(uuid), uuid]));
  return wanted.flatMap((hex) => uuids.get(hex) ?? []);
};

const keyNumber = async (ctx: Ctx, key: string): Promise<number> =>
  key.isWellFormed() && !key.includes("\0") ? ((await findKeys(ctx.db, [key])).get(key) ?? -1) : -1;

const point = (key: string, { value, timestamp, step }: HistoryPoint) => ({ key, value, timestamp, step });

const history = operation(
  "GET",
  "/mlflow/metrics/get-history",
  { policy: "READ", fields: { ...runIdFields, metric_key: requiredText, max_results: int, page_token: text } },
  async ({ ctx }, { metric_key, max_results, page_token, ...given }) => {
    const hex = givenRunId(given);
    const size = pageSize(max_results, MAX_HISTORY, MAX_HISTORY);
    const tokens = pageTokens(ctx, "history", [hex, metric_key]);
    const after = tokens.decode(page_token);
    const [run] = await readable(ctx, [hex]);
    if (run === undefined) return {};
    const key = await keyNumber(ctx, metric_key);
    const found = await metricHistory(ctx.db.reader, { run, key, after, limit: size + 1 });
    const { rows, token } = cut(found, size, ({ timestamp, step, value }) =>
      tokens.encode(timestamp, step, String(value)),
    );
    return message({ metrics: rows.map((row) => point(metric_key, row)), next_page_token: token });
  },
);

const MAX_RUNS = 100;

const withRun = (key: string, row: HistoryPoint) => ({ ...point(key, row), run_id: hexOfUuid(row.run) });

const refuse = (field: string, message: string): DomainError =>
  new DomainError("INVALID_INPUT", message, { path: [field] });

const historyBulk = operation(
  "GET",
  "/mlflow/metrics/get-history-bulk",
  { policy: "READ", at: ajax2, fields: { run_id: texts, metric_key: text, max_results: int } },
  async ({ ctx }, { run_id, metric_key, max_results }) => {
    if (run_id.length === 0) throw refuse("run_id", "GetMetricHistoryBulk request must specify at least one run_id.");
    if (run_id.length > MAX_RUNS)
      throw refuse(
        "run_id",
        `GetMetricHistoryBulk request cannot specify more than ${MAX_RUNS} run_ids. Received ${run_id.length} run_ids.`,
      );
    if (!metric_key) throw refuse("metric_key", "GetMetricHistoryBulk request must specify a metric_key.");
    const limit = pageSize(Math.min(max_results ?? MAX_HISTORY, MAX_HISTORY), null, MAX_HISTORY);
    const runs = await readable(ctx, run_id);
    const rows = await bulkHistory(ctx.db.reader, { runs, key: await keyNumber(ctx, metric_key), limit });
    return { metrics: rows.map((row) => withRun(metric_key, row)) };
  },
);

const MAX_INTERVAL = 2_500;

const intervalSize = (given: number | undefined): number => {
  const size = given ?? MAX_INTERVAL;
  if (size >= 1 && size <= MAX_INTERVAL) return size;
  throw refuse("max_results", `max_results must be between 1 and ${MAX_INTERVAL}.`);
};

const stepRange = (from: bigint | undefined, to: bigint | undefined): StepRange => {
  if (from === undefined && to === undefined) return null;
  if (from === undefined || to === undefined)
    throw refuse("start_step", "If either start step or end step are specified, both must be specified.");
  if (from > to)
    throw refuse("end_step", `end_step must be greater than start_step. Found start_step=${from} and end_step=${to}.`);
  return { from, to };
};

const historyInterval = operation(
  "GET",
  "/mlflow/metrics/get-history-bulk-interval",
  {
    policy: "READ",
    at: version2,
    fields: { run_ids: texts, metric_key: requiredText, start_step: long, end_step: long, max_results: int },
  },
  async ({ ctx }, { run_ids, metric_key, start_step, end_step, max_results }) => {
    if (run_ids.length === 0) throw missing("run_ids");
    if (run_ids.length > MAX_RUNS)
      throw refuse(
        "run_ids",
        `GetMetricHistoryBulkInterval request must specify at most ${MAX_RUNS} run_ids. Received ${run_ids.length} run_ids.`,
      );
    const most = intervalSize(max_results);
    const range = stepRange(start_step, end_step);
    const runs = await readable(ctx, run_ids);
    const rows = await intervalHistory(ctx.db.reader, { runs, key: await keyNumber(ctx, metric_key), range, most });
    return message({ metrics: rows.map((row) => withRun(metric_key, row)) });
  },
);

/** MLflow's calls that log to runs and read their metrics (mlflow/protos/service.proto). */
export const metricOperations = [
  logMetric,
  logParameter,
  logBatchCall,
  logInputsCall,
  logOutputsCall,
  logModelCall,
  history,
  historyBulk,
  historyInterval,
];
