import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, Answer, Data } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";

/** Experiments of two teams, as a console lists and manages them. */

let world: World;
let olga: Actor, vic: Actor, sven: Actor;

const FIELDS =
  "experiment { id experimentId name visibility artifactLocation team { slug } createdBy { handle } createdAt updatedAt deletedAt tags { key value } viewerCanLogRuns viewerCanMaintain }";
const create = async (by: Actor, team: string, name: string, more: Answer = {}): Promise<Answer> =>
  (await by.do("createExperiment", { teamId: world.teamId(team), name, ...more }, FIELDS)).createExperiment.experiment;

const ONE = `query ($id: ID, $name: String, $team: String) { ${FIELDS.replace("experiment {", "experiment(id: $id, name: $name, team: $team) {")} }`;
const one = async (by: Actor, variables: Answer): Promise<Answer | null> => (await by.ask(ONE, variables)).experiment;

const LIST = `query ($first: Int, $after: String, $filter: ExperimentFilter, $orderBy: ExperimentOrder) {
  experiments(first: $first, after: $after, filter: $filter, orderBy: $orderBy) { nodes { id name } pageInfo { hasNextPage endCursor } } }`;
const names = async (by: Actor, filter: Answer | null = null, orderBy: Answer | null = null): Promise<string[]> =>
  (await by.ask(LIST, { filter, orderBy })).experiments.nodes.map(({ name }: Answer) => name);

beforeAll(async () => {
  world = await openWorld();
  olga = await world.user("olga", { risk: ["OWNER"] });
  vic = await world.user("vic", { risk: ["VIEWER"] });
  sven = await world.user("sven", { fraud: ["OWNER"] });
}, 90_000);
afterAll(() => world?.close());

it("are made, found by either id and by name, changed, deleted and brought back", async () => {
  const made = await create(olga, "risk", "churn", { tags: [{ key: "team", value: "risk" }] });
  expect(made).toMatchObject({
    id: expect.stringMatching(/^exp_/),
    experimentId: expect.stringMatching(/^\d{18}$/),
    name: "churn",
    visibility: "ORGANIZATION",
    artifactLocation: null,
    team: { slug: "risk" },
    createdBy: { handle: "olga" },
    deletedAt: null,
    tags: [{ key: "team", value: "risk" }],
    viewerCanLogRuns: true,
    viewerCanMaintain: true,
  });
  for (const by of [{ id: made.id }, { id: made.experimentId }, { name: "churn" }, { name: "churn", team: "risk" }])
    expect(await one(olga, by)).toEqual(made);
  expect(await one(vic, { id: made.id })).toEqual({ ...made, viewerCanLogRuns: false, viewerCanMaintain: false });
  expect((await new Mlflow(olga).get("experiments/get", { experiment_id: made.experimentId })).experiment.name).toBe(
    "churn",
  );

  const changed = await olga.do("updateExperiment", { experimentId: made.id, name: "churn 2" }, FIELDS);
  expect(changed.updateExperiment.experiment).toMatchObject({ id: made.id, name: "churn 2" });
  const tagged = await olga.do("setExperimentTag", { experimentId: made.id, key: "goal", value: "recall" }, FIELDS);
  expect(tagged.setExperimentTag.experiment.tags).toEqual([
    { key: "goal", value: "recall" },
    { key: "team", value: "risk" },
  ]);
  const untagged = await olga.do("deleteExperimentTag", { experimentId: made.id, key: "team" }, FIELDS);
  expect(untagged.deleteExperimentTag.experiment.tags).toEqual([{ key: "goal", value: "recall" }]);
  expect(await olga.refused("deleteExperimentTag", { experimentId: made.id, key: "team" })).toBe("NOT_FOUND");

  const gone = await olga.do("deleteExperiment", { experimentId: made.id }, FIELDS);
  expect(gone.deleteExperiment.experiment.deletedAt).not.toBeNull();
  expect(await olga.refused("setExperimentTag", { experimentId: made.id, key: "a", value: "b" })).toBe(
    "EXPERIMENT_DELETED",
  );
  expect(await names(olga, { name: { value: "churn 2" } })).toEqual([]);
  expect(await names(olga, { name: { value: "churn 2" }, deletion: "DELETED" })).toEqual(["churn 2"]);
  expect(await olga.refused("createExperiment", { teamId: world.teamId("risk"), name: "churn 2" })).toBe("NAME_TAKEN");
  const back = await olga.do("restoreExperiment", { experimentId: made.id }, FIELDS);
  expect(back.restoreExperiment.experiment.deletedAt).toBeNull();
});

