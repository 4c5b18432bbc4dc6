import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Client } from "./client.js";
import { download, post, postRefused, upload } from "./mlflow-rest.js";
import * as operations from "./operations.js";
import { check } from "./screen.js";
import { loadClassifier, trainClassifier, trainForecast } from "./training.js";
import type { TrainedModel, Workbench } from "./workbench.js";

const keyed = <Value>(record: Readonly<Record<string, Value>>): { key: string; value: Value }[] =>
  Object.entries(record).map(([key, value]) => ({ key, value }));

/** Finds an experiment by its name, or makes it. */
export const experimentNamed = async (author: Client, name: string): Promise<string> => {
  type Found = { experiments?: { experiment_id: string }[] };
  const found = await post<Found>(author, "experiments/search", { max_results: 1, filter: `name = '${name}'` });
  const id = found.experiments?.[0]?.experiment_id;
  return id ?? (await post<{ experiment_id: string }>(author, "experiments/create", { name })).experiment_id;
};

/** A finished run with the model's parameters, metrics, data set and files; its id. */
const logRun = async (author: Client, name: string, model: TrainedModel): Promise<string> => {
  const now = Date.now();
  const experiment_id = await experimentNamed(author, name);
  const made = { experiment_id, run_name: model.title, start_time: now };
  type Made = { run: { info: { run_id: string; artifact_uri: string } } };
  const { run_id, artifact_uri } = (await post<Made>(author, "runs/create", made)).run.info;
  const metrics = keyed(model.metrics).map((metric) => ({ ...metric, timestamp: now, step: 0 }));
  await post(author, "runs/log-batch", { run_id, params: keyed(model.params), metrics });
  const dataset = {
    name: model.data.name,
    digest: model.data.sha256.slice(0, 32),
    source_type: "http",
    source: JSON.stringify({ url: model.data.url }),
  };
  await post(author, "runs/log-inputs", { run_id, datasets: [{ dataset }] });
  for (const { path } of model.files) {
    const place = `${artifact_uri.replace("mlflow-artifacts:/", "")}/model/${path}`;
    await upload(author, place, readFileSync(join(model.folder, path)));
  }
  await post(author, "runs/update", { run_id, status: "FINISHED", end_time: Date.now() });
  return run_id;
};

/** Registers what a run logged, twice with one idempotency key: as after a lost answer. */
const register = async (author: Client, name: string, runId: string, description: string): Promise<number> => {
  type Made = { createModelVersion: { modelVersion: { id: string; version: number } } };
  type Found = { registeredModel: { id: string } };
  const { registeredModel } = await author.ask<Found>(operations.readModel, { name });
  const input = {
    registeredModelId: registeredModel.id,
    source: `runs:/${runId}/model`,
    runId,
    description,
    idempotencyKey: `demo-${runId}`,
  };
  const create = async () =>
    (await author.ask<Made>(operations.createModelVersion, { input })).createModelVersion.modelVersion;
  const made = await create();
  if (name === "churn" && made.version === 1) {
    const again = await create();
    const claim = "a repeated call with the same idempotency key made no second version";
    check(claim, again.id === made.id, { made, again });
  }
  return made.version;
};

/** JavaScript models, and MLflow's REST API by nothing but `fetch`. */
export const nodeWorkbench: Workbench = {
  tools: "Node.js and MLflow's REST API",
  trainClassifier: async (folder, forest, rows) => trainClassifier(folder, forest, rows),
  trainForecast: async (folder, rows) => trainForecast(folder, rows),
  logAndRegister: async (author, name, model) => register(author, name, await logRun(author, name, model), model.title),
  askForStage: async (author, name, version, stage) => {
    const body = { name, version: String(version), stage, archive_existing_versions: false };
    const { error_code, message } = await postRefused(author, "model-versions/transition-stage", body);
    return `${error_code}: ${message}`;
  },
  loadAndPredict: async (serving, uri, folder, rows) => {
    type Manifest = { version: number; artifacts: { path: string }[] };
    const { resolve } = await serving.ask<{ resolve: Manifest }>(operations.resolveManifest, { uri });
    const name = new URL(uri).pathname.split("/")[1] ?? "";
    for (const { path } of resolve.artifacts) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), await download(serving, name, resolve.version, path));
    }
    const classify = loadClassifier(folder);
    return rows.map(({ features }) => classify(features));
  },
};
