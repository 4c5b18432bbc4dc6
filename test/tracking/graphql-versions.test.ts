import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { Mlflow, placeIn } from "../support/mlflow.js";
import { addVersion, registerModel, request } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

/** From a version to the run that made it and back; what the version froze, and what the run says since. */

let world: World;
let ana: Actor, sven: Actor;
let wire: Mlflow;
let experiment: string, hidden: string;
let open: string;
let team: string;

const sha256 = (bytes: string): string => createHash("sha256").update(bytes).digest("hex");

const ORIGIN = `run { runId name } loggedModel { modelId name } snapshot runId digest params { key value } metrics { key value }
  artifacts { path sha256 } runSnapshot { runId experimentId status user startTime endTime sourceCommit tags { key value } }
  drift { hasDrifted facts { key frozen now } params { key frozen now } metrics { key frozen now } tags { key frozen now }
    artifacts { path frozenSha256 nowSha256 frozenSize nowSize } }`;
const version = async (by: Actor, id: string): Promise<Answer> =>
  (await by.ask(`query ($id: ID!) { node(id: $id) { ... on ModelVersion { ${ORIGIN} } } }`, { id })).node;

const uriOf = async (run_id: string): Promise<string> =>
  placeIn((await wire.get("runs/get", { run_id })).run.info.artifact_uri);

/** A run with a param, a metric, a commit and a model's files. */
const train = async (name: string, at = experiment): Promise<string> => {
  const run_id = await wire.run(at, {
    run_name: name,
    user_id: "ana@laptop",
    start_time: Date.parse("2026-03-01T00:00:00Z"),
  });
  await wire.post("runs/log-batch", {
    run_id,
    params: [{ key: "depth", value: "3" }],
    metrics: [{ key: "auc", value: 0.8, timestamp: 1, step: 1 }],
    tags: [{ key: "mlflow.source.git.commit", value: "c0ffee" }],
  });
  const place = await uriOf(run_id);
  await wire.upload(`${place}/model/MLmodel`, "flavors");
  await wire.upload(`${place}/model/weights.bin`, "0123");
  return run_id;
};
const finish = (run_id: string, end = "2026-03-01T01:00:00Z"): Promise<Answer> =>
  wire.post("runs/update", { run_id, status: "FINISHED", end_time: Date.parse(end) });

beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { risk: ["OWNER"] });
  sven = await world.user("sven", { fraud: ["OWNER"] });
  team = world.teamId("risk");
  wire = new Mlflow(ana);
  experiment = await wire.experiment("churn");
  const input = { teamId: team, name: "private", visibility: "TEAM" };
  hidden = (await ana.do("createExperiment", input, "experiment { experimentId }")).createExperiment.experiment
    .experimentId;
  open = await registerModel(ana, team, "churn");
}, 90_000);
afterAll(() => world?.close());

