import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, Answer, Data } from "../support/actor.js";
import { Mlflow, placeIn } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";

/** A data scientist logs with MLflow; a console reads the same runs over GraphQL. */

let world: World;
let ana: Actor, sven: Actor;
let wire: Mlflow;
let experiment: string, other: string, secret: string;
/** MLflow's ids by the runs' names. */
const runs: Record<string, string> = {};

const log = async (name: string, data: { metrics?: Answer; params?: Answer; tags?: Answer }, more: Answer = {}) => {
  const run_id = await wire.run(experiment, { run_name: name, ...more });
  const pairs = (of: Answer = {}) => Object.entries(of).map(([key, value]) => ({ key, value }));
  const metrics = pairs(data.metrics).map((metric) => ({ ...metric, timestamp: 1_700_000_000_000, step: 0 }));
  await wire.post("runs/log-batch", { run_id, metrics, params: pairs(data.params), tags: pairs(data.tags) });
  runs[name] = run_id;
  return run_id;
};

beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { risk: ["OWNER"] });
  sven = await world.user("sven", { fraud: ["OWNER"] });
  wire = new Mlflow(ana);
  experiment = await wire.experiment("churn");
  other = await wire.experiment("empty");
  const hidden = (
    await sven.do(
      "createExperiment",
      { teamId: world.teamId("fraud"), name: "secret", visibility: "TEAM" },
      "experiment { experimentId }",
    )
  ).createExperiment.experiment;
  secret = await new Mlflow(sven).run(hidden.experimentId, { run_name: "unseen" });
  const start = Date.parse("2026-03-01T00:00:00Z");
  await log(
    "alpha",
    { metrics: { auc: 0.7, loss: 0.5 }, params: { depth: "3" }, tags: { data: "v1" } },
    { start_time: start },
  );
  await log("beta", { metrics: { auc: 0.9, loss: 0.4 }, params: { depth: "5" } }, { start_time: start + 1_000 });
  await log(
    "gamma",
    { metrics: { auc: "NaN", loss: 0.6 }, params: { depth: "3", lr: "0.1" }, tags: { data: "v2" } },
    { start_time: start + 2_000 },
  );
  await log(
    "delta",
    { metrics: { loss: 0.3 }, tags: { "mlflow.source.git.commit": "c0ffee" } },
    { start_time: start + 3_000, user_id: "ana@laptop" },
  );
  await wire.post("runs/update", { run_id: runs.alpha, status: "FINISHED", end_time: start + 500 });
  await wire.post("runs/update", { run_id: runs.beta, status: "FAILED", end_time: start + 1_500 });
  for (const name of ["alpha", "beta"])
    await wire.post("runs/log-inputs", {
      run_id: runs[name],
      datasets: [
        {
          tags: [{ key: "mlflow.data.context", value: "training" }],
          dataset: {
            name: "iris",
            digest: "abc",
            source_type: "local",
            source: '{"uri":"iris.csv"}',
            schema: '{"columns":4}',
          },
        },
      ],
    });
}, 90_000);
afterAll(() => world?.close());

const RUNS = `query ($first: Int, $after: String, $filter: RunFilter, $orderBy: [RunOrder!]) {
  runs(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
    nodes { id runId name } edges { cursor } pageInfo { hasNextPage endCursor } } }`;

const names = async (filter: Answer | null, orderBy: Answer | Answer[] | null = null, by: Actor = ana) =>
  (await by.ask(RUNS, { filter, orderBy })).runs.nodes.map(({ name }: Answer) => name);