it("are made once when the same call is sent twice under one key", async () => {
  const input = { teamId: world.teamId("risk"), name: "once", idempotencyKey: "k-1" };
  const first = await olga.do("createExperiment", input, FIELDS);
  expect(await olga.do("createExperiment", input, FIELDS)).toEqual(first);
});

it("tell when a run last began in them; deleted ones do not count, and what is restored does again", async () => {
  const { id, experimentId: experiment_id } = await create(olga, "risk", "last run");
  const wire = new Mlflow(olga);
  const last = async (): Promise<string | null> =>
    (await vic.ask("query ($id: ID!) { experiment(id: $id) { lastRunAt } }", { id })).experiment.lastRunAt;
  expect(await last()).toBeNull();
  const [early, late] = ["2026-11-02T08:00:00.000000Z", "2026-11-03T08:00:00.000000Z"];
  await wire.run(experiment_id, { start_time: Date.parse(early) });
  const run_id = await wire.run(experiment_id, { start_time: Date.parse(late) });
  expect(await last()).toBe(late);
  await wire.post("runs/delete", { run_id });
  expect(await last()).toBe(early);
  await olga.do("deleteExperiment", { experimentId: id }, FIELDS);
  expect(await last()).toBeNull();
  await olga.do("restoreExperiment", { experimentId: id }, FIELDS);
  expect(await last()).toBe(late);
});

it("of a name that several teams use are told apart by the team; a hidden one is no such name", async () => {
  const [ours, theirs] = [await create(olga, "risk", "training"), await create(sven, "fraud", "training")];
  expect((await one(olga, { name: "training", team: "risk" }))?.id).toBe(ours.id);
  expect((await one(olga, { name: "training", team: "fraud" }))?.id).toBe(theirs.id);
  const { errors } = await olga.send(ONE, { name: "training" });
  expect(errors[0]).toMatchObject({
    message: expect.stringContaining("fraud, risk"),
    extensions: { code: "INVALID_INPUT" },
  });
  await sven.do("updateExperiment", { experimentId: theirs.id, visibility: "TEAM" });
  expect((await one(olga, { name: "training" }))?.id).toBe(ours.id);
  expect(await one(olga, { name: "training", team: "fraud" })).toBeNull();
  for (const nobody of [{ id: theirs.id }, { id: theirs.experimentId }, { id: "No id" }, { name: "no such" }])
    expect(await one(olga, nobody)).toBeNull();
  const { errors: named } = await olga.send(ONE, { id: "training" });
  expect(named[0]).toMatchObject({
    message: expect.stringContaining("id: an id, such as team_01h…"),
    extensions: { code: "INVALID_INPUT" },
  });
  for (const unclear of [{}, { id: ours.id, name: "training" }, { id: ours.id, team: "risk" }])
    expect((await olga.send(ONE, unclear)).errors[0]?.extensions.code).toBe("INVALID_INPUT");
});

it("number 0 belongs to the organisation and stays as it came", async () => {
  const byDefault = await one(olga, { id: "0" });
  expect(byDefault).toMatchObject({ name: "Default", team: null, viewerCanLogRuns: true, viewerCanMaintain: false });
  expect(await one(world.admin, { name: "Default" })).toMatchObject({ viewerCanMaintain: false });
  for (const [mutation, input] of [
    ["updateExperiment", { name: "mine" }],
    ["updateExperiment", { visibility: "TEAM" }],
    ["deleteExperiment", {}],
  ] as const)
    expect(await world.admin.refused(mutation, { experimentId: byDefault?.id, ...input })).toBe("FORBIDDEN");
  expect(await olga.refused("setExperimentTag", { experimentId: byDefault?.id, key: "a", value: "b" })).toBe(
    "FORBIDDEN",
  );
  await world.admin.do("setExperimentTag", { experimentId: byDefault?.id, key: "a", value: "b" });
});

it("refuse what cannot be a name, a tag or a place, naming the field", async () => {
  const teamId = world.teamId("risk");
  const { experimentId } = { experimentId: (await create(olga, "risk", "rules")).id };
  for (const [mutation, input, field] of [
    ["createExperiment", { teamId, name: " " }, "name"],
    ["createExperiment", { teamId, name: "x".repeat(501) }, "name"],
    ["createExperiment", { teamId, name: "x", artifactLocation: "/etc" }, "artifactLocation"],
    ["createExperiment", { teamId, name: "x", artifactLocation: "file:///etc" }, "artifactLocation"],
    ["setExperimentTag", { experimentId, key: "a/../b", value: "v" }, "key"],
    ["setExperimentTag", { experimentId, key: "k", value: "v".repeat(20_001) }, "value"],
  ] as const) {
    const { data } = await olga.attempt(mutation, input);
    expect(data?.[mutation].userErrors[0], JSON.stringify(input).slice(0, 80)).toMatchObject({
      code: "INVALID_INPUT",
      path: ["input", field],
    });
  }
});

