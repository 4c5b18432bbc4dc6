import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { Mlflow, placeIn } from "../support/mlflow.js";
import { addVersion, registerModel } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

/** A page costs as many statements whether it holds one thing or twenty: an edge is read for all of them at once. */

let world: World;
let ana: Actor;
let experiment: string;
const ROOTS = 12;

beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { risk: ["OWNER"] });
  const wire = new Mlflow(ana);
  experiment = await wire.experiment("many");
  const model = await registerModel(ana, world.teamId("risk"), "many");
  for (let index = 0; index < ROOTS; index++) {
    const run_id = await wire.run(experiment, { run_name: `root-${index}`, tags: [{ key: "t", value: "v" }] });
    for (let child = 0; child < 2; child++) {
      const nested = [{ key: "mlflow.parentRunId", value: run_id }];
      const id = await wire.run(experiment, { run_name: `child-${child}`, tags: nested });
      await wire.post("runs/log-metric", { run_id: id, key: "auc", value: child, timestamp: 1 });
    }
    const metrics = Array.from({ length: 30 }, (_, step) => ({ key: "auc", value: step, timestamp: step, step }));
    await wire.post("runs/log-batch", { run_id, metrics, params: [{ key: "p", value: "1" }] });
    const dataset = { name: `d-${index}`, digest: "abc", source_type: "local", source: "{}", schema: "{}" };
    await wire.post("runs/log-inputs", { run_id, datasets: [{ tags: [], dataset }] });
    const model_id = await wire.loggedModel(experiment, { source_run_id: run_id, params: [{ key: "a", value: "b" }] });
    await wire.post("runs/outputs", { run_id, models: [{ model_id, step: 0 }] });
    await wire.post("runs/log-metric", { run_id, key: "of model", value: 1, timestamp: 1, model_id });
    const uri = (await wire.get("runs/get", { run_id })).run.info.artifact_uri;
    await wire.upload(`${placeIn(uri)}/model/weights.bin`, `${index}`);
    await wire.post("runs/update", { run_id, status: "FINISHED", end_time: Date.now() });
    await addVersion(ana, model, { source: `runs:/${run_id}/model` });
    await wire.upload(`${placeIn(uri)}/model/weights.bin`, `changed ${index}`);
  }
  for (let index = 0; index < 6; index++) await wire.experiment(`e-${index}`, { tags: [{ key: "k", value: "v" }] });
}, 90_000);
afterAll(() => world?.close());

const sent = async (): Promise<number> => {
  const text = await (await world.admin.get("/metrics")).text();
  return Number(/^countersign_sql_statements_total (\d+)$/m.exec(text)?.[1]);
};

/** Statements that one operation takes, the fewest of eight tries: jobs of the service send some between. */
const statementsOf = async (query: string, variables: Answer): Promise<number> => {
  await ana.ask(query, variables);
  const [asking, all]: [number[], number[]] = [[], []];
  for (let count = 0; count < 8; count++) {
    const [first, before] = [await sent(), await sent()];
    await ana.ask(query, variables);
    // Asking for the number itself may take statements.
    asking.push(before - first);
    all.push((await sent()) - before);
  }
  return Math.min(...all) - Math.min(...asking);
};

/** No document has two edges that fetch runs by id side by side: whether those share a statement is a matter of time. */
const table: [string, string, number][] = [
  [
    "runs with what they hold",
    `query ($first: Int!, $e: ID!) { runs(first: $first, filter: { experimentIds: [$e], rootsOnly: true }) { nodes { name experiment { name team { slug } }
       createdBy { handle } metrics { value } params { value } tags { value } datasets { name schema } code { commit } viewerCanDelete } } }`,
    13,
  ],
  [
    "runs with their best children",
    `query ($first: Int!, $e: ID!) { runs(first: $first, filter: { experimentIds: [$e], rootsOnly: true }) { nodes { childCount
       bestChild(metric: "auc", direction: HIGHER_IS_BETTER) { run { name parent { name } } } } } }`,
    9,
  ],
  [
    "runs with the best of their children by whatever they have",
    `query ($first: Int!, $e: ID!) { runs(first: $first, filter: { experimentIds: [$e], rootsOnly: true }) { nodes {
       bestChild(among: ["loss"]) { metric value run { name } } } } }`,
    9,
  ],
  [
    "runs with their children",
    `query ($first: Int!, $e: ID!) { runs(first: $first, filter: { experimentIds: [$e], rootsOnly: true }) { nodes {
       children(first: 2) { nodes { name parent { name } metrics { value } } } } } }`,
    9,
  ],
  [
    "runs with their children by metric",
    `query ($first: Int!, $e: ID!) { runs(first: $first, filter: { experimentIds: [$e], rootsOnly: true }) { nodes {
       children(first: 2, orderBy: { metric: "auc" }) { nodes { name } } } } }`,
    6,
  ],
  [
    "runs with what was made of them",
    `query ($first: Int!, $e: ID!) { runs(first: $first, filter: { experimentIds: [$e], rootsOnly: true }) { nodes {
       loggedModels { loggedModel { name params { value } metrics { value run { name } } tags { key } artifacts(first: 2) { nodes { path } } sourceRun { name } } }
       artifacts(first: 2) { nodes { path } } modelVersions(first: 2) { nodes { version } } metricHistory(key: "auc", points: 10) { total points { value } } } } }`,
    14,
  ],
  [
    "versions with their runs and drift",
    `query ($first: Int!) { modelVersions(first: $first) { nodes { snapshot run { name } loggedModel { name } runSnapshot { status tags { key } }
       drift { hasDrifted artifacts { path } metrics { key } } } } }`,
    7,
  ],
  [
    "experiments",
    `query ($first: Int!) { experiments(first: $first) { nodes { name lastRunAt team { slug } createdBy { handle } tags { key } } } }`,
    5,
  ],
  [
    "logged models",
    `query ($first: Int!) { loggedModels(first: $first) { nodes { name experiment { name } createdBy { handle } sourceRun { name } modelVersions { nodes { id } } } } }`,
    7,
  ],
];

it.each(table)("%s", async (_, query, most) => {
  const variables = { e: experiment };
  const used = query.includes("$e") ? variables : {};
  const [one, many] = [
    await statementsOf(query, { ...used, first: 1 }),
    await statementsOf(query, { ...used, first: ROOTS }),
  ];
  expect({ one, many }).toEqual({ one: many, many });
  expect(many).toBeLessThanOrEqual(most);
  expect(many).toBeGreaterThan(2);
});

it("a comparison takes as many for fifty as for two", async () => {
  const { runs } = await ana.ask(
    `query ($e: ID!) { runs(first: 50, filter: { experimentIds: [$e] }) { nodes { id } } }`,
    { e: experiment },
  );
  const ids: string[] = runs.nodes.map(({ id }: Answer) => id);
  const COMPARE = `query ($ids: [ID!]!) { compareRuns(runIds: $ids) { runs { name } params { key } metrics { isBest } datasets { usedBy } } }`;
  const [two, all] = [await statementsOf(COMPARE, { ids: ids.slice(0, 2) }), await statementsOf(COMPARE, { ids })];
  expect(ids.length).toBeGreaterThan(30);
  expect({ two, all }).toEqual({ two: all, all });
  expect(all).toBeLessThanOrEqual(3);
});