describe("one run", () => {
  const RUN = `query ($id: ID!) { run(id: $id) { id runId name status user startTime endTime deleted artifactUri
    experiment { name experimentId team { slug } } createdBy { handle } metrics { key value step at } params { key value }
    tags { key value } datasets { name digest sourceType source context schema profile }
    code { commit sourceName } viewerCanDelete } }`;

  it("reads by our id and by MLflow's, with all that the client logged", async () => {
    const { run } = await ana.ask(RUN, { id: runs.alpha });
    expect((await ana.ask(RUN, { id: run.id })).run).toEqual(run);
    expect(run).toMatchObject({
      runId: runs.alpha,
      name: "alpha",
      status: "FINISHED",
      user: "",
      startTime: "2026-03-01T00:00:00.000000Z",
      endTime: "2026-03-01T00:00:00.500000Z",
      deleted: false,
      artifactUri: `mlflow-artifacts:/${experiment}/${runs.alpha}/artifacts`,
      experiment: { name: "churn", experimentId: experiment, team: { slug: "risk" } },
      createdBy: { handle: "ana" },
      metrics: [
        { key: "auc", value: 0.7, step: 0, at: "2023-11-14T22:13:20.000000Z" },
        { key: "loss", value: 0.5 },
      ],
      params: [{ key: "depth", value: "3" }],
      tags: [
        { key: "data", value: "v1" },
        { key: "mlflow.runName", value: "alpha" },
      ],
      datasets: [
        {
          name: "iris",
          digest: "abc",
          sourceType: "local",
          source: '{"uri":"iris.csv"}',
          context: "training",
          schema: '{"columns":4}',
          profile: null,
        },
      ],
      code: { commit: null, sourceName: null },
      viewerCanDelete: true,
    });
    const { run: delta } = await ana.ask(RUN, { id: runs.delta });
    expect(delta).toMatchObject({ user: "ana@laptop", endTime: null, code: { commit: "c0ffee" }, datasets: [] });
  });

  it("is null when hidden, absent, or nothing that an id can be", async () => {
    for (const id of [secret, "0".repeat(32), "run_00000000000000000000000000", "No id", "\u0000", ""])
      expect((await ana.ask(RUN, { id })).run, id).toBeNull();
    expect((await sven.ask(RUN, { id: secret })).run.name).toBe("unseen");
  });

  it("shows another team's run to read, not to delete", async () => {
    expect((await sven.ask(RUN, { id: runs.alpha })).run).toMatchObject({ name: "alpha", viewerCanDelete: false });
    const { run } = await ana.ask(RUN, { id: runs.alpha });
    expect(await sven.refused("deleteRun", { runId: run.id })).toBe("FORBIDDEN");
  });

  it("answers of params, metrics and tags the keys asked for", async () => {
    const { run } = await ana.ask(
      `query ($id: ID!) { run(id: $id) { metrics(keys: ["loss", "nobody's"]) { key } params(keys: ["nobody's"]) { key } tags(first: 1) { key } } }`,
      { id: runs.alpha },
    );
    expect(run).toEqual({ metrics: [{ key: "loss" }], params: [], tags: [{ key: "data" }] });
    const reply = await ana.send(`query ($id: ID!) { run(id: $id) { metrics(keys: []) { key } } }`, { id: runs.alpha });
    expect(reply.errors[0]?.extensions.code).toBe("INVALID_INPUT");
  });

  it("began at no date that can be written, and says so by null", async () => {
    const id = await wire.run(other, { run_name: "far", start_time: "9223372036854775807" });
    expect((await ana.ask(RUN, { id })).run).toMatchObject({ name: "far", startTime: null });
  });
});

