import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";

/** A chart over many runs asks for columns, for a table of them, and for the courses of metrics. */

let world: World;
let ana: Actor, sven: Actor;
let wire: Mlflow;
let experiment: string, hidden: string, secret: string;
const runs: string[] = [];
const START = 1_700_000_000_000;
const POINTS = 600;

beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { risk: ["OWNER"] });
  sven = await world.user("sven", { fraud: ["OWNER"] });
  wire = new Mlflow(ana);
  experiment = await wire.experiment("tuning");
  for (let trial = 0; trial < 4; trial++) {
    const run_id = await wire.run(experiment, { run_name: `trial ${trial}`, start_time: START + trial * 1_000 });
    const auc = { key: "auc", value: trial === 3 ? "NaN" : 0.7 + trial / 10, timestamp: START, step: 0 };
    const metrics = trial === 0 ? [auc] : [auc, { key: "loss", value: 0.5, timestamp: START, step: 0 }];
    await wire.post("runs/log-batch", {
      run_id,
      metrics,
      params: [
        { key: "depth", value: `${trial % 2}` },
        { key: "seed", value: "42" },
      ],
    });
    runs.push(run_id);
  }
  const metrics = Array.from({ length: POINTS }, (_, step) => ({
    key: "course",
    value: step === 321 ? -9 : step === 400 ? "NaN" : step / POINTS,
    timestamp: START + 1_000 + step * 10,
    step,
  }));
  await wire.post("runs/log-batch", { run_id: runs[1], metrics });
  const input = { teamId: world.teamId("fraud"), name: "secret", visibility: "TEAM" };
  hidden = (await sven.do("createExperiment", input, "experiment { experimentId }")).createExperiment.experiment
    .experimentId;
  secret = await new Mlflow(sven).run(hidden, { run_name: "unseen" });
  await new Mlflow(sven).post("runs/log-batch", {
    run_id: secret,
    metrics: [{ key: "only hidden", value: 1, timestamp: 1, step: 0 }],
  });
}, 90_000);
afterAll(() => world?.close());

describe("columns", () => {
  const COLUMNS = `query ($ids: [ID!]!, $prefix: String, $differing: Boolean, $first: Int) {
    columns(experimentIds: $ids, prefix: $prefix, differing: $differing, first: $first) { kind key runs distinct min max sampled } }`;
  const keys = async (variables: Answer): Promise<string[]> =>
    (await ana.ask(COLUMNS, { ids: [experiment], ...variables })).columns.map(
      ({ kind, key }: Answer) => `${kind} ${key}`,
    );

  it("are the keys of all runs, by key, with what the newest have", async () => {
    const { columns } = await ana.ask(COLUMNS, { ids: [experiment] });
    expect(columns).toEqual([
      { kind: "METRIC", key: "auc", runs: 4, distinct: 4, min: 0.7, max: 0.8999999999999999, sampled: 4 },
      { kind: "METRIC", key: "course", runs: 1, distinct: 1, min: 599 / 600, max: 599 / 600, sampled: 4 },
      { kind: "PARAM", key: "depth", runs: 4, distinct: 2, min: null, max: null, sampled: 4 },
      { kind: "METRIC", key: "loss", runs: 3, distinct: 1, min: 0.5, max: 0.5, sampled: 4 },
      { kind: "PARAM", key: "seed", runs: 4, distinct: 1, min: null, max: null, sampled: 4 },
    ]);
  });

  it("are narrowed to a beginning, to what differs, and to so many", async () => {
    expect(await keys({ prefix: "s" })).toEqual(["PARAM seed"]);
    expect(await keys({ differing: true })).toEqual(["METRIC auc", "METRIC course", "PARAM depth", "METRIC loss"]);
    expect(await keys({ first: 2 })).toEqual(["METRIC auc", "METRIC course"]);
    expect(await keys({ ids: [hidden, experiment], prefix: "only" })).toEqual([]);
    expect(await keys({ ids: [hidden] })).toEqual([]);
    expect((await ana.send(COLUMNS, { ids: [] })).errors[0]?.extensions.code).toBe("INVALID_INPUT");
  });

  it("of runs are what they have, with figures of them alone", async () => {
    const OF_RUNS = `query ($ids: [ID!], $e: [ID!]) { columns(runIds: $ids, experimentIds: $e) { key runs distinct sampled } }`;
    const { columns } = await ana.ask(OF_RUNS, { ids: [runs[0], secret, runs[2]] });
    expect(columns).toEqual([
      { key: "auc", runs: 2, distinct: 2, sampled: 2 },
      { key: "depth", runs: 2, distinct: 1, sampled: 2 },
      { key: "loss", runs: 1, distinct: 1, sampled: 2 },
      { key: "seed", runs: 2, distinct: 1, sampled: 2 },
    ]);
    expect((await ana.ask(OF_RUNS, { ids: [secret] })).columns).toEqual([]);
    for (const wrong of [{}, { ids: [runs[0]], e: [experiment] }])
      expect((await ana.send(OF_RUNS, wrong)).errors[0]?.extensions.code).toBe("INVALID_INPUT");
  });

  it("of a deleted run are told, and its values count for nothing", async () => {
    const run_id = await wire.run(experiment, { run_name: "gone" });
    await wire.post("runs/log-parameter", { run_id, key: "gone", value: "1" });
    await wire.post("runs/delete", { run_id });
    const { columns } = await ana.ask(COLUMNS, { ids: [experiment], prefix: "gone" });
    expect(columns).toMatchObject([{ key: "gone", runs: 0, distinct: 0, sampled: 4 }]);
  });
});

