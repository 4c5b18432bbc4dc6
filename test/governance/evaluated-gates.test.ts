import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { idOfHex } from "../../src/db/ids.js";
import type { Actor, Answer } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { addVersion, approvalRefused, approve, registerModel, request, resolves } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

/** Gates judge what stock clients left in runs. */

let world: World;
let mia: Actor, olga: Actor, rob: Actor;
let ana: Mlflow, cora: Mlflow;
let ours: string, theirs: string;

beforeAll(async () => {
  world = await openWorld();
  ana = new Mlflow(await world.user("ana", { lab: ["CONTRIBUTOR"] }));
  cora = new Mlflow(await world.user("cora", { compliance: ["OWNER"] }));
  mia = await world.user("mia", { lab: ["MAINTAINER"] });
  olga = await world.user("olga", { lab: ["OWNER"] });
  rob = await world.user("rob", { lab: ["REVIEWER"] });
  ours = await ana.experiment("evaluations of the lab");
  theirs = await cora.experiment("evaluations of compliance");
});
afterAll(() => world?.close());

let made = 0;
/** A model with two versions, the first in Production, and a gate on what comes next. */
const guarded = async (gate: object, requirements: object[] = []): Promise<{ name: string; candidate: string }> => {
  const name = `judged-${++made}`;
  const id = await registerModel(ana.actor, world.teamId("lab"), name);
  const [first, candidate] = [await addVersion(ana.actor, id), await addVersion(ana.actor, id)];
  await request(mia, first, "Production");
  await olga.do("createApprovalPolicy", {
    name: "proven",
    scope: { registeredModelId: id },
    slots: ["Production"],
    requirements,
    gates: [gate],
  });
  return { name, candidate };
};

const data = { name: "recent", digest: "499ce42d", rows: 1_000 };
const measure = (by: Mlflow, run_id: string, accuracy: number) =>
  by.post("runs/log-batch", { run_id, metrics: [{ key: "accuracy", value: accuracy, timestamp: 1, step: 0 }] });
const evaluate = async (
  by: Mlflow,
  of: string,
  accuracy: number | null,
  { experiment, ...on }: typeof data & { experiment?: string } = data,
): Promise<string> => {
  const tags = [{ key: "countersign.evaluates", value: `models:/${of}` }];
  const run_id = await by.run(experiment ?? (by === cora ? theirs : ours), { tags });
  const dataset = { name: on.name, digest: on.digest, source_type: "local", source: "{}" };
  await by.post("runs/log-inputs", {
    run_id,
    datasets: [{ dataset: { ...dataset, profile: JSON.stringify({ num_rows: on.rows }) } }],
  });
  if (accuracy !== null) await measure(by, run_id, accuracy);
  await by.post("runs/update", { run_id, status: "FINISHED" });
  return run_id;
};
const verdict = async (candidate: string): Promise<Answer> =>
  (
    await mia.ask(
      'query ($id: ID!) { node(id: $id) { ... on ModelVersion { gates(to: "Production") { verdict observed cause attempts } } } }',
      { id: candidate },
    )
  ).node.gates[0] as Answer;

const judged = async (id: string): Promise<Answer> =>
  (
    await mia.ask(
      "query ($id: ID!) { transitionRequest(id: $id) { id state phase cause contentDigest gates { verdict } } }",
      { id },
    )
  ).transitionRequest as Answer;

const beats = (more: object = {}) => ({
  key: "beats-champion",
  champion: { metric: "accuracy", direction: "HIGHER", dataset: { name: "recent" }, ...more },
});

it("a candidate waits until both were evaluated on the same data, then the better one goes", async () => {
  const { name, candidate } = await guarded(beats());
  expect(await verdict(candidate)).toMatchObject({ verdict: "PENDING" });
  await evaluate(ana, `${name}/2`, 0.82);
  const waits = await verdict(candidate);
  expect(waits).toMatchObject({ verdict: "PENDING" });
  expect(waits.cause).toContain("version 1 was not evaluated on recent@499ce42d");
  expect(waits.cause).toContain(`mlflow.evaluate("models:/${name}/1", …)`);
  await evaluate(ana, `${name}/1`, 0.1, { ...data, digest: "another" });
  expect(await verdict(candidate)).toMatchObject({ verdict: "PENDING" });
  await evaluate(ana, `${name}/Production`, 0.81);
  expect(await verdict(candidate)).toMatchObject({ verdict: "PASSED" });
  await evaluate(ana, `${name}/2`, 0.8);
  expect(await verdict(candidate)).toMatchObject({ verdict: "FAILED", attempts: 2 });
  await evaluate(ana, `${name}/2`, 0.83);
  expect((await request(mia, candidate, "Production")).state).toBe("APPLIED");
  expect(await resolves(mia, `models:/${name}/Production`)).toBe(2);
});

