import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { Mlflow, placeIn } from "../support/mlflow.js";
import { addVersion, approve, registerModel, request, resolves } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

/** A candidate must be better row by row: tables that runs logged, through the artifacts' door. */

let world: World;
let ana: Mlflow, mia: Actor, olga: Actor, rita: Actor;
let experiment: string;

beforeAll(async () => {
  world = await openWorld();
  ana = new Mlflow(await world.user("ana", { lab: ["CONTRIBUTOR"] }));
  mia = await world.user("mia", { lab: ["MAINTAINER"] });
  olga = await world.user("olga", { lab: ["OWNER"] });
  rita = await world.user("rita", { lab: ["REVIEWER"] });
  experiment = await ana.experiment("evaluations");
});
afterAll(() => world?.close());

const paired = { table: "scores.json", row: "customer", score: "gain" };
const sure = (more: object = {}) => ({
  key: "surely-better",
  champion: { paired, direction: "HIGHER", dataset: { name: "recent" }, ...more },
});

let made = 0;
/** A model with two versions, the first in Production, and a gate on what comes next. */
const guarded = async (gate: object, requirements: object[] = []): Promise<{ name: string; candidate: string }> => {
  const name = `paired-${++made}`;
  const id = await registerModel(ana.actor, world.teamId("lab"), name);
  const [first, candidate] = [await addVersion(ana.actor, id), await addVersion(ana.actor, id)];
  await request(mia, first, "Production");
  const scope = { registeredModelId: id };
  await olga.do("createApprovalPolicy", { name: "sure", scope, slots: ["Production"], requirements, gates: [gate] });
  return { name, candidate };
};

type Table = string | ((row: number) => number);
/** Evaluates a version on the recent rows as mlflow.evaluate and log_table leave it; the table is as `log_table` writes it. */
const evaluate = async (of: string, table: Table | null, count = 100): Promise<string> => {
  const run_id = await ana.run(experiment, { tags: [{ key: "countersign.evaluates", value: `models:/${of}` }] });
  const dataset = { name: "recent", digest: "499ce42d", source_type: "local", source: "{}" };
  await ana.post("runs/log-inputs", { run_id, datasets: [{ tags: [], dataset }] });
  await ana.post("runs/log-batch", { run_id, metrics: [{ key: "gain", value: 0.5, timestamp: 1, step: 0 }] });
  if (table !== null) {
    const data = typeof table === "string" ? [] : Array.from({ length: count }, (_, row) => [`c${row}`, table(row)]);
    const text = typeof table === "string" ? table : JSON.stringify({ columns: ["customer", "gain"], data });
    const uri = (await ana.get("runs/get", { run_id })).run.info.artifact_uri;
    expect((await ana.upload(`${placeIn(uri)}/scores.json`, text)).status).toBe(200);
  }
  await ana.post("runs/update", { run_id, status: "FINISHED" });
  return run_id;
};

const GATES = `query ($id: ID!) { node(id: $id) { ... on ModelVersion {
  gates(to: "Production") { verdict required observed cause attempts inputs { what label id digest } } } } }`;
const verdict = async (candidate: string): Promise<Answer> =>
  (await mia.ask(GATES, { id: candidate })).node.gates[0] as Answer;

/** Better by 1 on most rows, and far worse on a few: the mean is better, and nobody can be sure of it. */
const unsure = (row: number): number => (row % 10 === 0 ? -8 : 1 + row / 1_000);

it("a candidate that is better by its mean alone is refused, one that surely is goes", async () => {
  const { name, candidate } = await guarded(sure());
  expect((await verdict(candidate)).cause).toContain(
    `no run evaluated version 2 on recent: evaluate models:/${name}/2 on it`,
  );
  await evaluate(`${name}/1`, () => 0);
  await evaluate(`${name}/2`, unsure);
  const waits = await verdict(candidate);
  expect(waits).toMatchObject({
    verdict: "FAILED",
    attempts: 1,
    observed: expect.stringMatching(/mean improvement 0\.\d+,/),
  });
  expect(waits.cause).toMatch(/the lower bound -0\.\d+ of the mean improvement over version 1 is not above 0/);
  const asked = { modelVersionId: candidate, to: "Production", reason: "better" };
  expect(await mia.refused("requestTransition", asked)).toBe("GATES_FAILED");
  const run = await evaluate(`${name}/2`, (row) => 0.2 + (row % 3) / 10);
  const passes = await verdict(candidate);
  expect(passes).toMatchObject({ verdict: "PASSED", attempts: 2, cause: null });
  const [evaluation, table] = passes.inputs;
  expect([evaluation.what, table]).toMatchObject(["evaluation", { what: "file", label: "scores.json of version 2" }]);
  expect(evaluation.id.startsWith("run_")).toBe(true);
  expect(run).toMatch(/^[0-9a-f]{32}$/);
  expect((await request(mia, candidate, "Production")).state).toBe("APPLIED");
  expect(await resolves(mia, `models:/${name}/Production`)).toBe(2);
});

