import type { Ctx } from "../context.js";
import { hexOfUuid } from "../db/ids.js";
import { readableNumbers } from "../tracking/experiments/experiments.queries.js";
import type { ModelLink, RunData } from "../tracking/runs/run-data.queries.js";
import type { RunRead } from "../tracking/runs/runs.queries.js";
import { message } from "./wire/shape.js";

const pairsOf = (pairs: readonly { key: string; value: string }[]): object[] =>
  pairs.map(({ key, value }) => ({ key, value }));

/** MLflow's RunInfo. */
export const runInfo = (run: RunRead, data: RunData): object => {
  const id = hexOfUuid(run.uuid);
  return message({
    run_uuid: id,
    experiment_id: run.experiment.toString(),
    run_name: data.name,
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

/** MLflow's Runs, with everything they hold, but for links to logged models that the caller does not read. */
export const runShapes = async (
  { db, access }: Ctx,
  runs: readonly { readonly run: RunRead; readonly data: RunData }[],
): Promise<object[]> => {
  const links = runs.flatMap(({ data }) => [...data.modelInputs, ...data.modelOutputs]);
  const readable = await readableNumbers(
    db.reader,
    access.ability,
    links.map(({ experiment }) => experiment),
    runs.map(({ run }) => run.experiment),
  );
  return runs.map(({ run, data }) => runShape(run, data, ({ experiment }) => readable.has(experiment)));
};

const runShape = (run: RunRead, data: RunData, isReadable: (link: ModelLink) => boolean): object => ({
  info: runInfo(run, data),
  data: message({
    metrics: data.metrics.map(({ key, value, timestamp, step }) => ({ key, value, timestamp, step })),
    params: pairsOf(data.params),
    tags: pairsOf(data.tags),
  }),
  inputs: message({
    dataset_inputs: data.datasets.map(datasetInput),
    model_inputs: data.modelInputs.filter(isReadable).map(({ model }) => ({ model_id: `m-${model}` })),
  }),
  outputs: message({
    model_outputs: data.modelOutputs.filter(isReadable).map(({ model, step }) => ({ model_id: `m-${model}`, step })),
  }),
});