describe("runs found by typed conditions", () => {
  const inChurn = (more: Answer = {}) => ({ experimentIds: [experiment], ...more });
  const table: [string, Answer, string[]][] = [
    ["newest first", {}, ["delta", "gamma", "beta", "alpha"]],
    [
      "a metric over a bound; NaN is over nothing",
      { metrics: [{ key: "auc", operator: "GREATER", value: 0.5 }] },
      ["beta", "alpha"],
    ],
    ["a metric that is there, NaN too", { metrics: [{ key: "auc" }] }, ["gamma", "beta", "alpha"]],
    ["a metric that is missing", { metrics: [{ key: "auc", operator: "MISSING" }] }, ["delta"]],
    [
      "two metrics at once",
      {
        metrics: [
          { key: "auc", operator: "GREATER_OR_EQUAL", value: 0.7 },
          { key: "loss", operator: "LESS", value: 0.5 },
        ],
      },
      ["beta"],
    ],
    ["a param's value", { params: [{ key: "depth", value: "3" }] }, ["gamma", "alpha"]],
    ["one of several values", { params: [{ key: "depth", values: ["5", "7"] }] }, ["beta"]],
    ["a tag that is there", { tags: [{ key: "data" }] }, ["gamma", "alpha"]],
    ["a tag like a pattern", { tags: [{ key: "data", operator: "ILIKE", value: "V%" }] }, ["gamma", "alpha"]],
    ["a tag of a dotted key", { tags: [{ key: "mlflow.source.git.commit", value: "c0ffee" }] }, ["delta"]],
    ["not a value, where there is one", { tags: [{ key: "data", operator: "NOT_EQUAL", value: "v1" }] }, ["gamma"]],
    [
      "a data set",
      {
        datasets: [
          { field: "NAME", value: "iris" },
          { field: "CONTEXT", value: "training" },
        ],
      },
      ["beta", "alpha"],
    ],
    ["statuses", { status: ["FINISHED", "FAILED"] }, ["beta", "alpha"]],
    ["a name", { name: { operator: "LIKE", value: "%lta" } }, ["delta"]],
    ["a user", { user: { value: "ana@laptop" } }, ["delta"]],
    [
      "a time of beginning, its end excluded",
      { startTime: { from: "2026-03-01T00:00:01Z", to: "2026-03-01T00:00:03Z" } },
      ["gamma", "beta"],
    ],
    [
      "a time finer than milliseconds",
      { startTime: { from: "2026-03-01T00:00:00.9991Z", to: "2026-03-01T00:00:01.0001Z" } },
      ["beta"],
    ],
    ["a time of ending; what goes on has none", { endTime: { to: "2026-03-02T00:00:00Z" } }, ["beta", "alpha"]],
    [
      "one or the other",
      { or: [{ name: { value: "alpha" } }, { metrics: [{ key: "loss", operator: "LESS", value: 0.35 }] }] },
      ["delta", "alpha"],
    ],
    ["not", { not: { params: [{ key: "depth" }] } }, ["delta"]],
    [
      "all within one another",
      {
        and: [{ or: [{ status: ["RUNNING"] }, { not: { tags: [{ key: "data" }] } }] }, { params: [{ key: "depth" }] }],
      },
      ["gamma", "beta"],
    ],
    ["a key that nobody has", { metrics: [{ key: "no such", value: 1 }] }, []],
  ];
  it.each(table)("%s", async (_, filter, expected) => {
    expect(await names(inChurn(filter))).toEqual(expected);
  });

  const refused: [string, Answer, RegExp][] = [
    [
      "a value and values",
      { params: [{ key: "a", value: "1", values: ["1"] }] },
      /^filter\.params\.0: EQUAL takes a value|IN takes/,
    ],
    ["no value for LIKE", { name: { operator: "LIKE" } }, /filter\.name: LIKE takes a value/],
    ["nothing at all", { name: {} }, /filter\.name: give a value/],
    ["a value for EXISTS", { tags: [{ key: "a", operator: "EXISTS", value: "1" }] }, /EXISTS takes no value/],
    ["NaN", { metrics: [{ key: "a", value: "NaN" }] }, /filter\.metrics\.0: EQUAL takes a value, which is not NaN/],
    ["an empty list", { or: [] }, /filter\.or: 1–20/],
    ["no statuses", { status: [] }, /filter\.status: IN takes values/],
    ["a long key", { tags: [{ key: "k".repeat(251) }] }, /filter\.tags\.0\.key: 1–250/],
    [
      "a time that is none",
      { startTime: { from: "2026-01-02T00:00:00Z", to: "2026-01-01T00:00:00Z" } },
      /from must be before to/,
    ],
    [
      "five levels",
      { not: { not: { not: { not: { name: { value: "a" } } } } } },
      /filter\.not\.not\.not\.not: conditions nest at most 4/,
    ],
    [
      "51 tests",
      {
        or: Array.from({ length: 3 }, () => ({
          tags: Array.from({ length: 17 }, (_, index) => ({ key: `k${index}` })),
        })),
      },
      /at most 50 tests/,
    ],
    [
      "101 experiments",
      { experimentIds: Array.from({ length: 101 }, (_, index) => `${index}`) },
      /at most 100, not 101/,
    ],
  ];
  it.each(refused)("refuses %s, naming the place", async (_, filter, says) => {
    const { errors } = await ana.send(RUNS, { filter: inChurn(filter) });
    expect(errors[0]).toMatchObject({ message: expect.stringMatching(says), extensions: { code: "INVALID_INPUT" } });
  });

  it("searches the experiments named by either id, and leaves out those that are hidden or absent", async () => {
    const { experiment: ours } = await ana.ask(`query ($id: ID!) { experiment(id: $id) { id } }`, { id: experiment });
    expect(await names({ experimentIds: [ours.id, other, "999", "exp_00000000000000000000000001"] })).toContain("beta");
    expect(await names({ experimentIds: ["No id"] })).toEqual([]);
    const words = "query ($f: RunFilter) { runs(filter: $f) { nodes { id } } }";
    const { errors } = await ana.send(words, { f: { experimentIds: ["training"] } });
    expect(errors[0]).toMatchObject({
      message: expect.stringContaining("“training” is none: it looks like a slug"),
      extensions: { code: "INVALID_INPUT", inputPath: ["filter", "experimentIds", "0"] },
    });
    expect(await names(null)).not.toContain("unseen");
    expect(await names(null, null, sven)).toContain("unseen");
  });

  it("shows deleted runs when asked", async () => {
    const id = await log("omega", {});
    const { run } = await ana.ask(`query ($id: ID!) { run(id: $id) { id } }`, { id });
    const { deleteRun } = await ana.do("deleteRun", { runId: run.id }, "run { deleted }");
    expect(deleteRun.run.deleted).toBe(true);
    expect(await names(inChurn())).not.toContain("omega");
    expect(await names(inChurn({ deletion: "DELETED" }))).toEqual(["omega"]);
    expect(await names(inChurn({ deletion: "ALL" }))).toHaveLength(5);
    await ana.do("restoreRun", { runId: run.id }, "run { deleted }");
    expect(await names(inChurn())).toContain("omega");
    await ana.do("deleteRun", { runId: run.id });
  });
});

