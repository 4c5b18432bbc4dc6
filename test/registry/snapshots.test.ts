import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../support/actor.js";
import { entriesOf } from "../support/audit.js";
import { Mlflow, placeIn } from "../support/mlflow.js";
import { COMMIT, digestOf, finish, frozenOf, hideExperiment, register, train } from "../support/snapshot.js";
import { actorFor, openWorld, type World } from "../support/world.js";

let world: World;
let ana: Mlflow, mia: Mlflow;

beforeAll(async () => {
  world = await openWorld();
  ana = new Mlflow(await world.user("ana", { risk: ["CONTRIBUTOR"] }));
  mia = new Mlflow(await world.user("mia", { risk: ["MAINTAINER"] }));
});
afterAll(() => world?.close());

const sha = (text: string): string => createHash("sha256").update(text).digest("hex");
let made = 0;
const model = async (): Promise<string> => {
  const name = `model-${++made}`;
  await ana.post("registered-models/create", { name });
  return name;
};
const downloadUri = async (name: string, version = "1"): Promise<string> =>
  (await mia.get("model-versions/get-download-uri", { name, version })).artifact_uri;
const freezings = async (subjectId: string): Promise<Answer[]> =>
  (await entriesOf(world.admin, { subjectId })).filter(({ action }) => action === "freezeModelVersion");

const FILES = [
  { path: "MLmodel", sha256: sha("flavors: {}"), size: 11 },
  { path: "data/model.pkl", sha256: sha("weights"), size: 7 },
];

describe("a version of an ended run", () => {
  it("of a 2.x client freezes files and record under one digest, for good", async () => {
    const name = await model();
    const { run, experiment, source } = await train(ana);
    await finish(ana, run);
    const version = await register(ana, name, { source, run_id: run });
    expect(version).toMatchObject({ run_id: run, source });
    expect(version).not.toHaveProperty("model_id");
    const frozen = await frozenOf(mia.actor, name);
    expect(frozen).toMatchObject({
      snapshot: "FINAL",
      params: [{ key: "depth", value: "6" }],
      metrics: [
        { key: "auc", value: 0.75 },
        { key: "loss", value: "NaN" },
      ],
      datasets: [{ name: "customers", digest: "a1b2", source: "{}" }],
      artifacts: FILES,
      runSnapshot: {
        runId: run,
        experimentId: experiment,
        status: "FINISHED",
        user: "the user",
        startTime: "2026-11-24T00:00:00.000000Z",
        endTime: "2026-11-24T00:01:00.123000Z",
        sourceCommit: COMMIT,
      },
    });
    expect(frozen.runSnapshot.tags.map(({ key }: Answer) => key)).toEqual([
      "mlflow.runName",
      "mlflow.source.git.commit",
    ]);
    expect(digestOf(frozen)).toBe(frozen.digest);
    expect(await freezings(frozen.id)).toEqual([]);
    expect(await downloadUri(name)).toBe(`mlflow-artifacts:/versions/${frozen.id}/artifacts`);
  });

  it("of a 3.x client ends with run_id and model_id, whichever way its source is named", async () => {
    const name = await model();
    const { run, experiment } = await train(ana);
    const model_id = await ana.loggedModel(experiment, { source_run_id: run });
    const { info } = (await ana.get(`logged-models/${model_id}`)).model;
    await ana.upload(`${placeIn(info.artifact_uri)}/MLmodel`, "flavors: {}");
    await ana.upload(`${placeIn(info.artifact_uri)}/data/model.pkl`, "weights");
    await finish(ana, run);
    for (const [index, more] of [{}, { model_id }, { run_id: run }, { run_id: run, model_id }].entries()) {
      for (const source of [`models:/${model_id}`, info.artifact_uri])
        expect(await register(ana, name, { source, ...more })).toMatchObject({ run_id: run, model_id, source });
      const frozen = await frozenOf(mia.actor, name, 2 * index + 1);
      expect(frozen).toMatchObject({ artifacts: FILES, params: [{ key: "depth", value: "6" }], snapshot: "FINAL" });
      expect(frozen.runSnapshot.runId).toBe(run);
      expect(digestOf(frozen)).toBe(frozen.digest);
    }
  });

  it("keeps the bytes whatever becomes of run and files; what the run says later is drift", async () => {
    const name = await model();
    const { run, source } = await train(ana);
    await finish(ana, run);
    await register(ana, name, { source, run_id: run });
    const before = await frozenOf(ana.actor, name);
    expect(before.drift.hasDrifted).toBe(false);
    await ana.upload(`${placeIn(source)}/MLmodel`, "flavors: {other: {}}");
    await ana.post("runs/log-metric", { run_id: run, key: "auc", value: 0.99, timestamp: 3, step: 9 });
    await ana.post("runs/log-parameter", { run_id: run, key: "late", value: "1" });
    await ana.post("runs/set-tag", { run_id: run, key: "mlflow.source.git.commit", value: "other" });
    const after = await frozenOf(ana.actor, name);
    expect({ ...after, drift: null }).toEqual({ ...before, drift: null });
    expect(after.drift).toMatchObject({
      hasDrifted: true,
      params: [{ key: "late", frozen: null, now: "1" }],
      metrics: [{ key: "auc", frozen: 0.75, now: 0.99 }],
    });
    await ana.raw("DELETE", `/api/2.0/mlflow-artifacts/artifacts/${placeIn(source)}/data/model.pkl`);
    await ana.post("runs/delete", { run_id: run });
    const root = placeIn(await downloadUri(name));
    expect((await mia.download(`${root}/MLmodel`)).text).toBe("flavors: {}");
    expect((await mia.download(`${root}/data/model.pkl`)).text).toBe("weights");
    expect((await mia.download(`${root}/plot.png`)).status).toBe(404);
    expect((await frozenOf(mia.actor, name)).digest).toBe(before.digest);
  });

  it("may have been deleted, alone or with its experiment", async () => {
    const name = await model();
    const { run, source, experiment } = await train(ana);
    await finish(ana, run);
    await ana.post("runs/delete", { run_id: run });
    await register(ana, name, { source, run_id: run });
    await mia.post("experiments/delete", { experiment_id: experiment });
    await register(ana, name, { source, run_id: run });
    for (const version of [1, 2])
      expect(await frozenOf(ana.actor, name, version)).toMatchObject({ snapshot: "FINAL", artifacts: FILES });
  });
});