describe("a table of runs", () => {
  const MATRIX = `query ($filter: RunFilter, $ids: [ID!], $columns: [ColumnInput!]!, $aggregate: Aggregate, $limit: Int) {
    runMatrix(filter: $filter, runIds: $ids, columns: $columns, aggregate: $aggregate, limit: $limit) {
      runs names columns { kind key values } total sampled } }`;
  const columns = [
    { kind: "METRIC", key: "auc" },
    { kind: "PARAM", key: "depth" },
    { kind: "METRIC", key: "nowhere" },
  ];
  const matrix = async (variables: Answer): Promise<Answer> =>
    (await ana.ask(MATRIX, { columns, ...variables })).runMatrix;

  it("of named runs keeps their order, and leaves out what is absent or hidden", async () => {
    const ids = [runs[2], secret, runs[3], "0".repeat(32), runs[2], runs[0]];
    expect(await matrix({ ids })).toEqual({
      runs: [runs[2], runs[3], runs[0]],
      names: ["trial 2", "trial 3", "trial 0"],
      columns: [
        { kind: "METRIC", key: "auc", values: [0.8999999999999999, "NaN", 0.7] },
        { kind: "PARAM", key: "depth", values: ["0", "1", "0"] },
        { kind: "METRIC", key: "nowhere", values: [null, null, null] },
      ],
      total: 3,
      sampled: false,
    });
  });

  it("of a filter takes the newest, and says how many match", async () => {
    const filter = { experimentIds: [experiment], params: [{ key: "seed", value: "42" }] };
    expect(await matrix({ filter, limit: 2 })).toMatchObject({
      names: ["trial 3", "trial 2"],
      total: 4,
      sampled: true,
    });
    const strangers = { experimentIds: [hidden] };
    expect(await matrix({ filter: strangers })).toMatchObject({ runs: [], total: 0, sampled: false });
  });

  it("takes the last, the least, the greatest or the best point of a metric", async () => {
    const of = async (aggregate: string, key: string): Promise<unknown> =>
      (await matrix({ ids: [runs[1]], columns: [{ kind: "METRIC", key }], aggregate })).columns[0].values[0];
    expect(await Promise.all(["LAST", "MIN", "MAX", "BEST"].map((each) => of(each, "course")))).toEqual([
      599 / 600,
      -9,
      599 / 600,
      599 / 600,
    ]);
    await wire.post("runs/log-metric", { run_id: runs[1], key: "loss", value: 0.9, timestamp: START + 1, step: 1 });
    expect(await Promise.all(["LAST", "BEST"].map((each) => of(each, "loss")))).toEqual([0.9, 0.5]);
    expect(await of("MAX", "auc")).toBe(0.7999999999999999);
  });

  it("is refused where it asks for neither or both, or for too much, and costs by its columns", async () => {
    const many = Array.from({ length: 51 }, () => columns[0]);
    for (const wrong of [
      {},
      { ids: [runs[0]], filter: {} },
      { ids: [runs[0]], columns: many },
      { filter: {}, limit: 2_001 },
    ])
      expect((await ana.send(MATRIX, { columns, ...wrong })).errors[0]?.extensions.code).toBe("INVALID_INPUT");
    const wide = `query ($columns: [ColumnInput!]!) { ${Array.from({ length: 20 }, (_, at) => `m${at}: runMatrix(filter: {}, limit: 2000, columns: $columns) { total }`).join(" ")} }`;
    const dear = Array.from({ length: 130 }, () => columns[0]);
    expect((await ana.send(wide, { columns: dear })).errors[0]).toMatchObject({
      extensions: { code: "COST_LIMIT_EXCEEDED" },
    });
  });
});

