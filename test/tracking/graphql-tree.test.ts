import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor, Answer, Data } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";

/** A hyperparameter search of 50 trials is one row that opens. */

let world: World;
let ana: Actor;
let wire: Mlflow;
let experiment: string, search: string;
const TRIALS = 50;

const trial = async (parent: string, name: string, metrics: Answer = {}, where = experiment): Promise<string> => {
  const run_id = await wire.run(where, { run_name: name, tags: [{ key: "mlflow.parentRunId", value: parent }] });
  const list = Object.entries(metrics).map(([key, value]) => ({ key, value, timestamp: 1, step: 0 }));
  await wire.post("runs/log-batch", { run_id, metrics: list });
  return run_id;
};

beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { risk: ["OWNER"] });
  wire = new Mlflow(ana);
  experiment = await wire.experiment("search");
  search = await wire.run(experiment, { run_name: "search" });
  await Promise.all(
    Array.from({ length: TRIALS }, (_, index) =>
      trial(search, `trial-${String(index).padStart(2, "0")}`, { auc: index === 17 ? 0.99 : index / 100 }),
    ),
  );
  await wire.run(experiment, { run_name: "single" });
}, 90_000);
afterAll(() => world?.close());

const ROOTS = `query ($filter: RunFilter!, $metric: String!) { runs(filter: $filter) { nodes { name childCount
  bestChild(metric: $metric, direction: HIGHER_IS_BETTER) { metric value run { name } } } } }`;
const roots = async (metric = "auc"): Promise<Answer[]> =>
  (
    await ana.ask(ROOTS, {
      filter: { experimentIds: [experiment], rootsOnly: true },
      metric,
    })
  ).runs.nodes;

const TREE = `query ($id: ID!, $first: Int, $after: String, $orderBy: [RunOrder!]) { run(id: $id) { name parent { name }
  children(first: $first, after: $after, orderBy: $orderBy) { nodes { name parent { id name } } pageInfo { hasNextPage endCursor } } } }`;
const childrenOf = async (id: string, first: number, orderBy: Answer | null = null): Promise<string[]> => {
  const names: string[] = [];
  for (let after: string | null = null; ; ) {
    const { run }: Data = await ana.ask(TREE, { id, first, after, orderBy });
    names.push(...run.children.nodes.map(({ name }: Answer) => name));
    if (!run.children.pageInfo.hasNextPage) return names;
    expect(run.children.nodes).toHaveLength(first);
    after = run.children.pageInfo.endCursor;
  }
};

it("is one row, with its number of trials and the best of them", async () => {
  expect(await roots()).toEqual([
    { name: "single", childCount: 0, bestChild: null },
    { name: "search", childCount: TRIALS, bestChild: { metric: "auc", value: 0.99, run: { name: "trial-17" } } },
  ]);
  expect((await roots("no such"))[1]).toMatchObject({ bestChild: null });
  const { run } = await ana.ask(
    `query ($id: ID!) { run(id: $id) { bestChild(metric: "auc", direction: LOWER_IS_BETTER) { run { name parent { name } } } parent { id } } }`,
    { id: search },
  );
  expect(run).toEqual({ bestChild: { run: { name: "trial-00", parent: { name: "search" } } }, parent: null });
  for (const [key, least] of Object.entries({ auc: "trial-17", loss: "small", "only here": "great" })) {
    const parent = await wire.run(experiment, { run_name: `by ${key}` });
    for (const [name, value] of Object.entries({ small: 1, great: 2 })) await trial(parent, name, { [key]: value });
    const untold = await ana.ask(
      "query ($id: ID!, $key: String!) { run(id: $id) { bestChild(metric: $key) { run { name } } } }",
      { id: key === "auc" ? search : parent, key },
    );
    expect(untold.run.bestChild.run.name).toBe(least);
  }
});

it("tells its best by a metric that is wanted, else by one that its newest trials have", async () => {
  const parent = await wire.run(experiment, { run_name: "two metrics" });
  await trial(parent, "quick", { "b loss": 0.1, a: 1 });
  await trial(parent, "good", { "b loss": 0.9, a: 2 });
  const best = async (among?: string[]): Promise<Answer> =>
    await ana.send(
      "query ($id: ID!, $among: [String!]) { run(id: $id) { bestChild(among: $among) { metric value run { name } } } }",
      { id: parent, among },
    );
  for (const none of [undefined, [], ["no such"]])
    expect((await best(none)).data.run.bestChild).toEqual({ metric: "a", value: 2, run: { name: "good" } });
  for (const wanted of [["b loss"], ["no such", "b loss", "a"]])
    expect((await best(wanted)).data.run.bestChild).toEqual({ metric: "b loss", value: 0.1, run: { name: "quick" } });
  const { errors } = await best(Array.from({ length: 101 }, (_, index) => `${index}`));
  expect(errors[0]).toMatchObject({ message: "among: at most 100, not 101.", extensions: { code: "INVALID_INPUT" } });
});

