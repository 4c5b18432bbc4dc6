import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { limits } from "../../src/graphql/limits.js";
import type { Actor, Answer } from "../support/actor.js";
import { asSuperuser } from "../support/database.js";
import { Mlflow } from "../support/mlflow.js";
import { addVersion, registerModel, request } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let olga: Actor, sven: Actor;
let parent: string;

/** The values of one key, as `value count`. */
const told = (facet: Answer): string[] => facet.values.map(({ value, count }: Answer) => `${value} ${count}`);

const facets = async (by: Actor, list: string, keys: readonly string[], more = ""): Promise<string[][]> => {
  const answer = await by.ask(
    `query ($keys: [String!]!) { ${list} { facets(keys: $keys${more}) { key values { value count } } } }`,
    { keys },
  );
  const [{ facets: found }] = Object.values(answer) as unknown as [Answer];
  expect(found.map(({ key }: Answer) => key)).toEqual(keys);
  return found.map(told);
};

const total = async (by: Actor, list: string): Promise<Answer> => {
  const answer = await by.ask(`{ ${list} { totalCount { count capped } } }`);
  return (Object.values(answer) as unknown as [Answer])[0].totalCount;
};

beforeAll(async () => {
  world = await openWorld();
  olga = await world.user("olga", { risk: ["OWNER"] });
  sven = await world.user("sven", { fraud: ["OWNER"] });
  for (const [index, area] of ["growth", "growth", "Pricing"].entries()) {
    const visibility = index === 0 ? "ORGANIZATION" : "TEAM";
    const model = await registerModel(olga, world.teamId("risk"), `churn-${index}`, { visibility });
    await olga.do("setTag", { subjectId: model, key: "area", value: area });
    const versions = [await addVersion(olga, model), await addVersion(olga, model)];
    await olga.do("setTag", { subjectId: versions[0]!, key: "checked", value: "x".repeat(200 + index) });
    await olga.do("setAlias", { modelVersionId: versions[1]!, alias: "champion" });
    await request(olga, versions[0]!, "Archived");
  }
  await registerModel(sven, world.teamId("fraud"), "cards", { visibility: "ORGANIZATION" });
  const wire = new Mlflow(olga);
  const input = { teamId: world.teamId("risk"), name: "training", visibility: "TEAM" };
  const made = await olga.do("createExperiment", input, "experiment { experimentId }");
  const experiment: string = made.createExperiment.experiment.experimentId;
  parent = await wire.run(experiment, { run_name: "search", start_time: 1 });
  for (let index = 0; index < 3; index++) {
    const tags = [
      { key: "mlflow.parentRunId", value: parent },
      { key: "kind", value: index === 0 ? "a" : "b" },
    ];
    const run_id = await wire.run(experiment, { run_name: `t${index}`, tags, start_time: 2 + index });
    await wire.post("runs/log-batch", { run_id, params: [{ key: "depth", value: "4" }] });
  }
}, 120_000);
afterAll(() => world?.close());

