import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { Mlflow } from "../support/mlflow.js";
import { addVersion, registerModel, request } from "../support/registry.js";
import { hideExperiment } from "../support/tracking.js";
import { openWorld, type World } from "../support/world.js";

/** What a thing came from and what came of it: of one's own work, and beside others' that is hidden. */

let world: World;
let ana: Actor, sven: Actor;
let wire: Mlflow, hiddenWire: Mlflow;
let model: string, copied: string, plain: string;
const runs: Record<string, string> = {};
const ids: Record<string, string> = {};

const idOf = async (by: Actor, hex: string): Promise<string> =>
  (await by.ask("query ($id: ID!) { run(id: $id) { id } }", { id: hex })).run.id;

const useData = (by: Mlflow, run_id: string, name: string, context: string) =>
  by.post("runs/log-inputs", {
    run_id,
    datasets: [
      {
        tags: [{ key: "mlflow.data.context", value: context }],
        dataset: { name, digest: "d1", source_type: "local", source: "{}" },
      },
    ],
  });

beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { risk: ["OWNER"] });
  sven = await world.user("sven", { secret: ["OWNER"] });
  [wire, hiddenWire] = [new Mlflow(ana), new Mlflow(sven)];
  const experiment = await wire.experiment("training");
  const start = async (name: string, parent?: string): Promise<string> => {
    const tags = parent === undefined ? [] : [{ key: "mlflow.parentRunId", value: parent }];
    const hex = await wire.run(experiment, { run_name: name, tags });
    runs[name] = hex;
    ids[name] = await idOf(ana, hex);
    return hex;
  };
  const search = await start("search");
  const trial = await start("trial", search);
  await useData(wire, trial, "customers", "training");
  const logged = await wire.loggedModel(experiment, { name: "forest", source_run_id: trial });
  await wire.post("runs/outputs", { run_id: trial, models: [{ model_id: logged, step: 0 }] });
  const judged = await start("judged");
  await useData(wire, judged, "holdout", "evaluation");
  await wire.post("runs/log-inputs", { run_id: judged, models: [{ model_id: logged }] });
  model = await registerModel(ana, world.teamId("risk"), "churn");
  copied = await addVersion(ana, model, { source: `models:/${logged}` });
  plain = await addVersion(ana, model, { datasets: [{ name: "customers", digest: "d1" }] });
  await request(ana, copied, "Staging");
  await request(ana, copied, "Production");
  await ana.do("setAlias", { modelVersionId: copied, alias: "champion" });
  await ana.do("recordEvaluation", {
    modelVersionId: copied,
    dataset: { name: "holdout", digest: "d1" },
    metrics: [{ key: "auc", value: 0.9 }],
    runId: judged,
  });
  ids.logged = (await ana.ask("query ($id: ID!) { loggedModel(id: $id) { id } }", { id: logged })).loggedModel.id;
  runs.logged = logged;
}, 90_000);
afterAll(() => world?.close());

const LINEAGE = `query ($id: ID!, $direction: LineageDirection!, $depth: Int, $first: Int) {
  lineage(id: $id, direction: $direction, depth: $depth, first: $first) {
    nodes { key id kind label modelVersion { id version } run { id name } dataset { name digest } }
    edges { from to role context } truncated } }`;
const lineage = async (by: Actor, id: string, direction: string, more: Answer = {}): Promise<Answer> =>
  (await by.ask(LINEAGE, { id, direction, ...more })).lineage;

/** Its edges in words, in order of the alphabet. */
const told = async (by: Actor, id: string, direction: string, more: Answer = {}): Promise<string[]> => {
  const { nodes, edges } = await lineage(by, id, direction, more);
  const labels = new Map<string, string>(nodes.map(({ key, label }: Answer) => [key, label]));
  return edges
    .map(({ from, to, role, context }: Answer) =>
      [labels.get(from), role, labels.get(to), ...(context === null ? [] : [context])].join(" | "),
    )
    .sort();
};

it("tells what a version came from, as deep as one asks", async () => {
  const near = ["forest | MADE | churn version 1", "trial | MADE | churn version 1"];
  expect(await told(ana, copied, "UPSTREAM")).toEqual(near);
  const whole = [...near, "customers | INPUT | trial | training", "trial | MADE | forest"].sort();
  expect(await told(ana, copied, "UPSTREAM", { depth: 2 })).toEqual(whole);
  expect(await told(ana, copied, "UPSTREAM", { depth: 10 })).toEqual(whole);
  expect(await told(ana, plain, "UPSTREAM")).toEqual(["customers | INPUT | churn version 2"]);
  expect(await told(ana, ids.search ?? "", "UPSTREAM")).toEqual(["trial | NESTED_IN | search"]);
});