describe("courses of metrics", () => {
  const SERIES = `query ($ids: [ID!]!, $keys: [String!]!, $axis: SeriesAxis, $from: Long, $to: Long, $points: Int) {
    metricSeries(runIds: $ids, keys: $keys, axis: $axis, from: $from, to: $to, points: $points) {
      runId key steps times values min max total } }`;
  const series = async (variables: Answer): Promise<Answer[]> => (await ana.ask(SERIES, variables)).metricSeries;

  it("come run by run and key by key, columnar, and no extreme is lost", async () => {
    const found = await series({ ids: [runs[1], secret, runs[0]], keys: ["course", "auc"], points: 20 });
    expect(found.map(({ runId, key }) => [runId, key])).toEqual([
      [runs[1], "course"],
      [runs[1], "auc"],
      [runs[0], "course"],
      [runs[0], "auc"],
    ]);
    const [course] = found as [Answer];
    expect(course).toMatchObject({ min: -9, max: 599 / 600, total: POINTS });
    expect(course.values).toContain(-9);
    expect(course.steps.length).toBeLessThanOrEqual(20);
    expect([course.times.length, course.values.length]).toEqual([course.steps.length, course.steps.length]);
    expect(course.steps).toEqual(course.steps.toSorted((a: number, b: number) => a - b));
    expect(found[2]).toMatchObject({ steps: [], min: null, max: null, total: 0 });
  });

  it("are cut along steps, time, or time since the run began", async () => {
    const of = async (axis: string, from: number, to: number): Promise<Answer> =>
      (await series({ ids: [runs[1]], keys: ["course"], axis, from, to }))[0]!;
    const byStep = await of("STEP", 10, 19);
    expect(byStep.steps).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    expect(byStep.times[0]).toBe(START + 1_100);
    expect(await of("TIME", START + 1_100, START + 1_190)).toEqual(byStep);
    const since = await of("RELATIVE", 100, 190);
    expect([since.steps, since.times[0], since.total]).toEqual([byStep.steps, 100, 10]);
    const thinned = (await series({ ids: [runs[1]], keys: ["course"], axis: "TIME", points: 10 }))[0]!;
    expect(thinned).toMatchObject({ min: -9, total: POINTS });
    expect(thinned.values).toContain(-9);
  });

  it("are bounded: 200 of them, and their points count in the cost", async () => {
    const keys = Array.from({ length: 20 }, (_, at) => `k${at}`);
    const ids = Array.from({ length: 11 }, (_, at) => at.toString(16).padStart(32, "0"));
    for (const wrong of [{ keys: [] }, { ids: [] }, { ids, keys }, { points: 3 }, { points: 2_001 }])
      expect((await ana.send(SERIES, { ids: [runs[1]], keys: ["auc"], ...wrong })).errors[0]?.extensions.code).toBe(
        "INVALID_INPUT",
      );
    const field = (at: number): string => `m${at}: metricSeries(runIds: $ids, keys: $keys, points: 2000) { total }`;
    const dear = `query ($ids: [ID!]!, $keys: [String!]!) { ${Array.from({ length: 13 }, (_, at) => field(at)).join(" ")} }`;
    const refused = await ana.send(dear, { ids: ids.slice(0, 10), keys });
    expect(refused.errors[0]?.extensions.code).toBe("COST_LIMIT_EXCEEDED");
    expect(refused.errors[0]?.message).toContain("10,400");
  });
});