it("opens page by page, in any order, each trial once", async () => {
  const byMetric = Array.from({ length: TRIALS }, (_, index) => index)
    .filter((index) => index !== 17)
    .map((index) => `trial-${String(index).padStart(2, "0")}`);
  expect(await childrenOf(search, 7, { metric: "auc" })).toEqual([...byMetric, "trial-17"]);
  expect(await childrenOf(search, 50, { metric: "auc", direction: "DESC" })).toEqual([
    "trial-17",
    ...byMetric.reverse(),
  ]);
  expect(new Set(await childrenOf(search, 20)).size).toBe(TRIALS);
  expect(await childrenOf(search, 20)).toEqual(await childrenOf(search, 200));
});

it("has cursors that are good for that run and that order only", async () => {
  const { run } = await ana.ask(TREE, { id: search, first: 1 });
  const after = run.children.pageInfo.endCursor;
  const single = (await wire.post("runs/search", { experiment_ids: [experiment], filter: "run_name = 'single'" }))
    .runs[0];
  for (const variables of [
    { id: search, after, orderBy: { metric: "auc" } },
    { id: single.info.run_id, after },
  ])
    expect((await ana.send(TREE, variables)).errors[0]?.extensions.code).toBe("INVALID_INPUT");
});

it("has no deleted trials, and its best is no NaN", async () => {
  const parent = await wire.run(experiment, { run_name: "small" });
  const [, gone] = [await trial(parent, "nan", { auc: "NaN" }), await trial(parent, "gone", { auc: 9 })];
  const kept = await trial(parent, "kept", { auc: 0.5 });
  await trial(kept, "grandchild", { auc: 7 });
  await wire.post("runs/delete", { run_id: gone });
  const found = (await roots()).find(({ name }) => name === "small");
  expect(found).toEqual({
    name: "small",
    childCount: 2,
    bestChild: { metric: "auc", value: 0.5, run: { name: "kept" } },
  });
  expect(await childrenOf(parent, 10)).toEqual(["kept", "nan"]);
  expect(await childrenOf(kept, 10)).toEqual(["grandchild"]);
});

it("leaves no run out of sight: what has lost its parent stands by itself, nobody is nested in themself", async () => {
  const parent = await wire.run(experiment, { run_name: "short-lived" });
  await trial(parent, "orphan", { auc: 1 });
  expect((await roots()).map(({ name }) => name)).not.toContain("orphan");
  await wire.post("runs/delete", { run_id: parent });
  const own = await wire.run(experiment, { run_name: "own" });
  await wire.post("runs/set-tag", { run_id: own, key: "mlflow.parentRunId", value: own });
  const elsewhere = await wire.experiment("elsewhere");
  await trial(search, "abroad", {}, elsewhere);
  await trial("no run's id", "astray");
  const names = (await roots()).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["orphan", "own", "astray", "search"]));
  expect((await roots()).find(({ name }) => name === "own")).toMatchObject({ childCount: 0, bestChild: null });
  expect((await roots()).find(({ name }) => name === "search")).toMatchObject({ childCount: TRIALS });
  const abroad = await ana.ask(
    `query ($ids: [ID!]!) { runs(filter: { experimentIds: $ids, rootsOnly: true }) { nodes { name parent { id } } } }`,
    { ids: [elsewhere] },
  );
  expect(abroad.runs.nodes).toEqual([{ name: "abroad", parent: null }]);
});

it("goes and comes back with its experiment", async () => {
  const { experiment: found } = await ana.ask(`query ($id: ID!) { experiment(id: $id) { id } }`, { id: experiment });
  await ana.do("deleteExperiment", { experimentId: found.id });
  expect(await roots()).toEqual([]);
  const { run } = await ana.ask(`query ($id: ID!) { run(id: $id) { deleted childCount } }`, { id: search });
  expect(run).toEqual({ deleted: true, childCount: TRIALS });
  await ana.do("restoreExperiment", { experimentId: found.id });
  expect((await roots()).find(({ name }) => name === "search")).toMatchObject({ childCount: TRIALS });
});