it("what waits is applied the moment the run ends that brings the last evaluation", async () => {
  const { name, candidate } = await guarded(beats());
  await evaluate(ana, `${name}/2`, 0.82);
  const waits = await request(mia, candidate, "Production");
  expect(waits.state).toBe("PENDING");
  await evaluate(ana, `${name}/Production`, 0.81);
  expect(await resolves(mia, `models:/${name}/Production`)).toBe(2);
  const text = `query ($id: ID!) { node(id: $id) { ... on ModelVersion { evidence(first: 50) { nodes { action actor { handle } } } } } }`;
  const { nodes } = (await mia.ask(text, { id: candidate })).node.evidence;
  expect(nodes).toContainEqual({ action: "applyTransition", actor: { handle: "ana" } });
});

describe("whoever decides before the sweep has seen a figure that came late", () => {
  /** A request that waits for the champion's figure, which comes to a run that had ended: no command tells of it. */
  const waiting = async (by: Actor, requirements: object[]): Promise<{ name: string; open: Answer }> => {
    const { name, candidate } = await guarded(beats(), requirements);
    await evaluate(ana, `${name}/2`, 0.82);
    const run_id = await evaluate(ana, `${name}/1`, null);
    const open = await request(by, candidate, "Production");
    expect(await judged(open.id)).toMatchObject({ state: "PENDING", phase: "GATES" });
    expect(await approvalRefused(rob, open)).toBe("GATES_PENDING");
    await measure(ana, run_id, 0.81);
    return { name, open };
  };

  it("is told what to sign now", async () => {
    const { name, open } = await waiting(ana.actor, [{ role: "REVIEWER", count: 1 }]);
    expect(await approvalRefused(rob, open)).toBe("CONTENT_CHANGED");
    const sealed = await judged(open.id);
    expect(sealed).toMatchObject({ state: "PENDING", phase: "SIGNATURES", gates: [{ verdict: "PASSED" }] });
    expect(sealed.contentDigest).not.toBe(open.contentDigest);
    expect(await resolves(mia, `models:/${name}/Production`)).toBe(1);
    expect(await approve(rob, sealed)).toMatchObject({ state: "APPLIED" });
    expect(await resolves(mia, `models:/${name}/Production`)).toBe(2);
  });

  it("finds the move made where nobody need sign", async () => {
    const { name, open } = await waiting(mia, []);
    expect(await approvalRefused(rob, open)).toBe("REQUEST_CLOSED");
    expect(await judged(open.id)).toMatchObject({ state: "APPLIED", gates: [{ verdict: "PASSED" }] });
    expect(await resolves(mia, `models:/${name}/Production`)).toBe(2);
  });
});

it("a run that is deleted takes its evaluation away at once, and brings it back with itself", async () => {
  const { name, candidate } = await guarded(beats());
  const first = await evaluate(ana, `${name}/1`, 0.8);
  await mia.do("deleteRun", { runId: idOfHex("run", first) });
  const open = await request(mia, candidate, "Production");
  await evaluate(ana, `${name}/2`, 0.81);
  expect(await judged(open.id)).toMatchObject({ state: "PENDING", phase: "GATES", gates: [{ verdict: "PENDING" }] });
  await mia.do("restoreRun", { runId: idOfHex("run", first) });
  expect(await judged(open.id)).toMatchObject({ state: "APPLIED", gates: [{ verdict: "PASSED" }] });

  const signed = await guarded(beats(), [{ role: "MAINTAINER", count: 1 }]);
  await evaluate(ana, `${signed.name}/1`, 0.8);
  const second = await evaluate(ana, `${signed.name}/2`, 0.81);
  const waiting = await request(mia, signed.candidate, "Production");
  expect(await judged(waiting.id)).toMatchObject({ state: "PENDING", phase: "SIGNATURES" });
  await mia.do("deleteRun", { runId: idOfHex("run", second) });
  expect(await judged(waiting.id)).toMatchObject({
    state: "VOIDED",
    cause: expect.stringMatching(/beats-champion.* was not evaluated on recent.*\(run run_\w+ was deleted\)$/),
  });
});

it("an equal digest of another number of rows is other data", async () => {
  const { name, candidate } = await guarded(beats());
  await evaluate(ana, `${name}/2`, 0.9);
  // In one experiment MLflow keeps the first description of a data set.
  const experiment = await ana.experiment("evaluations elsewhere");
  await evaluate(ana, `${name}/1`, 0.1, { ...data, rows: 999, experiment });
  expect((await verdict(candidate)).verdict).not.toBe("PASSED");
});

it("data of the same digest is the same under another name", async () => {
  const { name, candidate } = await guarded(beats());
  await evaluate(ana, `${name}/2`, 0.9);
  await evaluate(ana, `${name}/1`, 0.8, { ...data, name: "rows of October" });
  expect(await verdict(candidate)).toMatchObject({ verdict: "PASSED" });
});