describe("totalCount", () => {
  it.each<[string, number, number]>([
    ["registeredModels(first: 1)", 4, 2],
    ['registeredModels(filter: { team: "risk" })', 3, 1],
    ['registeredModels(filter: { team: "nobody" })', 0, 0],
    ['registeredModels(filter: { tags: [{ key: "area", value: "growth" }] })', 2, 1],
    ["modelVersions(first: 1)", 6, 2],
    ['modelVersions(filter: { tags: [{ key: "checked" }] })', 3, 1],
    ['modelVersions(filter: { team: "nobody" })', 0, 0],
    ["transitionRequests(first: 1)", 3, 1],
    ['transitionRequests(filter: { model: "churn-1" })', 1, 0],
    ["runs(first: 1)", 4, 0],
    ['runs(filter: { tags: [{ key: "kind", value: "b" }] })', 2, 0],
    ['runs(filter: { rootsOnly: true }, orderBy: [{ param: "depth" }])', 1, 0],
  ])("of %s is what the caller reads, on all pages", async (list, ours, theirs) => {
    expect(await total(olga, list)).toEqual({ count: ours, capped: false });
    expect(await total(sven, list)).toEqual({ count: theirs, capped: false });
  });

  it("is the same on every page, and of lists below things", async () => {
    const { registeredModels: page } = await olga.ask("{ registeredModels(first: 2) { pageInfo { endCursor } } }");
    expect(await total(olga, `registeredModels(first: 2, after: "${page.pageInfo.endCursor}")`)).toMatchObject({
      count: 4,
    });
    const { registeredModel, run } = await olga.ask(
      `query ($run: ID!) { registeredModel(name: "churn-0") { versions(first: 1) { totalCount { count } nodes { transitionRequests { totalCount { count } } } } }
       run(id: $run) { children(first: 1) { totalCount { count } facets(keys: ["tag:kind"]) { values { value count } } } modelVersions { totalCount { count } } } }`,
      { run: parent },
    );
    expect(registeredModel.versions).toEqual({
      totalCount: { count: 2 },
      nodes: [{ transitionRequests: { totalCount: { count: 0 } } }],
    });
    expect(run.modelVersions.totalCount.count).toBe(0);
    expect(run.children).toEqual({
      totalCount: { count: 3 },
      facets: [
        {
          values: [
            { value: "b", count: 2 },
            { value: "a", count: 1 },
          ],
        },
      ],
    });
  });
});

describe("facets", () => {
  it("of models count what the caller reads, the most frequent first", async () => {
    const keys = ["team", "visibility", "tag", "tag:area", "tag:none"];
    expect(await facets(olga, "registeredModels", keys)).toEqual([
      ["risk 3", "fraud 1"],
      ["ORGANIZATION 2", "TEAM 2"],
      ["area 3"],
      ["growth 2", "Pricing 1"],
      [],
    ]);
    expect(await facets(sven, "registeredModels", keys)).toEqual([
      ["fraud 1", "risk 1"],
      ["ORGANIZATION 2"],
      ["area 1"],
      ["growth 1"],
      [],
    ]);
  });

  it("stand under the list's filter, by the beginning of a value, so many of them", async () => {
    const list = 'registeredModels(filter: { team: "risk" })';
    expect(await facets(olga, list, ["team"])).toEqual([["risk 3"]]);
    expect(await facets(olga, list, ["tag:area"], ', prefix: "pri"')).toEqual([["Pricing 1"]]);
    expect(await facets(olga, list, ["tag:area"], ", first: 1")).toEqual([["growth 2"]]);
  });

  it("of versions, requests and runs", async () => {
    expect(await facets(olga, "modelVersions", ["model", "stage", "alias", "createdBy", "team"])).toEqual([
      ["churn-0 2", "churn-1 2", "churn-2 2"],
      ["Archived 3", "None 3"],
      ["champion 3"],
      ["olga 6"],
      ["risk 6"],
    ]);
    const [checked] = await facets(olga, "modelVersions", ["tag:checked"]);
    expect(checked, "longer values are left out").toEqual([`${"x".repeat(200)} 1`]);
    expect(await facets(sven, "transitionRequests", ["model", "to", "requestedBy"])).toEqual([
      ["churn-0 1"],
      ["Archived 1"],
      ["olga 1"],
    ]);
    const found = await facets(olga, 'runs(filter: { params: [{ key: "depth" }] })', [
      "status",
      "param:depth",
      "tag:kind",
    ]);
    expect(found).toEqual([["RUNNING 3"], ["4 3"], ["b 2", "a 1"]]);
    expect(await facets(sven, "runs", ["status", "tag"])).toEqual([[], []]);
  });

  it.each([
    ['keys: ["colour"]', "INVALID_INPUT", "keys.0: one of team, visibility, riskTier, owner, slot, tag and tag:<key>."],
    ['keys: ["tag:"]', "INVALID_INPUT", "keys.0: one of"],
    ['keys: ["constructor"]', "INVALID_INPUT", "keys.0: one of"],
    ["keys: []", "INVALID_INPUT", "keys: 1–10 of them."],
    ['keys: ["team"], first: 0', "PAGE_TOO_LARGE", "1 to 100"],
    ['keys: ["team"], first: 101', "PAGE_TOO_LARGE", "1 to 100"],
  ])("refuse %s", async (asked, code, message) => {
    const { errors } = await olga.send(`{ registeredModels { facets(${asked}) { key } } }`);
    expect(errors[0]?.extensions.code).toBe(code);
    expect(errors[0]?.message).toContain(message);
  });
});