it("tells what came of it: slots now and before, models, versions, the runs that used and judged them", async () => {
  expect(await told(ana, copied, "DOWNSTREAM")).toEqual([
    "churn version 1 | EVALUATED_BY | judged",
    "churn version 1 | HELD | Staging",
    "churn version 1 | HOLDS | @champion",
    "churn version 1 | HOLDS | Production",
  ]);
  expect(await told(ana, runs.trial ?? "", "DOWNSTREAM")).toEqual([
    "trial | MADE | churn version 1",
    "trial | MADE | forest",
    "trial | NESTED_IN | search",
  ]);
  expect(await told(ana, runs.logged ?? "", "DOWNSTREAM")).toEqual([
    "forest | INPUT | judged",
    "forest | MADE | churn version 1",
  ]);
  expect(await told(ana, model, "BOTH")).toEqual([
    "churn version 1 | VERSION_OF | churn",
    "churn version 2 | VERSION_OF | churn",
    "churn | HOLDS | @champion",
    "churn | HOLDS | Production",
  ]);
});

it("gives each thing once, by a key, with what it is", async () => {
  const { nodes, truncated } = await lineage(ana, copied, "BOTH", { depth: 3 });
  const by = new Map<string, Answer>(nodes.map((node: Answer) => [node.label, node]));
  expect(by.size).toBe(nodes.length);
  expect(nodes[0]).toMatchObject({
    key: copied,
    id: copied,
    kind: "VERSION",
    modelVersion: { id: copied, version: 1 },
  });
  expect(by.get("trial")).toMatchObject({ key: ids.trial, kind: "RUN", run: { name: "trial" }, modelVersion: null });
  expect(by.get("forest")).toMatchObject({ id: ids.logged, kind: "LOGGED_MODEL" });
  expect(by.get("customers")).toMatchObject({
    id: null,
    kind: "DATASET",
    dataset: { name: "customers", digest: "d1" },
  });
  expect(by.get("Production")).toMatchObject({ id: null, kind: "SLOT", run: null });
  expect(truncated).toBe(false);
});

it("says when it left something out, and refuses what is out of bounds", async () => {
  const cut = await lineage(ana, copied, "UPSTREAM", { depth: 2, first: 2 });
  expect(cut.nodes).toHaveLength(2);
  expect(cut.truncated).toBe(true);
  expect(
    cut.edges.every(({ from, to }: Answer) => [from, to].every((key) => cut.nodes.some((n: Answer) => n.key === key))),
  ).toBe(true);
  expect((await lineage(ana, copied, "UPSTREAM", { depth: 2, first: 4 })).truncated).toBe(false);
  for (const more of [{ depth: 0 }, { depth: 11 }, { first: 501 }])
    expect((await ana.send(LINEAGE, { id: copied, direction: "BOTH", ...more })).errors[0]?.extensions.code).toBe(
      "INVALID_INPUT",
    );
  expect((await ana.send(LINEAGE, { id: copied, direction: "BOTH", first: 0 })).errors).toHaveLength(1);
});

it("counts a run once that evaluated a version often, and a model once that a run logged at many steps", async () => {
  const busy = await addVersion(ana, model);
  const experiment = await wire.experiment("busy");
  const record = async (name: string, times: number): Promise<string> => {
    const run = await wire.run(experiment, { run_name: name });
    for (let count = 0; count < times; count++)
      await ana.do("recordEvaluation", {
        modelVersionId: busy,
        dataset: { name: "holdout", digest: "d1" },
        metrics: [{ key: `auc.${count}`, value: 0.9 }],
        runId: run,
      });
    return run;
  };
  const once = await record("once", 1);
  await record("often", 12);
  const judged = await lineage(ana, busy, "DOWNSTREAM", { first: 3 });
  expect(judged.nodes.map(({ label }: Answer) => label)).toEqual(["churn version 3", "often", "once"]);
  expect(judged.truncated).toBe(false);
  const logged = await wire.loggedModel(experiment, { name: "stepped" });
  for (let step = 0; step < 12; step++)
    await wire.post("runs/outputs", { run_id: once, models: [{ model_id: logged, step }] });
  for (const [from, direction] of [
    [once, "DOWNSTREAM"],
    [logged, "UPSTREAM"],
  ] as const)
    expect(await lineage(ana, from, direction, { first: 2 })).toMatchObject({
      nodes: [{}, {}],
      truncated: false,
    });
});

it("costs what the nodes that it may return cost", async () => {
  const wide = (first: number) =>
    `{ lineage(id: "${copied}", first: ${first}) { nodes { run { metrics(first: 50) { key value } params(first: 50) { key } tags(first: 50) { key } datasets(first: 50) { name } } } } }`;
  const code = async (first: number) => (await ana.send(wide(first))).errors[0]?.extensions.code;
  expect([await code(300), await code(500)]).toEqual([undefined, "COST_LIMIT_EXCEEDED"]);
});

