import { versionDigest } from "../../verify/version-digest.js";
import type { Actor, Answer } from "./actor.js";
import { type Mlflow, placeIn } from "./mlflow.js";

const FROZEN = `query ($name: String!, $version: Int!) { modelVersion(name: $name, version: $version) {
  id version digest source runId snapshot registeredModel { id }
  params { key value } metrics { key value } datasets { name digest source } artifacts { path sha256 size }
  runSnapshot { runId experimentId status user startTime endTime sourceCommit tags { key value } }
  run { id } loggedModel { id } drift { hasDrifted params { key frozen now } metrics { key frozen now } artifacts { path } }
} }`;

/** What a version froze, as GraphQL tells it. */
export const frozenOf = async (by: Actor, name: string, version = 1): Promise<Answer> =>
  (await by.ask(FROZEN, { name, version })).modelVersion;

const millis = (instant: string | null): string | null => (instant === null ? null : String(Date.parse(instant)));

/** The digest that the version's record has, computed from what GraphQL tells of it. */
export const digestOf = (frozen: Answer): string => {
  const { runSnapshot: run } = frozen;
  return versionDigest(frozen.registeredModel.id, frozen.version, {
    source: frozen.source,
    runId: frozen.runId,
    params: frozen.params,
    metrics: frozen.metrics,
    datasets: frozen.datasets,
    artifacts: frozen.artifacts.map((file: Answer) => ({ ...file, size: String(file.size) })),
    run:
      run === null
        ? null
        : { ...run, id: run.runId, startTime: millis(run.startTime) ?? "", endTime: millis(run.endTime) },
  });
};

export const COMMIT = "9fceb02d0ae598e95dc970b74767f19372d61af8";

export interface Trained {
  readonly run: string;
  readonly experiment: string;
  /** Where the run's model is, as a 2.x client names it. */
  readonly source: string;
}

let trained = 0;

/** A run with a param, a metric, a data set, a commit, and a model of two files; still running. */
export const train = async (by: Mlflow, experiment?: string): Promise<Trained> => {
  const of = experiment ?? (await by.experiment(`training ${++trained} of ${by.actor.handle}`));
  const { run } = await by.post("runs/create", {
    experiment_id: of,
    user_id: "the user",
    start_time: 1_795_478_400_000,
    tags: [{ key: "mlflow.source.git.commit", value: COMMIT }],
  });
  const { run_id, artifact_uri } = run.info;
  await by.post("runs/log-batch", {
    run_id,
    params: [{ key: "depth", value: "6" }],
    metrics: [
      { key: "auc", value: 0.5, timestamp: 1, step: 0 },
      { key: "auc", value: 0.75, timestamp: 2, step: 1 },
      { key: "loss", value: "NaN", timestamp: 1, step: 0 },
    ],
  });
  const dataset = { name: "customers", digest: "a1b2", source_type: "local", source: "{}" };
  await by.post("runs/log-inputs", { run_id, datasets: [{ dataset }] });
  await by.upload(`${placeIn(artifact_uri)}/model/MLmodel`, "flavors: {}");
  await by.upload(`${placeIn(artifact_uri)}/model/data/model.pkl`, "weights");
  await by.upload(`${placeIn(artifact_uri)}/plot.png`, "not of the model");
  return { run: run_id, experiment: of, source: `${artifact_uri}/model` };
};

/** Ends the run. */
export const finish = async (by: Mlflow, run_id: string, status = "FINISHED"): Promise<void> => {
  await by.post("runs/update", { run_id, status, end_time: 1_795_478_460_123 });
};

/** Registers a version; answers it as MLflow does. */
export const register = async (by: Mlflow, name: string, message: Answer): Promise<Answer> =>
  (await by.post("model-versions/create", { name, ...message })).model_version;

/** Makes an experiment, by its MLflow id, visible to its team alone; `by` must own it. */
export const hideExperiment = async (by: Actor, experiment: string): Promise<void> => {
  const { experiments } = await by.ask("{ experiments(first: 200) { nodes { id experimentId } } }");
  const { id } = experiments.nodes.find((each) => String(each.experimentId) === experiment)!;
  await by.do("updateExperiment", { experimentId: id, visibility: "TEAM" });
};