describe("what is more than is looked at", () => {
  it("looks at so many of the newest runs, and says that there may be more", async () => {
    await asSuperuser(
      world.database.superuserUrl,
      "alter table run disable trigger all",
      `insert into run (uuid, id, experiment, user_id, status, start_time, created_by)
       select gen_random_uuid(), 'run_many' || n, experiment, 'many', 'FINISHED', 10 + n, created_by
       from generate_series(1, ${limits.counted - 1}) n, (select experiment, created_by from run limit 1) r`,
    );
    const many = `runs(first: 1, filter: { user: { value: "many" } })`;
    expect(await total(olga, many)).toEqual({ count: limits.counted - 1, capped: true });
    expect(await total(olga, "runs(first: 1)")).toEqual({ count: limits.counted, capped: true });
    const { runs } = await olga.ask(`{ runs(first: 1) { facets(keys: ["user"]) { values { value count capped } } } }`);
    expect(runs.facets[0]?.values[0]).toEqual({ value: "many", count: limits.counted - 1, capped: true });
    // Three of these four are older than what is looked at; the page shows one, and that another follows.
    expect(await total(olga, "runs(first: 1, filter: { status: [RUNNING] })")).toEqual({ count: 2, capped: true });
    expect(await total(olga, "runs(first: 4, filter: { status: [RUNNING] })")).toEqual({ count: 4, capped: false });
    const rare = `runs(first: 1, filter: { params: [{ key: "depth" }] })`;
    expect(await total(olga, rare), "few by an index are all counted").toEqual({ count: 3, capped: false });
    expect(await total(olga, "runs(first: 1, filter: { rootsOnly: true, matchChildren: true })")).toMatchObject({
      count: limits.counted - 1,
      capped: true,
    });
    const families = `runs(first: 1, filter: { matchChildren: true, tags: [{ key: "kind", value: "a" }] })`;
    expect(await total(olga, families), "the trial and its search").toEqual({ count: 2, capped: false });
  });

  it("of versions is the same whatever is hidden", async () => {
    const { nodes } = (await sven.ask('{ registeredModels(filter: { team: "fraud" }) { nodes { id } } }'))
      .registeredModels;
    const ours = [
      await addVersion(sven, nodes[0]?.id ?? ""),
      await addVersion(sven, nodes[0]?.id ?? ""),
      await addVersion(sven, nodes[0]?.id ?? ""),
    ];
    for (const subjectId of ours) await sven.do("setTag", { subjectId, key: "data", value: "d1" });
    const lists = ["", ', filter: { tags: [{ key: "data", value: "d1" }] }', ', filter: { stage: "None" }'];
    const counts = () => Promise.all(lists.map((filter) => total(sven, `modelVersions(first: 1${filter})`)));
    const before = await counts();
    expect(before[1]).toEqual({ count: 3, capped: false });
    const hidden = "select m.id, m.created_by from registered_model m where m.name = 'churn-1'";
    await asSuperuser(
      world.database.superuserUrl,
      ...["model_version", "tag"].map((table) => `alter table ${table} disable trigger all`),
      `insert into model_version (id, registered_model_id, version, source, params, metrics, datasets, artifacts, digest, created_at, created_by, authors)
       select 'mv_many' || n, m.id, 10 + n, 's3://many', '[]', '[]', '[]', '[]', repeat('a', 64), now(), m.created_by, '{}'
       from generate_series(1, 2001) n, (${hidden}) m`,
      "insert into tag select 'mv_many' || n, 'data', 'd1' from generate_series(1, 2001) n",
    );
    expect(await counts()).toEqual(before);
    expect(await total(olga, 'modelVersions(first: 1, filter: { tags: [{ key: "data", value: "d1" }] })')).toEqual({
      count: limits.counted,
      capped: true,
    });
    expect(await total(olga, 'modelVersions(first: 1, filter: { model: "churn-1" })')).toEqual({
      count: limits.counted,
      capped: true,
    });
  });
});