describe("a version registered from a finished run", () => {
  let run: string, id: string;
  beforeAll(async () => {
    run = await train("done");
    await finish(run);
    id = await addVersion(ana, open, { source: `runs:/${run}/model` });
  });

  it("leads to its run and holds for good what that said", async () => {
    expect(await version(ana, id)).toMatchObject({
      run: { runId: run, name: "done" },
      loggedModel: null,
      snapshot: "FINAL",
      runId: run,
      params: [{ key: "depth", value: "3" }],
      metrics: [{ key: "auc", value: 0.8 }],
      artifacts: [
        { path: "MLmodel", sha256: sha256("flavors") },
        { path: "weights.bin", sha256: sha256("0123") },
      ],
      runSnapshot: {
        runId: run,
        experimentId: experiment,
        status: "FINISHED",
        user: "ana@laptop",
        startTime: "2026-03-01T00:00:00.000000Z",
        endTime: "2026-03-01T01:00:00.000000Z",
        sourceCommit: "c0ffee",
        tags: [
          { key: "mlflow.runName", value: "done" },
          { key: "mlflow.source.git.commit", value: "c0ffee" },
        ],
      },
      drift: { hasDrifted: false, facts: [], params: [], metrics: [], tags: [], artifacts: [] },
    });
  });

  it("is found from its run, by those who read it", async () => {
    const secret = await registerModel(ana, team, "secret churn", { visibility: "TEAM" });
    const unseen = await addVersion(ana, secret, { source: `runs:/${run}/model` });
    const VERSIONS = `query ($id: ID!, $first: Int, $after: String) { run(id: $id) { modelVersions(first: $first, after: $after) { nodes { id run { runId } } pageInfo { hasNextPage endCursor } } } }`;
    const { modelVersions } = (await ana.ask(VERSIONS, { id: run, first: 1 })).run;
    expect(modelVersions.nodes).toEqual([{ id: unseen, run: { runId: run } }]);
    const next = (await ana.ask(VERSIONS, { id: run, first: 1, after: modelVersions.pageInfo.endCursor })).run
      .modelVersions;
    expect([next.nodes, next.pageInfo.hasNextPage]).toEqual([[{ id, run: { runId: run } }], false]);
    const seen = (await sven.ask(VERSIONS, { id: run, first: 10 })).run.modelVersions;
    expect([seen.nodes.map((each: Answer) => each.id), seen.pageInfo.hasNextPage]).toEqual([[id], false]);
    const ours = (await ana.ask(`query ($id: ID!) { run(id: $id) { id } }`, { id: run })).run.id;
    for (const runId of [run, ours]) {
      const LIST = `query ($runId: String) { modelVersions(filter: { runId: $runId }) { nodes { id } } }`;
      expect((await sven.ask(LIST, { runId })).modelVersions.nodes).toEqual([{ id }]);
    }
  });

  it("tells how the run differs since: every param, metric, tag, file and fact", async () => {
    const before = await version(ana, id);
    await wire.post("runs/log-batch", {
      run_id: run,
      params: [{ key: "late", value: "yes" }],
      metrics: [{ key: "auc", value: 0.99, timestamp: 2, step: 2 }],
      tags: [{ key: "mlflow.source.git.commit", value: "other" }],
    });
    const place = await uriOf(run);
    await wire.upload(`${place}/model/weights.bin`, "tampered");
    await wire.upload(`${place}/model/new.txt`, "new");
    await wire.upload(`${place}/beside.txt`, "not below the version's root");
    await wire.raw("DELETE", `/api/2.0/mlflow-artifacts/artifacts/${place}/model/MLmodel`);
    await wire.post("runs/update", { run_id: run, status: "FAILED", end_time: Date.parse("2026-03-02T00:00:00Z") });
    const { drift, ...rest } = await version(ana, id);
    expect({ ...rest, drift: before.drift }).toEqual(before);
    expect(drift).toEqual({
      hasDrifted: true,
      facts: [
        { key: "endTime", frozen: "2026-03-01T01:00:00.000000Z", now: "2026-03-02T00:00:00.000000Z" },
        { key: "status", frozen: "FINISHED", now: "FAILED" },
      ],
      params: [{ key: "late", frozen: null, now: "yes" }],
      metrics: [{ key: "auc", frozen: 0.8, now: 0.99 }],
      tags: [{ key: "mlflow.source.git.commit", frozen: "c0ffee", now: "other" }],
      artifacts: [
        { path: "MLmodel", frozenSha256: sha256("flavors"), frozenSize: 7, nowSha256: null, nowSize: null },
        { path: "new.txt", frozenSha256: null, frozenSize: null, nowSha256: sha256("new"), nowSize: 3 },
        { path: "weights.bin", frozenSha256: sha256("0123"), frozenSize: 4, nowSha256: sha256("tampered"), nowSize: 8 },
      ],
    });
  });
});

it("a version registered inside a running run is provisional, and final when the run ends or a move is asked for", async () => {
  const [one, two] = [await train("ends"), await train("goes on")];
  const first = await addVersion(ana, open, { source: `runs:/${one}/model` });
  const second = await addVersion(ana, open, { source: `runs:/${two}/model` });
  for (const id of [first, second])
    expect(await version(ana, id)).toMatchObject({
      snapshot: "PROVISIONAL",
      runSnapshot: { status: "RUNNING", endTime: null },
    });
  for (const run_id of [one, two])
    await wire.post("runs/log-metric", { run_id, key: "auc", value: 0.9, timestamp: 3, step: 3 });
  expect((await version(ana, first)).drift).toMatchObject({
    hasDrifted: true,
    metrics: [{ key: "auc", frozen: 0.8, now: 0.9 }],
  });
  await finish(one);
  await request(ana, second, "Staging");
  for (const id of [first, second])
    expect(await version(ana, id)).toMatchObject({
      snapshot: "FINAL",
      metrics: [{ key: "auc", value: 0.9 }],
      drift: { hasDrifted: false },
    });
});

it("a version whose run is hidden shows what it froze, and neither the run nor what became of it", async () => {
  const run = await train("unseen", hidden);
  await finish(run);
  const id = await addVersion(ana, open, { source: `runs:/${run}/model` });
  await wire.post("runs/set-tag", { run_id: run, key: "later", value: "x" });
  expect((await version(ana, id)).drift).toMatchObject({
    hasDrifted: true,
    tags: [{ key: "later", frozen: null, now: "x" }],
  });
  const seen = await version(sven, id);
  expect(seen).toMatchObject({ run: null, drift: null, snapshot: "FINAL", runSnapshot: { status: "FINISHED" } });
  expect(seen.artifacts).toHaveLength(2);
});