describe("the order of runs", () => {
  const inChurn = { experimentIds: [""] };
  beforeAll(() => {
    inChurn.experimentIds = [experiment];
  });
  const table: [string, Answer | Answer[], string[]][] = [
    ["a metric, the least first; NaN, then none, last", { metric: "auc" }, ["alpha", "beta", "gamma", "delta"]],
    [
      "a metric, the greatest first; NaN, then none, last",
      { metric: "auc", direction: "DESC" },
      ["beta", "alpha", "gamma", "delta"],
    ],
    ["a param", { param: "depth", direction: "DESC" }, ["beta", "gamma", "alpha", "delta"]],
    ["a tag", { tag: "data" }, ["alpha", "gamma", "delta", "beta"]],
    ["a name", { field: "NAME" }, ["alpha", "beta", "delta", "gamma"]],
    ["when they ended; what goes on comes last", { field: "END_TIME" }, ["alpha", "beta", "delta", "gamma"]],
    ["two keys", [{ param: "depth" }, { metric: "loss", direction: "DESC" }], ["gamma", "alpha", "beta", "delta"]],
    ["a metric that nobody has", { metric: "no such" }, ["delta", "gamma", "beta", "alpha"]],
  ];
  it.each(table)("is by %s, page by page the same", async (_, orderBy, expected) => {
    expect(await names(inChurn, orderBy)).toEqual(expected);
    for (const first of [1, 3]) {
      const seen: string[] = [];
      for (let after: string | null = null; ; ) {
        const { runs: list }: Data = await ana.ask(RUNS, { first, after, filter: inChurn, orderBy });
        seen.push(...list.nodes.map(({ name }: Answer) => name));
        if (!list.pageInfo.hasNextPage) break;
        after = list.pageInfo.endCursor;
      }
      expect(seen).toEqual(expected);
    }
  });

  it("has cursors that are good for that list, filter and order only", async () => {
    const { runs: list } = await ana.ask(RUNS, { first: 1, filter: inChurn });
    const after = list.pageInfo.endCursor;
    for (const variables of [
      { after },
      { after, filter: { ...inChurn, status: ["RUNNING"] } },
      { after, filter: inChurn, orderBy: { field: "NAME" } },
      { after: `${after}x`, filter: inChurn },
    ])
      expect((await ana.send(RUNS, variables)).errors[0]?.extensions.code).toBe("INVALID_INPUT");
    const other = await ana.send(`query ($after: String) { loggedModels(after: $after) { nodes { id } } }`, { after });
    expect(other.errors[0]?.extensions.code).toBe("INVALID_INPUT");
  });

  it("refuses a key that names nothing, or two things", async () => {
    for (const orderBy of [
      {},
      { metric: "auc", param: "depth" },
      { field: "NAME", tag: "data" },
      [1, 2, 3, 4, 5, 6].map(() => ({ metric: "auc" })),
    ])
      expect((await ana.send(RUNS, { orderBy })).errors[0]?.extensions.code).toBe("INVALID_INPUT");
  });
});