describe("a version of a run that goes on", () => {
  it("is provisional, and taken again once, when the run ends", async () => {
    const name = await model();
    const { run, source } = await train(ana);
    await register(ana, name, { source, run_id: run });
    const provisional = await frozenOf(mia.actor, name);
    expect(provisional).toMatchObject({ snapshot: "PROVISIONAL", runSnapshot: { status: "RUNNING", endTime: null } });
    expect(digestOf(provisional)).toBe(provisional.digest);
    await ana.post("runs/log-metric", { run_id: run, key: "auc", value: 0.9, timestamp: 4, step: 2 });
    await ana.upload(`${placeIn(source)}/late.txt`, "late");
    expect((await frozenOf(mia.actor, name)).digest).toBe(provisional.digest);
    await finish(ana, run);
    const final = await frozenOf(mia.actor, name);
    expect(final).toMatchObject({
      snapshot: "FINAL",
      metrics: [{ key: "auc", value: 0.9 }, { key: "loss" }],
      runSnapshot: { status: "FINISHED" },
    });
    expect(final.artifacts.map(({ path }: Answer) => path)).toEqual(["MLmodel", "data/model.pkl", "late.txt"]);
    expect(digestOf(final)).toBe(final.digest);
    expect(await freezings(final.id)).toMatchObject([
      {
        before: { digest: provisional.digest, snapshot: "PROVISIONAL" },
        after: { digest: final.digest, snapshot: "FINAL", runStatus: "FINISHED" },
        actor: { handle: "ana" },
        channel: "mlflow-rest",
      },
    ]);
    await ana.post("runs/update", { run_id: run, status: "RUNNING" });
    await ana.post("runs/log-metric", { run_id: run, key: "auc", value: 0.1, timestamp: 5, step: 3 });
    await finish(ana, run, "FAILED");
    expect((await frozenOf(mia.actor, name)).digest).toBe(final.digest);
    expect(await freezings(final.id)).toHaveLength(1);
    expect((await mia.download(`${placeIn(await downloadUri(name))}/late.txt`)).text).toBe("late");
  });

  it("is final from the first request for a move on, to which requests and signatures bind", async () => {
    const name = await model();
    const { run, source } = await train(ana);
    await register(ana, name, { source, run_id: run });
    const provisional = await frozenOf(mia.actor, name);
    await ana.post("runs/log-parameter", { run_id: run, key: "second", value: "2" });
    const call = { name, version: "1", stage: "Production" };
    const { body } = await ana.refused("POST", "model-versions/transition-stage", call);
    const final = await frozenOf(mia.actor, name);
    expect(final).toMatchObject({ snapshot: "FINAL", params: [{ key: "depth" }, { key: "second" }] });
    expect(final.digest).not.toBe(provisional.digest);
    const query = "query ($id: ID!) { transitionRequest(id: $id) { state statement contentDigest } }";
    const { transitionRequest: open } = await mia.actor.ask(query, { id: body.approval_request_id });
    expect(JSON.parse(open.statement).digest).toBe(final.digest);
    await ana.post("runs/log-parameter", { run_id: run, key: "third", value: "3" });
    await finish(ana, run);
    expect((await frozenOf(mia.actor, name)).digest).toBe(final.digest);
    expect(await freezings(final.id)).toHaveLength(1);
    const decision = { transitionRequestId: body.approval_request_id, contentDigest: open.contentDigest };
    await mia.actor.do("approveTransition", decision);
    await ana.post("model-versions/transition-stage", call);
    expect((await frozenOf(mia.actor, name)).drift.params).toMatchObject([{ key: "third", frozen: null }]);
  });

  it("is final from the first alias on, which serves the same bytes ever after", async () => {
    const name = await model();
    const { run, source } = await train(ana);
    await register(ana, name, { source, run_id: run });
    const provisional = await frozenOf(mia.actor, name);
    await ana.upload(`${placeIn(source)}/MLmodel`, "one");
    const alias = { name, version: "1", alias: "champion" };
    await mia.post("registered-models/alias", alias);
    const final = await frozenOf(mia.actor, name);
    expect(final.snapshot).toBe("FINAL");
    expect(final.digest).not.toBe(provisional.digest);
    expect(digestOf(final)).toBe(final.digest);
    await ana.upload(`${placeIn(source)}/MLmodel`, "two");
    await mia.post("registered-models/alias", alias);
    await finish(ana, run);
    await mia.post("registered-models/alias", { ...alias, alias: "best" });
    expect((await mia.download(`${placeIn(await downloadUri(name))}/MLmodel`)).text).toBe("one");
    expect((await frozenOf(mia.actor, name)).digest).toBe(final.digest);
    const entries = await entriesOf(world.admin, { subjectId: final.id });
    expect(entries.map(({ action, after }) => [action, after.digest ?? after.alias])).toEqual([
      ["createModelVersion", provisional.digest],
      ["freezeModelVersion", final.digest],
      ["setAlias", "@champion"],
      ["setAlias", "@best"],
    ]);
  });

  it("stays provisional when an alias is refused, and is final once it is asked for", async () => {
    const name = await model();
    const { run, source } = await train(ana);
    await register(ana, name, { source, run_id: run });
    const vera = new Mlflow(await world.user("vera", { risk: ["VIEWER"] }));
    const alias = { name, version: "1", alias: "champion" };
    expect((await vera.refused("POST", "registered-models/alias", alias)).error).toBe("403 PERMISSION_DENIED");
    expect((await frozenOf(mia.actor, name)).snapshot).toBe("PROVISIONAL");
    await ana.refused("POST", "registered-models/alias", alias);
    expect((await frozenOf(mia.actor, name)).snapshot).toBe("FINAL");
    expect(await freezings((await frozenOf(mia.actor, name)).id)).toHaveLength(1);
  });

  it("holds files that came after it was made, and none that went", async () => {
    const name = await model();
    const { run, source } = await train(ana);
    const { info } = (await ana.get("runs/get", { run_id: run })).run;
    await register(ana, name, { source: `${info.artifact_uri}/later`, run_id: run });
    await register(ana, name, { source, run_id: run });
    expect(await downloadUri(name, "1")).toBe(`${info.artifact_uri}/later`);
    await ana.upload(`${placeIn(info.artifact_uri)}/later/MLmodel`, "later");
    await ana.raw("DELETE", `/api/2.0/mlflow-artifacts/artifacts/${placeIn(source)}`);
    await finish(ana, run);
    expect((await mia.download(`${placeIn(await downloadUri(name, "1"))}/MLmodel`)).text).toBe("later");
    expect(await downloadUri(name, "2")).toBe(source);
    expect((await frozenOf(mia.actor, name, 2)).artifacts).toEqual([]);
  });

  it("becomes final of a deleted run when it is asked into a stage", async () => {
    const name = await model();
    const { run, source } = await train(ana);
    await register(ana, name, { source, run_id: run });
    await ana.post("runs/delete", { run_id: run });
    await mia.post("model-versions/transition-stage", { name, version: "1", stage: "Staging" });
    expect(await frozenOf(ana.actor, name)).toMatchObject({ snapshot: "FINAL", artifacts: FILES });
    await ana.post("runs/restore", { run_id: run });
    await finish(ana, run);
    expect((await frozenOf(ana.actor, name)).runSnapshot.status).toBe("RUNNING");
  });

  it("that is deleted, or whose model is, holds up no run's end", async () => {
    const { run, source } = await train(ana);
    const [one, other] = [await model(), await model()];
    for (const name of [one, other]) await register(ana, name, { source, run_id: run });
    await mia.call("DELETE", "model-versions/delete", { name: one, version: "1" });
    await mia.call("DELETE", "registered-models/delete", { name: other });
    await finish(ana, run);
  });
});

describe("who downloads", () => {
  it("whoever resolves or reads the version, whether or not they read its run", async () => {
    const eve = new Mlflow(await world.user("eve", { fraud: ["CONTRIBUTOR"] }));
    const name = await model();
    const { run, source, experiment } = await train(ana);
    await finish(ana, run);
    await register(ana, name, { source, run_id: run });
    await hideExperiment(await world.user("olga", { risk: ["OWNER"] }), experiment);
    expect((await eve.send("GET", "runs/get", { run_id: run })).status).toBe(404);
    const serving = new Mlflow(await actorFor(eve.actor, eve.actor.id, "eve", { scopes: ["RESOLVE"] }));
    for (const by of [eve, serving]) {
      const { artifact_uri } = await by.get("model-versions/get-download-uri", { name, version: "1" });
      expect((await by.download(`${placeIn(artifact_uri)}/MLmodel`)).text).toBe("flavors: {}");
      expect((await by.download(`${placeIn(source)}/MLmodel`)).status).toBeGreaterThanOrEqual(403);
    }
  });
});