it("what waits for a table is settled when the run ends that brings it, and is void when a newer one says no", async () => {
  const { name, candidate } = await guarded(sure({ margin: 0.05 }), [{ role: "REVIEWER", count: 1 }]);
  await evaluate(`${name}/2`, () => 0.3);
  const open = await request(ana.actor, candidate, "Production");
  const text = "query ($id: ID!) { transitionRequest(id: $id) { id state phase cause contentDigest gates { cause } } }";
  const read = async () => (await mia.ask(text, { id: open.id })).transitionRequest;
  expect(await read()).toMatchObject({
    phase: "GATES",
    gates: [{ cause: expect.stringContaining("no run evaluated version 1") }],
  });
  await evaluate(`${name}/Production`, null);
  expect((await read()).gates[0]?.cause).toContain("has no scores.json");
  await evaluate(`${name}/Production`, (row) => (row % 2) / 10);
  expect(await read()).toMatchObject({ state: "PENDING", phase: "SIGNATURES" });
  await evaluate(`${name}/2`, unsure);
  expect(await read()).toMatchObject({ state: "VOIDED", cause: expect.stringContaining("surely-better") });
  await evaluate(`${name}/2`, () => 0.3);
  const again = await request(ana.actor, candidate, "Production");
  expect(await approve(rita, again)).toMatchObject({ state: "APPLIED" });
});

it.each<[string, string, string]>([
  ["no table", "{}", "is no table as mlflow.log_table writes it"],
  ["bytes that are no text", "\u0000\u0001", 'has no column "customer"'],
  ["another column", '{"columns": ["a"], "data": []}', 'has no column "customer"'],
  ["too few rows", '{"columns": ["customer", "gain"], "data": []}', 'row "c0" is in one table only'],
])("what cannot be compared fails and says why: %s", async (_, table, cause) => {
  const { name, candidate } = await guarded(sure());
  await evaluate(`${name}/1`, () => 0);
  await evaluate(`${name}/2`, table);
  expect(await verdict(candidate)).toMatchObject({ verdict: "FAILED", cause: expect.stringContaining(cause) });
});

it("reads each pair of tables once, and no file while anything is locked", async () => {
  const { name, candidate } = await guarded(sure());
  await evaluate(`${name}/1`, (row) => row / 7);
  await evaluate(`${name}/2`, (row) => row / 7 + 1);
  const count = async (): Promise<number> => {
    const [row] = await query<{ count: string }>(world.database.superuserUrl, "select count(*) from paired_comparison");
    return Number(row?.count);
  };
  const before = await count();
  await Promise.all(Array.from({ length: 6 }, () => verdict(candidate)));
  expect((await request(mia, candidate, "Production")).state).toBe("APPLIED");
  expect((await count()) - before).toBe(1);
});

it.each<[string, object]>([
  ["metric and paired", { metric: "gain" }],
  ["a confidence of 1", { paired: { ...paired, confidence: 1 } }],
  ["a confidence below one half", { paired: { ...paired, confidence: 0.4 } }],
  ["a table that is no file", { paired: { ...paired, table: "../scores.json" } }],
  ["an empty column", { paired: { ...paired, row: "" } }],
  ["a part of the champion's value", { relative: true, margin: 0.1 }],
  ["neither metric nor paired", { paired: null }],
])("refuses %s", async (_, more) => {
  const id = await registerModel(ana.actor, world.teamId("lab"), `refused-${++made}`);
  const policy = {
    name: "sure",
    scope: { registeredModelId: id },
    slots: ["Production"],
    requirements: [],
    gates: [sure(more)],
  };
  expect(await olga.refused("createApprovalPolicy", policy)).toBe("INVALID_INPUT");
});
