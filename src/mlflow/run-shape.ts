import { hexOfUuid } from "../db/ids.js";
import { RUN_NAME } from "../tracking/run-names.js";
import type { RunData, RunRead } from "../tracking/runs.queries.js";
import { message } from "./shape.js";

const pairsOf = (pairs: readonly { key: string; value: string }[]): object[] =>
  pairs.map(({ key, value }) => ({ key, value }));

/** MLflow's RunInfo. */
export const runInfo = (run: RunRead, data: RunData): object => {
  const id = hexOfUuid(run.uuid);
  return message({
    run_uuid: id,
    experiment_id: run.experiment.toString(),
    run_name: data.tags.find(({ key }) => key === RUN_NAME)?.value ?? "",
    user_id: run.userId,
    status: run.status,
    start_time: run.startTime,
    end_time: run.endTime,
    artifact_uri: run.artifactUri,
    lifecycle_stage: run.deleted ? "deleted" : "active",
    run_id: id,
  });
};

const datasetInput = ({
  name,
  digest,
  sourceType,
  source,
  schema,
  profile,
  tags,
}: RunData["datasets"][number]): object =>
  message({
    tags: pairsOf(tags),
    dataset: message({ name, digest, source_type: sourceType, source, schema, profile }),
  });

/** MLflow's Run, with everything it holds. */
export const runShape = (run: RunRead, data: RunData): object => ({
  info: runInfo(run, data),
  data: message({
    metrics: data.metrics.map(({ key, value, timestamp, step }) => ({ key, value, timestamp, step })),
    params: pairsOf(data.params),
    tags: pairsOf(data.tags),
  }),
  inputs: message({
    dataset_inputs: data.datasets.map(datasetInput),
    model_inputs: data.modelInputs.map((model) => ({ model_id: `m-${model}` })),
  }),
  outputs: message({ model_outputs: data.modelOutputs.map(({ model, step }) => ({ model_id: `m-${model}`, step })) }),
});