describe("lists of experiments", () => {
  beforeAll(async () => {
    for (let index = 0; index < 7; index++) {
      const visibility = index % 2 === 0 ? "TEAM" : "ORGANIZATION";
      await create(sven, "fraud", `list-${index}`, { visibility, tags: [{ key: "wave", value: `${index % 3}` }] });
    }
  });

  it("are full pages for those who see a part, in order, and tell nothing of the rest", async () => {
    const listed = { name: { operator: "LIKE", value: "list-%" } };
    expect(await names(sven, listed)).toEqual([6, 5, 4, 3, 2, 1, 0].map((index) => `list-${index}`));
    expect(await names(olga, listed, { field: "NAME" })).toEqual(["list-1", "list-3", "list-5"]);
    for (const orderBy of [
      { field: "NAME" },
      { field: "CREATED_AT", direction: "DESC" },
      { field: "UPDATED_AT" },
      null,
    ]) {
      const seen: string[] = [];
      for (let after: string | null = null; ; ) {
        const { experiments }: Data = await olga.ask(LIST, { first: 2, after, filter: listed, orderBy });
        seen.push(...experiments.nodes.map(({ name }: Answer) => name));
        if (!experiments.pageInfo.hasNextPage) break;
        after = experiments.pageInfo.endCursor;
      }
      expect(seen).toEqual(await names(olga, listed, orderBy));
      expect(seen).toHaveLength(3);
    }
  });

  it("are found by team, visibility, tag and time", async () => {
    expect(await names(sven, { team: "fraud", visibility: "TEAM", tags: [{ key: "wave", value: "0" }] })).toEqual([
      "list-6",
      "list-0",
    ]);
    expect(await names(olga, { team: "fraud", tags: [{ key: "wave" }] }, { field: "NAME" })).toEqual([
      "list-1",
      "list-3",
      "list-5",
    ]);
    expect(await names(olga, { team: "no such team" })).toEqual([]);
    expect(await names(olga, { createdAt: { to: "2020-01-01T00:00:00Z" } })).toEqual([]);
    expect(
      await names(olga, { createdAt: { from: "2020-01-01T00:00:00Z" }, name: { values: ["list-1", "list-2"] } }),
    ).toEqual(["list-1"]);
  });

  it("lead to their runs and logged models", async () => {
    const wire = new Mlflow(sven);
    const at = await one(sven, { name: "list-0" });
    const run = await wire.run(at?.experimentId, { run_name: "r" });
    await wire.loggedModel(at?.experimentId, { name: "m", source_run_id: run });
    const text = `query ($id: ID!) { experiment(id: $id) { runs(filter: { status: [RUNNING] }) { nodes { name experiment { id } } }
      loggedModels { nodes { name sourceRun { name } } } none: runs(filter: { experimentIds: ["0"] }) { nodes { id } } } }`;
    expect((await sven.ask(text, { id: at?.id })).experiment).toEqual({
      runs: { nodes: [{ name: "r", experiment: { id: at?.id } }] },
      loggedModels: { nodes: [{ name: "m", sourceRun: { name: "r" } }] },
      none: { nodes: [] },
    });
  });
});

it("and runs are cited by their ids", async () => {
  const at = await one(sven, { name: "list-0" });
  const { runs } = await sven.ask(`query ($ids: [ID!]!) { runs(filter: { experimentIds: $ids }) { nodes { id } } }`, {
    ids: [at?.id],
  });
  const { loggedModels } = await sven.ask(
    `query ($ids: [ID!]!) { loggedModels(filter: { experimentIds: $ids }) { nodes { id } } }`,
    { ids: [at?.id] },
  );
  const ids = [at?.id, runs.nodes[0]?.id, loggedModels.nodes[0]?.id];
  const NODES = `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Run { name } ... on Experiment { name } ... on LoggedModel { name } } }`;
  expect((await sven.ask(NODES, { ids })).nodes).toEqual([
    { __typename: "Experiment", id: ids[0], name: "list-0" },
    { __typename: "Run", id: ids[1], name: "r" },
    { __typename: "LoggedModel", id: ids[2], name: "m" },
  ]);
  expect((await olga.ask(NODES, { ids })).nodes).toEqual([null, null, null]);
});