it("a version that claims a run its author cannot read is tied to none, whoever looks", async () => {
  const run = await train("claimed", hidden);
  const theirs = await registerModel(sven, world.teamId("fraud"), "claimed");
  const id = await addVersion(sven, theirs, { source: "s3://bucket/model", runId: run });
  for (const by of [ana, sven])
    expect(await version(by, id)).toMatchObject({
      runId: run,
      run: null,
      snapshot: "NONE",
      runSnapshot: null,
      drift: null,
    });
  const { run: found } = await ana.ask(`query ($id: ID!) { run(id: $id) { modelVersions { nodes { id } } } }`, {
    id: run,
  });
  expect(found.modelVersions.nodes).toEqual([]);
});

describe("a logged model", () => {
  let run: string, model: string, id: string;
  const MODEL = `query ($id: ID!) { loggedModel(id: $id) { id modelId name modelType status artifactUri deletedAt
    experiment { experimentId } sourceRun { runId } createdBy { handle } params { key value } tags { key value }
    metrics { key value step datasetName datasetDigest run { runId } } artifacts { nodes { path isFolder sha256 } }
    modelVersions { nodes { modelName version } } } }`;

  beforeAll(async () => {
    run = await train("with a model");
    model = await wire.loggedModel(experiment, {
      name: "forest",
      model_type: "sklearn",
      source_run_id: run,
      params: [{ key: "trees", value: "10" }],
      tags: [{ key: "stage", value: "draft" }],
    });
    const place = placeIn((await wire.get(`logged-models/${model}`)).model.info.artifact_uri);
    await wire.upload(`${place}/MLmodel`, "forest");
    await wire.call("PATCH", `logged-models/${model}`, { model_id: model, status: "LOGGED_MODEL_READY" });
    await wire.post("runs/outputs", { run_id: run, models: [{ model_id: model, step: 4 }] });
    await wire.post("runs/log-metric", {
      ...{ run_id: run, key: "auc", value: 0.7, timestamp: 5, step: 5, model_id: model },
      ...{ dataset_name: "iris", dataset_digest: "abc" },
    });
    await finish(run);
    const made = { registeredModelId: open, source: `models:/${model}`, loggedModelId: model };
    id = (await ana.do("createModelVersion", made, "modelVersion { id }")).createModelVersion.modelVersion.id;
  });

  it("is read by our id and by MLflow's, with what it holds and what was registered of it", async () => {
    const { loggedModel } = await ana.ask(MODEL, { id: model });
    expect((await ana.ask(MODEL, { id: loggedModel.id })).loggedModel).toEqual(loggedModel);
    expect(loggedModel).toMatchObject({
      modelId: model,
      name: "forest",
      modelType: "sklearn",
      status: "READY",
      deletedAt: null,
      experiment: { experimentId: experiment },
      sourceRun: { runId: run },
      createdBy: { handle: "ana" },
      params: [{ key: "trees", value: "10" }],
      tags: [{ key: "stage", value: "draft" }],
      metrics: [{ key: "auc", value: 0.7, step: 5, datasetName: "iris", datasetDigest: "abc", run: { runId: run } }],
      artifacts: { nodes: [{ path: "MLmodel", isFolder: false, sha256: sha256("forest") }] },
      modelVersions: { nodes: [{ modelName: "churn" }] },
    });
    for (const nobody of ["M-", "lm_00000000000000000000000001", "No id", run])
      expect((await ana.ask(MODEL, { id: nobody })).loggedModel).toBeNull();
  });

  it("is an output of its run, and an input of another that uses it", async () => {
    const LINKS = `query ($id: ID!) { run(id: $id) { loggedModels { role step loggedModel { modelId } } } }`;
    const user = await wire.run(experiment, { run_name: "uses it" });
    await wire.post("runs/log-inputs", { run_id: user, models: [{ model_id: model }] });
    expect((await ana.ask(LINKS, { id: run })).run.loggedModels).toEqual([
      { role: "OUTPUT", step: 4, loggedModel: { modelId: model } },
    ]);
    expect((await ana.ask(LINKS, { id: user })).run.loggedModels).toEqual([
      { role: "INPUT", step: null, loggedModel: { modelId: model } },
    ]);
  });

  it("is left out where it is hidden, though the run that used it is not", async () => {
    const unseen = await wire.loggedModel(hidden, { name: "unseen" });
    const user = await wire.run(experiment, { run_name: "uses a hidden one" });
    await wire.post("runs/log-inputs", { run_id: user, models: [{ model_id: unseen }, { model_id: model }] });
    const LINKS = `query ($id: ID!) { run(id: $id) { loggedModels(first: 1) { loggedModel { name } } } }`;
    expect((await ana.ask(LINKS, { id: user })).run.loggedModels).toEqual([{ loggedModel: { name: "unseen" } }]);
    expect((await sven.ask(LINKS, { id: user })).run.loggedModels).toEqual([{ loggedModel: { name: "forest" } }]);
    expect((await sven.ask(MODEL, { id: unseen })).loggedModel).toBeNull();
  });

  it("is found by typed conditions", async () => {
    await wire.loggedModel(experiment, { name: "stump", model_type: "sklearn" });
    const LIST = `query ($filter: LoggedModelFilter, $orderBy: [LoggedModelOrder!]) { loggedModels(filter: $filter, orderBy: $orderBy) { nodes { name } } }`;
    const names = async (filter: Answer, orderBy: Answer | null = null): Promise<string[]> => {
      const input = { experimentIds: [experiment], ...filter };
      return (await ana.ask(LIST, { filter: input, orderBy })).loggedModels.nodes.map(({ name }: Answer) => name);
    };
    expect(await names({})).toEqual(["stump", "forest"]);
    expect(await names({}, { field: "NAME" })).toEqual(["forest", "stump"]);
    expect(await names({}, { metric: "auc" })).toEqual(["forest", "stump"]);
    const table: Answer[] = [
      { name: { value: "forest" } },
      { modelType: { value: "sklearn" }, status: ["READY"] },
      { metrics: [{ key: "auc", operator: "GREATER", value: 0.6 }] },
      { metrics: [{ key: "auc" }] },
      { params: [{ key: "trees", value: "10" }], tags: [{ key: "stage" }] },
      { not: { metrics: [{ key: "auc", operator: "MISSING" }] } },
      { or: [{ params: [{ key: "trees" }] }, { status: ["UPLOAD_FAILED"] }] },
    ];
    for (const filter of table) expect(await names(filter), JSON.stringify(filter)).toEqual(["forest"]);
    expect(await names({ metrics: [{ key: "auc", operator: "MISSING" }] })).toEqual(["stump"]);
    expect(await names({ createdAt: { to: "2020-01-01T00:00:00Z" } })).toEqual([]);
  });

  it("is what its version's files are compared with, while the run is for the rest", async () => {
    expect(await version(ana, id)).toMatchObject({
      run: { runId: run },
      loggedModel: { modelId: model },
      artifacts: [{ path: "MLmodel", sha256: sha256("forest") }],
      drift: { hasDrifted: false },
    });
    const place = placeIn((await wire.get(`logged-models/${model}`)).model.info.artifact_uri);
    await wire.upload(`${place}/MLmodel`, "grown");
    expect((await version(ana, id)).drift).toMatchObject({
      hasDrifted: true,
      artifacts: [{ path: "MLmodel", frozenSha256: sha256("forest"), nowSha256: sha256("grown") }],
      params: [],
    });
  });

  it("that is hidden hides its files alone: of a run that is not, the rest is compared", async () => {
    const unseen = await wire.loggedModel(hidden, { name: "unseen", source_run_id: run });
    const place = placeIn((await wire.get(`logged-models/${unseen}`)).model.info.artifact_uri);
    await wire.upload(`${place}/MLmodel`, "unseen");
    const made = await addVersion(ana, open, { source: `models:/${unseen}` });
    await wire.upload(`${place}/MLmodel`, "and changed");
    await wire.post("runs/set-tag", { run_id: run, key: "later", value: "x" });
    expect((await version(ana, made)).drift).toMatchObject({
      tags: [{ key: "later" }],
      artifacts: [{ path: "MLmodel" }],
    });
    expect(await version(sven, made)).toMatchObject({
      run: { runId: run },
      loggedModel: null,
      drift: { hasDrifted: true, tags: [{ key: "later" }], artifacts: null },
    });
  });

  it("without a run is compared itself", async () => {
    const alone = await wire.loggedModel(experiment, { name: "alone", params: [{ key: "a", value: "1" }] });
    const made = await addVersion(ana, open, { source: `models:/${alone}` });
    expect(await version(ana, made)).toMatchObject({ run: null, snapshot: "FINAL", drift: { hasDrifted: false } });
    await wire.post(`logged-models/${alone}/params`, { params: [{ key: "b", value: "2" }] });
    expect((await version(ana, made)).drift).toMatchObject({
      params: [{ key: "b", frozen: null, now: "2" }],
      tags: [],
    });
  });
});