it("tells of copies, and of what runs say by their tags that they evaluated, from either end", async () => {
  const experiment = await wire.experiment("evaluations");
  const other = await registerModel(ana, world.teamId("risk"), "twin");
  const copy = await addVersion(ana, other, { source: "models:/churn@champion" });
  const elsewhere = await addVersion(ana, other, { source: "models:/churn/2" });
  expect(await told(ana, copy, "UPSTREAM")).toContain("churn version 1 | COPIED_TO | twin version 1");
  expect(await told(ana, elsewhere, "UPSTREAM")).toContain("churn version 2 | COPIED_TO | twin version 2");
  expect(await told(ana, plain, "DOWNSTREAM")).toEqual(["churn version 2 | COPIED_TO | twin version 2"]);
  await request(ana, copy, "Staging");
  const tagged = async (run_name: string, key: string, value: string): Promise<string> =>
    await wire.run(experiment, { run_name, tags: [{ key, value }] });
  const runsOf: Record<string, string> = {
    "by number": await tagged("by number", "countersign.evaluates", "models:/twin/1"),
    "by stage": await tagged("by stage", "countersign.evaluates", "models:/twin/staging"),
    "by model": await tagged("by model", "mlflow.datasets", JSON.stringify([{ model: runs.logged, name: "holdout" }])),
  };
  await tagged("nothing", "countersign.evaluates", "models:/twin/99");
  const judged = ["by model", "by number", "by stage"].map((run) => `twin version 1 | EVALUATED_BY | ${run}`);
  expect(await told(ana, copy, "DOWNSTREAM")).toEqual([...judged, "twin version 1 | HOLDS | Staging"]);
  // Who held the stage when the run began, not who holds it now.
  await request(ana, copy, "Archived");
  await request(ana, elsewhere, "Staging");
  expect(await told(ana, runsOf["by stage"] ?? "", "UPSTREAM")).toEqual([judged[2]]);
  expect(await told(ana, runsOf["by number"] ?? "", "UPSTREAM")).toEqual([judged[1]]);
  expect(await told(ana, runsOf["by model"] ?? "", "UPSTREAM")).toEqual([
    "churn version 1 | EVALUATED_BY | by model",
    judged[0],
  ]);
  expect(await told(ana, runs.judged ?? "", "UPSTREAM")).toContain("churn version 1 | EVALUATED_BY | judged");
});

it("shows nothing of what is hidden, by node, edge or count, whichever end names the other", async () => {
  const asked = [
    [copied, "BOTH"],
    [model, "BOTH"],
    [ids.trial ?? "", "BOTH"],
    [ids.search ?? "", "UPSTREAM"],
    [ids.logged ?? "", "BOTH"],
  ] as const;
  const answers = async (first: number) =>
    await Promise.all(asked.map(([id, direction]) => lineage(ana, id, direction, { depth: 3, first })));
  const before = [await answers(150), await answers(3)];
  const hidden = await hiddenWire.experiment("hidden");
  await hideExperiment(world, hidden);
  const secret = await registerModel(sven, world.teamId("secret"), "secret", { visibility: "TEAM" });
  for (let count = 0; count < 12; count++) {
    const nested = { key: "mlflow.parentRunId", value: runs.search };
    const stray = await hiddenWire.run(hidden, { run_name: "stray", tags: [nested] });
    await useData(hiddenWire, stray, "customers", "training");
    await hiddenWire.post("runs/log-inputs", { run_id: stray, models: [{ model_id: runs.logged }] });
    await hiddenWire.loggedModel(hidden, { name: "claims", source_run_id: runs.trial });
    await addVersion(sven, secret, { source: `models:/${runs.logged}` });
    await addVersion(sven, secret, { source: `runs:/${runs.trial}/model` });
    await addVersion(sven, secret, { source: "models:/churn/1" });
    const says = { key: "countersign.evaluates", value: `models:/churn/${count % 2 === 0 ? "1" : "Production"}` };
    await hiddenWire.run(hidden, { run_name: "stray", tags: [says] });
    await sven
      .do("recordEvaluation", {
        modelVersionId: copied,
        dataset: { name: "holdout", digest: "d1" },
        metrics: [{ key: "auc", value: 0.1 }],
        runId: stray,
      })
      .catch(() => undefined);
  }
  expect([await answers(150), await answers(3)]).toEqual(before);
  const absent = { nodes: [], edges: [], truncated: false };
  const [stray] = await query<{ id: string }>(
    world.database.superuserUrl,
    `select r.id from run r join experiment e on e.number = r.experiment where e.name = 'hidden' limit 1`,
  );
  for (const id of [secret, stray?.id ?? "", "mv_00000000000000000000000001", `exp_${"0".repeat(26)}`, "no such thing"])
    expect(await lineage(ana, id, "BOTH"), id).toEqual(absent);
  expect((await lineage(sven, stray?.id ?? "", "UPSTREAM")).nodes.map(({ label }: Answer) => label)).toEqual([
    "stray",
    "customers",
    "forest",
    "churn version 1",
  ]);
});