describe("a metric's course", () => {
  const HISTORY = `query ($id: ID!, $key: String!, $points: Int, $from: Long, $to: Long) { run(id: $id) {
    metricHistory(key: $key, points: $points, fromStep: $from, toStep: $to) { total points { step value at } } } }`;
  let long: string;
  const course = async (variables: Answer): Promise<Answer> =>
    (await ana.ask(HISTORY, { id: long, key: "loss", ...variables })).run.metricHistory;

  beforeAll(async () => {
    long = await wire.run(other, { run_name: "long" });
    const values = Array.from({ length: 3_000 }, (_, step) => ({
      key: "loss",
      step,
      timestamp: 1_700_000_000_000 + step,
      value: step === 1_234 ? 99 : step === 2_345 ? -99 : step === 7 ? "NaN" : Math.sin(step / 100),
    }));
    for (let from = 0; from < values.length; from += 1_000)
      await wire.post("runs/log-batch", { run_id: long, metrics: values.slice(from, from + 1_000) });
  });

  it("is shown in few points that lose no minimum and no maximum, and says how many there are", async () => {
    for (const points of [4, 10, 100, 500]) {
      const { total, points: shown } = await course({ points });
      expect(total).toBe(3_000);
      expect(shown.length).toBeLessThanOrEqual(points);
      expect(shown.length).toBeGreaterThan(points / 4);
      const steps = shown.map(({ step }: Answer) => step);
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
      expect([steps[0], steps.at(-1)]).toEqual([0, 2_999]);
      expect(shown).toContainEqual({ step: 1_234, value: 99, at: "2023-11-14T22:13:21.234000Z" });
      expect(shown).toContainEqual(expect.objectContaining({ step: 2_345, value: -99 }));
    }
  });

  it("is whole where it is short, and zooms by steps", async () => {
    const { total, points } = await course({ from: 5, to: 9, points: 100 });
    expect(total).toBe(5);
    expect(points.map(({ step, value }: Answer) => [step, value])).toEqual([
      [5, Math.sin(0.05)],
      [6, Math.sin(0.06)],
      [7, "NaN"],
      [8, Math.sin(0.08)],
      [9, Math.sin(0.09)],
    ]);
    expect((await course({ from: 2_990 })).total).toBe(10);
    expect(await course({ key: "no such" })).toEqual({ total: 0, points: [] });
  });

  it("is shown where many points share one step, at the end of what a step can be", async () => {
    const run_id = await wire.run(other, { run_name: "edge" });
    const metrics = Array.from({ length: 50 }, (_, index) => ({
      key: "m",
      step: "9223372036854775807",
      timestamp: index,
      value: index,
    }));
    await wire.post("runs/log-batch", { run_id, metrics });
    const { total, points } = await course({ id: run_id, key: "m", points: 4 });
    expect([total, points.map(({ step, value }: Answer) => [step, value])]).toEqual([
      50,
      [
        ["9223372036854775807", 0],
        ["9223372036854775807", 49],
      ],
    ]);
  });

  it("takes 4–2,000 points, and counts for them", async () => {
    for (const points of [3, 2_001])
      expect((await ana.send(HISTORY, { id: long, key: "loss", points })).errors[0]?.extensions.code).toBe(
        "INVALID_INPUT",
      );
    const many = `query ($points: Int) { runs(first: 20) { nodes { metricHistory(key: "loss", points: $points) { points { value } } } } }`;
    expect((await ana.send(many, { points: 2_000 })).errors[0]?.extensions.code).toBe("COST_LIMIT_EXCEEDED");
    await ana.ask(many, { points: 100 });
    await ana.ask(many, {});
  });
});