it("an independent evaluator is nobody who made the version, and of the team that is asked for", async () => {
  const evaluator = { teamId: world.teamId("compliance"), independent: true };
  const gate = { key: "good", metric: { key: "accuracy", min: 0.8, dataset: { name: "recent" }, evaluator } };
  const { name, candidate } = await guarded(gate);
  await evaluate(ana, `${name}/2`, 0.99);
  expect(await verdict(candidate)).toMatchObject({
    verdict: "PENDING",
    cause: `version 2 was not evaluated on recent for "accuracy" by somebody who has no part in the version in an experiment of ${evaluator.teamId}: run mlflow.evaluate("models:/${name}/2", …) on it`,
  });
  await evaluate(cora, `${name}/2`, 0.85);
  expect(await verdict(candidate)).toMatchObject({ verdict: "PASSED" });
  const role = { teamId: world.teamId("compliance"), principalId: ana.actor.id, roles: ["CONTRIBUTOR"] };
  await world.admin.do("addTeamMember", role);
  expect(await verdict(candidate)).toMatchObject({ verdict: "PENDING" });
});

it("a metric is judged group by group, of one run: as Fairlearn's are logged", async () => {
  const gate = { key: "fair", groups: { metric: "recall", attribute: "age", minRatio: 0.8, minGroupSize: 30 } };
  const { name, candidate } = await guarded(gate);
  expect((await verdict(candidate)).cause).toContain('log "recall/age:<group>" and "count/age:<group>"');
  const audit = async (by: Mlflow, values: Record<string, number>): Promise<void> => {
    const tags = [{ key: "countersign.evaluates", value: `models:/${name}/2` }];
    const run_id = await by.run(by === cora ? theirs : ours, { tags });
    const dataset = { name: "recent", digest: "499ce42d", source_type: "local", source: "{}" };
    await by.post("runs/log-inputs", { run_id, datasets: [{ dataset }] });
    const metrics = Object.entries(values).map(([key, value]) => ({ key, value, timestamp: 1, step: 0 }));
    await by.post("runs/log-batch", { run_id, metrics });
    await by.post("runs/update", { run_id, status: "FINISHED" });
  };
  await audit(ana, { "recall/age:young": 0.7, "recall/age:old": 0.9, "count/age:young": 30, "count/age:old": 50 });
  expect(await verdict(candidate)).toMatchObject({
    verdict: "FAILED",
    observed: 'recall by age on recent@499ce42d: "old" 0.9, "young" 0.7',
  });
  await audit(cora, { "recall/age:young": 0.9, "recall/age:old": 0.9, "count/age:young": 30, "count/age:old": 50 });
  expect(await verdict(candidate)).toMatchObject({ verdict: "FAILED" });
  await audit(ana, { "recall/age:young": 0.8, "recall/age:old": 0.9 });
  expect(await verdict(candidate)).toMatchObject({ verdict: "PENDING" });
  await audit(ana, { "recall/age:young": 0.8, "recall/age:old": 0.9, "count/age:young": 30, "count/age:old": 50 });
  expect(await verdict(candidate)).toMatchObject({ verdict: "PASSED", attempts: 3 });
  expect((await request(mia, candidate, "Production")).state).toBe("APPLIED");
});

it("a model takes what the champion takes, as the MLmodel that it froze says", async () => {
  const name = `judged-${++made}`;
  const id = await registerModel(ana.actor, world.teamId("lab"), name);
  const version = async (inputs: object[]): Promise<string> => {
    const run = await ana.run(ours);
    const signature = `signature:\n  inputs: '${JSON.stringify(inputs)}'\n  outputs: '[{"type": "double"}]'\n  params: null\n`;
    await ana.upload(`${ours}/${run}/artifacts/model/MLmodel`, `flavors: {}\n${signature}`);
    await ana.post("runs/update", { run_id: run, status: "FINISHED" });
    const made = await ana.post("model-versions/create", { name, source: `runs:/${run}/model`, run_id: run });
    const text = `query ($name: String!, $version: Int!) { modelVersion(name: $name, version: $version) { id } }`;
    return (await mia.ask(text, { name, version: Number(made.model_version.version) })).modelVersion.id;
  };
  const age = { type: "long", name: "age" };
  await request(mia, await version([{ ...age, type: "integer" }]), "Production");
  const gate = { key: "compatible", signature: { mode: "COMPATIBLE" } };
  const scope = { registeredModelId: id };
  const policy = { name: "stable", scope, slots: ["Production"], requirements: [], gates: [gate] };
  await olga.do("createApprovalPolicy", policy);
  expect(await olga.refused("createApprovalPolicy", { ...policy, slots: ["Staging"] })).toBe("INVALID_INPUT");
  expect(await verdict(await version([age, { type: "string", name: "income" }]))).toMatchObject({
    verdict: "FAILED",
    cause: 'it breaks what version 1 promised: the further input "income" is required',
  });
  const wider = await version([age, { type: "string", name: "income", required: false }]);
  expect(await verdict(wider)).toMatchObject({ verdict: "PASSED" });
  expect((await request(mia, wider, "Production")).state).toBe("APPLIED");
});