describe("runs side by side", () => {
  const COMPARE = `query ($ids: [ID!]!, $all: Boolean, $directions: [MetricDirectionInput!]) { compareRuns(runIds: $ids) {
    runs { name } params(all: $all) { key values differs } tags { key values }
    metrics(directions: $directions) { key values isBest direction directionSource differs }
    datasets { name digest context usedBy } code { commit } } }`;
  const compare = async (by: Actor, variables: Answer): Promise<Answer> =>
    (await by.ask(COMPARE, variables)).compareRuns;

  it("tell what differs, with the best of each metric marked and whose word that is", async () => {
    const ids = [runs.alpha, runs.beta, runs.gamma, runs.delta];
    expect(await compare(ana, { ids })).toEqual({
      runs: [{ name: "alpha" }, { name: "beta" }, { name: "gamma" }, { name: "delta" }],
      params: [
        { key: "depth", values: ["3", "5", "3", null], differs: true },
        { key: "lr", values: [null, null, "0.1", null], differs: true },
      ],
      tags: [{ key: "data", values: ["v1", null, "v2", null] }],
      metrics: [
        {
          key: "auc",
          values: [0.7, 0.9, "NaN", null],
          isBest: [false, true, false, false],
          direction: "HIGHER_IS_BETTER",
          directionSource: "NAME",
          differs: true,
        },
        {
          key: "loss",
          values: [0.5, 0.4, 0.6, 0.3],
          isBest: [false, false, false, true],
          direction: "LOWER_IS_BETTER",
          directionSource: "NAME",
          differs: true,
        },
      ],
      datasets: [{ name: "iris", digest: "abc", context: "training", usedBy: [true, true, false, false] }],
      code: [{ commit: null }, { commit: null }, { commit: null }, { commit: "c0ffee" }],
    });
  });

  it("take the caller's word for what is good, and tell all params when asked", async () => {
    const directions = [{ metric: "loss", direction: "HIGHER_IS_BETTER" }];
    const { metrics, params } = await compare(ana, { ids: [runs.alpha, runs.gamma], directions, all: true });
    expect(metrics[1]).toMatchObject({ key: "loss", isBest: [false, true], directionSource: "GIVEN" });
    expect(params).toEqual([
      { key: "depth", values: ["3", "3"], differs: false },
      { key: "lr", values: [null, "0.1"], differs: true },
    ]);
  });

  it("leave out what the caller may not read, as what is absent; each run counts once", async () => {
    const ids = [runs.alpha, secret, runs.beta, "0".repeat(32), "nonsense", runs.alpha];
    const seen = await compare(ana, { ids });
    expect(seen.runs).toEqual([{ name: "alpha" }, { name: "beta" }]);
    expect(seen).toEqual(await compare(ana, { ids: [runs.alpha, runs.beta] }));
    expect((await compare(ana, { ids: [secret] })).runs).toEqual([]);
    for (const wrong of [[], Array.from({ length: 51 }, () => runs.alpha)])
      expect((await ana.send(COMPARE, { ids: wrong })).errors[0]?.extensions.code).toBe("INVALID_INPUT");
  });
});

describe("a run's files", () => {
  const FILES = `query ($id: ID!, $path: String, $first: Int, $after: String) { run(id: $id) {
    artifacts(path: $path, first: $first, after: $after) { nodes { path isFolder sha256 size } pageInfo { hasNextPage endCursor } } } }`;
  const files = async (variables: Answer = {}): Promise<Answer> =>
    (await ana.ask(FILES, { id: runs.beta, ...variables })).run.artifacts;
  const file = (path: string, bytes: string) => ({
    path,
    isFolder: false,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    size: Buffer.byteLength(bytes),
  });

  beforeAll(async () => {
    const { run } = await ana.ask(`query ($id: ID!) { run(id: $id) { artifactUri } }`, { id: runs.beta });
    for (const [path, bytes] of Object.entries({
      "model/MLmodel": "flavors: {}",
      "model/data/weights.bin": "0123456789",
      "plots/größe.png": "png",
      "notes.txt": "hello",
      "model.txt": "beside",
    }))
      await wire.upload(`${placeIn(run.artifactUri)}/${path}`, bytes);
  });

  it("are shown folder by folder with digest and length, page by page", async () => {
    const folder = (path: string) => ({ path, isFolder: true, sha256: null, size: null });
    const root = [file("model.txt", "beside"), folder("model"), file("notes.txt", "hello"), folder("plots")];
    expect((await files()).nodes).toEqual(root);
    const paged: Answer[] = [];
    for (let after: string | null = null; ; ) {
      const page = await files({ first: 1, after });
      paged.push(...page.nodes);
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(paged).toEqual(root);
    expect((await files({ path: "model" })).nodes).toEqual([
      file("model/MLmodel", "flavors: {}"),
      folder("model/data"),
    ]);
    expect((await files({ path: "plots/" })).nodes).toEqual([file("plots/größe.png", "png")]);
    expect((await files({ path: "no such" })).nodes).toEqual([]);
  });

  it("are of that run only, whatever path is asked for", async () => {
    for (const path of ["..", "../x", "/etc", "model/../..", "a\\b", "file:///etc"]) {
      const reply = await ana.send(FILES, { id: runs.beta, path });
      expect(reply.errors[0]?.extensions.code, path).toBe("INVALID_INPUT");
    }
    const { endCursor } = (await files({ first: 1 })).pageInfo;
    expect((await ana.send(FILES, { id: runs.alpha, after: endCursor })).errors[0]?.extensions.code).toBe(
      "INVALID_INPUT",
    );
  });
});
