import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noAbility } from "../../src/access/ability.js";
import { loadAccess } from "../../src/access/caller.queries.js";
import { connectionOptions, sqlOn } from "../../src/db/pool.js";
import { joined } from "../../src/kinds.js";
import { evaluatedFacts } from "../../src/registry/evaluations/evaluated-versions.queries.js";
import { versionsById } from "../../src/registry/versions.queries.js";
import { evaluationsOf } from "../../src/tracking/evaluations/evaluations.queries.js";
import type { Actor, Answer } from "../support/actor.js";
import { Mlflow, placeIn } from "../support/mlflow.js";
import { addVersion, registerModel } from "../support/registry.js";
import { hideExperiment } from "../support/snapshot.js";
import { openWorld, type World } from "../support/world.js";

/** What a version scored, from where stock clients leave it. */

let world: World;
let ana: Mlflow, carl: Mlflow, cora: Mlflow, eve: Mlflow;
let olga: Actor, vic: Actor;
let riskRuns: string, complianceRuns: string;

beforeAll(async () => {
  world = await openWorld();
  ana = new Mlflow(await world.user("ana", { risk: ["CONTRIBUTOR"] }));
  carl = new Mlflow(await world.user("carl", { risk: ["CONTRIBUTOR"] }));
  cora = new Mlflow(await world.user("cora", { compliance: ["OWNER"] }));
  eve = new Mlflow(await world.user("eve", { fraud: ["CONTRIBUTOR"] }));
  olga = await world.user("olga", { risk: ["OWNER"] });
  vic = await world.user("vic", { risk: ["VIEWER"] });
  riskRuns = await ana.experiment("risk evaluations");
  complianceRuns = await cora.experiment("compliance evaluations");
});
afterAll(() => world?.close());

let made = 0;
const newModel = async (): Promise<{ name: string; id: string }> => {
  const name = `churn-${++made}`;
  return { name, id: await registerModel(ana.actor, world.teamId("risk"), name) };
};

const EVALUATIONS = `query ($id: ID!, $first: Int, $after: String, $filter: EvaluationFilter) { node(id: $id) { ... on ModelVersion {
  evaluations(first: $first, after: $after, filter: $filter) {
    nodes { metric value source attempts at dataset { name digest } run { runId } by { handle } }
    pageInfo { hasNextPage endCursor } } } } }`;
const listed = async (by: Actor, id: string, more: Answer = {}): Promise<Answer> =>
  (await by.ask(EVALUATIONS, { id, ...more })).node.evaluations as Answer;
const evaluations = async (by: Actor, id: string, filter: Answer | null = null): Promise<Answer[]> =>
  (await listed(by, id, { filter })).nodes;
/** `auc 0.8 on recent@d1 by ana, RUN_TAG, 1 attempt`. */
const told = async (by: Actor, id: string, filter: Answer | null = null): Promise<string[]> =>
  (await evaluations(by, id, filter)).map(
    ({ metric, value, source, attempts, dataset, by: maker }) =>
      `${metric} ${value} on ${dataset.name}@${dataset.digest} by ${maker.handle}, ${source}, ${attempts}`,
  );

interface Measured {
  readonly metrics?: Record<string, number>;
  readonly datasets?: {
    readonly name: string;
    readonly digest: string;
    readonly context?: string;
    readonly more?: Answer;
  }[];
  readonly tags?: Record<string, string>;
  readonly experiment?: string;
  readonly status?: string;
}
const recent = { name: "recent", digest: "499ce42d" };

/** A run as a client leaves it: tags, inputs, metrics, its end. */
const measure = async (by: Mlflow, run: Measured): Promise<string> => {
  const run_id = await by.run(run.experiment ?? riskRuns);
  const datasets = (run.datasets ?? [recent]).map(({ name, digest, context, more }: Answer) => ({
    dataset: { name, digest, source_type: "local", source: "{}", ...more },
    tags: context === undefined ? [] : [{ key: "mlflow.data.context", value: context }],
  }));
  await by.post("runs/log-inputs", { run_id, datasets });
  await by.post("runs/log-batch", {
    run_id,
    metrics: Object.entries(run.metrics ?? { auc: 0.8 }).map(([key, value]) => ({ key, value, timestamp: 1, step: 0 })),
    tags: Object.entries(run.tags ?? {}).map(([key, value]) => ({ key, value })),
  });
  if (run.status !== "RUNNING") await by.post("runs/update", { run_id, status: run.status ?? "FINISHED" });
  return run_id;
};
const evaluates = (uri: string): Record<string, string> => ({ "countersign.evaluates": uri });
const datasetsTag = (...items: [model: string, name: string][]): Record<string, string> => ({
  "mlflow.datasets": JSON.stringify(items.map(([model, name]) => ({ name, hash: "h", model }))),
});

/** A version of a model that MLflow 3 logged, or of one that MLflow 2 logged, whose MLmodel says `model_uuid`. */
const loggedVersion = async (of: { name: string }): Promise<{ id: string; model_id: string }> => {
  const run_id = await ana.run(riskRuns);
  const model_id = await ana.loggedModel(riskRuns, { source_run_id: run_id });
  await ana.post("runs/update", { run_id, status: "FINISHED" });
  return { id: await registered(of.name, { source: `models:/${model_id}`, model_id }), model_id };
};
const filedVersion = async (of: { name: string }, modelUuid: string): Promise<string> => {
  const { run } = await ana.post("runs/create", { experiment_id: riskRuns, start_time: 1 });
  const place = `${run.info.artifact_uri}/model`;
  await ana.upload(`${placeIn(place)}/MLmodel`, `flavors: {}\nmodel_uuid: ${modelUuid}\n`);
  await ana.post("runs/update", { run_id: run.info.run_id, status: "FINISHED" });
  return registered(of.name, { source: place, run_id: run.info.run_id });
};
const registered = async (name: string, message: Answer): Promise<string> => {
  const { model_version } = await ana.post("model-versions/create", { name, ...message });
  const { modelVersion } = await ana.actor.ask(
    "query ($n: String!, $v: Int!) { modelVersion(name: $n, version: $v) { id } }",
    {
      n: name,
      v: Number(model_version.version),
    },
  );
  return modelVersion.id;
};
const hex = (): string => (++made).toString(16).padStart(32, "a");

describe("where evaluations come from", () => {
  it("a metric of the version's logged model with its data set", async () => {
    const { id, model_id } = await loggedVersion(await newModel());
    const run_id = await ana.run(riskRuns);
    const metric = { key: "auc", timestamp: 1, step: 0, model_id, dataset_name: "recent", dataset_digest: "499ce42d" };
    await ana.post("runs/log-batch", {
      run_id,
      metrics: [
        { ...metric, value: 0.7 },
        { ...metric, value: 0.81, step: 2 },
      ],
    });
    expect(await told(vic, id)).toEqual([]);
    await ana.post("runs/update", { run_id, status: "FINISHED" });
    expect(await told(vic, id)).toEqual(["auc 0.81 on recent@499ce42d by ana, LOGGED_MODEL, 1"]);
  });

  it("a run whose tag mlflow.datasets names the logged model, or the model_uuid of the frozen MLmodel", async () => {
    const of = await newModel();
    const uuid = hex();
    const [logged, filed] = [await loggedVersion(of), await filedVersion(of, uuid)];
    await measure(carl, { tags: datasetsTag([logged.model_id, "recent"]) });
    await measure(carl, { tags: datasetsTag([uuid, "recent"]), metrics: { auc: 0.6 } });
    expect(await told(vic, logged.id)).toEqual(["auc 0.8 on recent@499ce42d by carl, RUN_DATASETS, 1"]);
    expect(await told(vic, filed)).toEqual(["auc 0.6 on recent@499ce42d by carl, RUN_DATASETS, 1"]);
  });

  it("of several inputs the one that the item names, else the only one", async () => {
    const uuid = hex();
    const filed = await filedVersion(await newModel(), uuid);
    const train = { name: "train", digest: "t1", context: "training" };
    await measure(ana, { tags: datasetsTag([uuid, "recent"]), datasets: [train, recent], metrics: { named: 1 } });
    await measure(ana, { tags: datasetsTag([uuid, "a hash"]), datasets: [recent], metrics: { only: 1 } });
    await measure(ana, { tags: datasetsTag([uuid, "a hash"]), datasets: [train, recent], metrics: { neither: 1 } });
    await measure(ana, { tags: datasetsTag([uuid, "a hash"]), datasets: [], metrics: { none: 1 } });
    expect((await evaluations(vic, filed)).map(({ metric, dataset }) => [metric, dataset.digest])).toEqual([
      ["only", "499ce42d"],
      ["named", "499ce42d"],
    ]);
  });

  it("not a run that evaluated two models: nobody can tell whose its metrics are", async () => {
    const [one, other] = [hex(), hex()];
    const of = await newModel();
    const filed = [await filedVersion(of, one), await filedVersion(of, other)];
    await measure(ana, { tags: datasetsTag([one, "recent"], [other, "recent"]) });
    for (const id of filed) expect(await told(vic, id)).toEqual([]);
  });

  it("a run tagged countersign.evaluates: by number, stage and alias, for its evaluation input, else its only one", async () => {
    const of = await newModel();
    const id = await addVersion(ana.actor, of.id);
    await olga.do("setAlias", { modelVersionId: id, alias: "champion" });
    await olga.do("requestTransition", { modelVersionId: id, to: "Staging", reason: "try" });
    const [train, test] = [
      { name: "train", digest: "t1", context: "training" },
      { name: "holdout", digest: "h1", context: "test" },
    ];
    await measure(ana, { tags: evaluates(`models:/${of.name}/1`), datasets: [train, test], metrics: { byNumber: 1 } });
    await measure(ana, { tags: evaluates(`models:/${of.name}/staging`), metrics: { byStage: 2 } });
    await measure(ana, { tags: evaluates(`models:/${of.name}@champion`), metrics: { byAlias: 3 } });
    await measure(ana, { tags: evaluates(`models:/${of.name}/1`), datasets: [train, recent], metrics: { unclear: 4 } });
    await measure(ana, { tags: evaluates(`models:/${of.name}/2`), metrics: { another: 5 } });
    await measure(ana, { tags: evaluates(`models:/${of.name}/Production`), metrics: { notHeld: 6 } });
    expect(await told(vic, id)).toEqual([
      "byAlias 3 on recent@499ce42d by ana, RUN_TAG, 1",
      "byStage 2 on recent@499ce42d by ana, RUN_TAG, 1",
      "byNumber 1 on holdout@h1 by ana, RUN_TAG, 1",
    ]);
  });

  it("whoever held the stage when the run began, whatever happened since", async () => {
    const of = await newModel();
    const [first, second] = [await addVersion(ana.actor, of.id), await addVersion(ana.actor, of.id)];
    const move = (modelVersionId: string) =>
      olga.do("requestTransition", { modelVersionId, to: "Production", reason: "go" });
    await move(first);
    const run_id = await ana.run(riskRuns);
    await move(second);
    await ana.post("runs/log-inputs", {
      run_id,
      datasets: [{ dataset: { ...recent, source_type: "local", source: "{}" } }],
    });
    await ana.post("runs/log-batch", {
      run_id,
      metrics: [{ key: "auc", value: 0.8, timestamp: 1, step: 0 }],
      tags: [{ key: "countersign.evaluates", value: `models:/${of.name}/Production` }],
    });
    await ana.post("runs/update", { run_id, status: "FINISHED" });
    await measure(carl, { tags: evaluates(`models:/${of.name}/Production`), metrics: { auc: 0.9 } });
    await olga.do("renameRegisteredModel", { registeredModelId: of.id, name: `${of.name}-renamed` });
    expect(await told(vic, first)).toEqual(["auc 0.8 on recent@499ce42d by ana, RUN_TAG, 1"]);
    expect(await told(vic, second)).toEqual(["auc 0.9 on recent@499ce42d by carl, RUN_TAG, 1"]);
  });

  it("the frozen record: for the run's one input to evaluate on; made by GraphQL, for its only data set", async () => {
    const of = await newModel();
    const test = { name: "holdout", digest: "h1", context: "test" };
    const train = { name: "train", digest: "t1", context: "training" };
    const run_id = await measure(ana, { datasets: [train, test], metrics: { auc: 0.77 } });
    const ofRun = await registered(of.name, { source: "s3://bucket/m", run_id });
    const given = { metrics: [{ key: "auc", value: 0.5 }], datasets: [{ name: "holdout", digest: "h2" }] };
    const byHand = await addVersion(ana.actor, of.id, given);
    const onTwo = await addVersion(ana.actor, of.id, {
      ...given,
      datasets: [...given.datasets, { name: "more", digest: "h3" }],
    });
    expect(await told(vic, ofRun)).toEqual(["auc 0.77 on holdout@h1 by ana, FROZEN, 1"]);
    expect(await told(vic, byHand)).toEqual(["auc 0.5 on holdout@h2 by ana, FROZEN, 1"]);
    expect(await told(vic, onTwo)).toEqual([]);
  });

  it("counts a run once, by whatever way it is found", async () => {
    const { id, model_id } = await loggedVersion(await newModel());
    const run_id = await measure(ana, { tags: datasetsTag([model_id, "recent"]), status: "RUNNING" });
    const metric = {
      key: "auc",
      value: 0.8,
      timestamp: 1,
      step: 0,
      model_id,
      dataset_name: "recent",
      dataset_digest: "499ce42d",
    };
    await ana.post("runs/log-batch", { run_id, metrics: [metric] });
    await ana.post("runs/update", { run_id, status: "FINISHED" });
    expect(await told(vic, id)).toEqual(["auc 0.8 on recent@499ce42d by ana, LOGGED_MODEL, 1"]);
  });
});

describe("tags that change", () => {
  it("unlink what they said before", async () => {
    const of = await newModel();
    const versions = [await addVersion(ana.actor, of.id), await addVersion(ana.actor, of.id)];
    const run_id = await measure(ana, { tags: evaluates(`models:/${of.name}/1`) });
    const counts = async (): Promise<number[]> =>
      Promise.all(versions.map(async (id) => (await evaluations(vic, id)).length));
    expect(await counts()).toEqual([1, 0]);
    await ana.post("runs/set-tag", { run_id, key: "countersign.evaluates", value: `models:/${of.name}/2` });
    expect(await counts()).toEqual([0, 1]);
    await ana.post("runs/delete-tag", { run_id, key: "countersign.evaluates" });
    expect(await counts()).toEqual([0, 0]);
  });

  it("never leave two links of one tag, however many set it at once", { tags: "race" }, async () => {
    const of = await newModel();
    const ids: string[] = [];
    for (let index = 0; index < 4; index++) ids.push(await addVersion(ana.actor, of.id));
    const run_id = await measure(ana, {});
    const key = "countersign.evaluates";
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        ana.post("runs/set-tag", { run_id, key, value: `models:/${of.name}/${(index % 4) + 1}` }),
      ),
    );
    const found = await Promise.all(ids.map(async (id) => (await evaluations(vic, id)).length));
    const { run } = await ana.get("runs/get", { run_id });
    const said = run.data.tags.find((tag: Answer) => tag.key === key).value;
    expect([found, said]).toEqual([ids.map((_, index) => (said.endsWith(`/${index + 1}`) ? 1 : 0)), said]);
  });
});

describe("what counts", () => {
  it("is a finished, live run of somebody who may contribute to the model", async () => {
    const of = await newModel();
    const id = await addVersion(ana.actor, of.id);
    const tags = evaluates(`models:/${of.name}/1`);
    await measure(ana, { tags, metrics: { failed: 1 }, status: "FAILED" });
    await measure(ana, { tags, metrics: { running: 1 }, status: "RUNNING" });
    const gone = await measure(ana, { tags, metrics: { deleted: 1 } });
    await ana.post("runs/delete", { run_id: gone });
    await measure(cora, { tags, metrics: { stranger: 1 }, experiment: complianceRuns });
    expect(await told(vic, id)).toEqual([]);
    const teamId = world.teamId("compliance");
    expect(await told(vic, id, { teamId })).toEqual(["stranger 1 on recent@499ce42d by cora, RUN_TAG, 1"]);
    await ana.post("runs/restore", { run_id: gone });
    expect(await told(vic, id)).toEqual(["deleted 1 on recent@499ce42d by ana, RUN_TAG, 1"]);
    await olga.do("grantAccess", { registeredModelId: of.id, teamId, role: "CONTRIBUTOR" });
    expect((await evaluations(vic, id)).map(({ metric }) => metric)).toEqual(["stranger", "deleted"]);
  });

  it("is the newest run, with the number of all of them", async () => {
    const of = await newModel();
    const id = await addVersion(ana.actor, of.id);
    const tags = evaluates(`models:/${of.name}/1`);
    for (const auc of [0.9, 0.7, 0.8]) await measure(auc === 0.7 ? carl : ana, { tags, metrics: { auc } });
    await measure(ana, { tags, metrics: { auc: 0.1 }, datasets: [{ name: "recent", digest: "other" }] });
    expect(await told(vic, id)).toEqual([
      "auc 0.1 on recent@other by ana, RUN_TAG, 1",
      "auc 0.8 on recent@499ce42d by ana, RUN_TAG, 3",
    ]);
    const dataset = { name: "recent", digest: "499ce42d" };
    expect(await told(vic, id, { metric: "auc", dataset })).toEqual(["auc 0.8 on recent@499ce42d by ana, RUN_TAG, 3"]);
    expect(await told(vic, id, { metric: "loss" })).toEqual([]);
    expect(await told(vic, id, { dataset: { name: "other" } })).toEqual([]);
  });
});

it("is told in pages", async () => {
  const of = await newModel();
  const id = await addVersion(ana.actor, of.id);
  await measure(ana, { tags: evaluates(`models:/${of.name}/1`), metrics: { a: 1, b: 2, c: 3, d: 4, e: 5 } });
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const { nodes, pageInfo } = await listed(vic, id, { first: 2, after });
    seen.push(...nodes.map(({ metric }: Answer) => metric));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  expect(seen).toEqual(["a", "b", "c", "d", "e"]);
});

it("is found by statements that are planned once, whatever is asked for", async () => {
  const of = await newModel();
  const id = await addVersion(ana.actor, of.id);
  const client = new pg.Client(
    connectionOptions(world.database.runtimeUrl, "plans", { statement: 10_000, wait: 10_000 }),
  );
  await client.connect();
  try {
    const db = sqlOn(client, (error) => error);
    for (const asked of [["auc"], { startingWith: ["auc/age:"] }, null])
      for (let time = 0; time < 7; time++) {
        const versions = await evaluatedFacts(db, [id], asked);
        const makers = versions.map(({ createdById }) => createdById);
        const { ability } = (await loadAccess(db, joined().ids, makers)).values().next().value ?? {
          ability: noAbility,
        };
        expect(await versionsById(db, ability, [id])).toHaveLength(1);
        const facts = versions.map((version) => ({ ...version, metrics: version.metrics ?? [] }));
        await evaluationsOf(db, facts, asked);
      }
    // PostgreSQL tries five plans for the values, then keeps one for any that is no dearer.
    const { rows } = await client.query("select name, custom_plans::int as planned from pg_prepared_statements");
    expect(rows.map(({ name, planned }) => [name, planned])).toHaveLength(8);
    expect(rows.filter(({ planned }) => planned > 5)).toEqual([]);
  } finally {
    await client.end();
  }
});

it("shows nobody a run that they may not see, nor that there is one", async () => {
  const of = await newModel();
  const id = await addVersion(ana.actor, of.id);
  const hidden = await ana.experiment("hidden evaluations");
  await measure(ana, { tags: evaluates(`models:/${of.name}/1`), metrics: { auc: 0.7 } });
  await measure(ana, { tags: evaluates(`models:/${of.name}/1`), metrics: { auc: 0.9, f1: 0.5 }, experiment: hidden });
  await hideExperiment(olga, hidden);
  expect(await told(eve.actor, id)).toEqual(["auc 0.7 on recent@499ce42d by ana, RUN_TAG, 1"]);
  expect(await told(vic, id)).toEqual([
    "auc 0.9 on recent@499ce42d by ana, RUN_TAG, 2",
    "f1 0.5 on recent@499ce42d by ana, RUN_TAG, 1",
  ]);
});

it("asks for no run of which only the id is wanted, whoever may see it", async () => {
  const of = await newModel();
  const id = await addVersion(ana.actor, of.id);
  await measure(ana, { tags: evaluates(`models:/${of.name}/1`) });
  const sent = async (): Promise<number> => {
    const text = await (await world.admin.get("/metrics")).text();
    return Number(/^countersign_sql_statements_total (\d+)$/m.exec(text)?.[1]);
  };
  /** The fewest of some tries: jobs of the service send some between. */
  const statements = async (run: string): Promise<number> => {
    const query = `query ($id: ID!) { node(id: $id) { ... on ModelVersion { evaluations { nodes { metric ${run} } } } } }`;
    const tries: number[] = [];
    for (let time = 0; time < 6; time++) {
      const before = await sent();
      expect((await vic.ask(query, { id })).node.evaluations.nodes).toHaveLength(1);
      tries.push((await sent()) - before);
    }
    return Math.min(...tries);
  };
  const none = await statements("");
  expect(await statements("run { __typename id }")).toBe(none);
  expect(await statements("run { id status }")).toBe(none + 1);
});

describe("recordEvaluation", () => {
  const fields = "evaluation { metric value source attempts by { handle } run { runId } } evaluations { metric value }";
  const record = async (by: Actor, modelVersionId: string, more: Answer = {}): Promise<Answer> =>
    (
      await by.do(
        "recordEvaluation",
        { modelVersionId, dataset: recent, metrics: [{ key: "auc", value: 0.8 }], ...more },
        fields,
      )
    ).recordEvaluation;

  it("says what no run says, with an entry", async () => {
    const id = await addVersion(ana.actor, (await newModel()).id);
    const metrics = [
      { key: "auc", value: 0.8 },
      { key: "brier", value: "NaN" },
    ];
    expect(await record(carl.actor, id, { metrics })).toMatchObject({
      evaluation: { metric: "auc", value: 0.8, source: "RECORDED", attempts: 1, by: { handle: "carl" }, run: null },
      evaluations: metrics.map(({ key, value }) => ({ metric: key, value })),
    });
    await record(carl.actor, id);
    expect(await told(vic, id)).toEqual([
      "auc 0.8 on recent@499ce42d by carl, RECORDED, 2",
      "brier NaN on recent@499ce42d by carl, RECORDED, 1",
    ]);
    const { evidence } = (
      await vic.ask(
        "query ($id: ID!) { node(id: $id) { ... on ModelVersion { evidence(first: 50) { nodes { action after } } } } }",
        { id },
      )
    ).node;
    const entries = evidence.nodes.filter(({ action }) => action === "recordEvaluation");
    expect(entries).toHaveLength(2);
    expect(JSON.stringify(entries)).toContain('"dataset":{"digest":"499ce42d","name":"recent"}');
  });

  it("for a run counts once that has finished, and for whoever may write there", async () => {
    const id = await addVersion(ana.actor, (await newModel()).id);
    const runId = await cora.run(complianceRuns);
    const teamId = world.teamId("compliance");
    expect(
      await cora.actor.refused("recordEvaluation", {
        modelVersionId: id,
        dataset: recent,
        metrics: [{ key: "auc", value: 1 }],
      }),
    ).toBe("FORBIDDEN");
    await record(cora.actor, id, { runId });
    expect(await told(vic, id, { teamId })).toEqual([]);
    await cora.post("runs/update", { run_id: runId, status: "FINISHED" });
    expect(await told(vic, id, { teamId })).toEqual(["auc 0.8 on recent@499ce42d by cora, RECORDED, 1"]);
    expect(
      await ana.actor.refused("recordEvaluation", {
        modelVersionId: id,
        dataset: recent,
        metrics: [{ key: "auc", value: 1 }],
        runId,
      }),
    ).toBe("FORBIDDEN");
  });

  it("counts once however often it is sent with one key, and keeps what it said", async () => {
    const id = await addVersion(ana.actor, (await newModel()).id);
    const once = { idempotencyKey: "nightly-1" };
    expect(await record(ana.actor, id, once)).toEqual(await record(ana.actor, id, once));
    expect(await told(vic, id)).toEqual(["auc 0.8 on recent@499ce42d by ana, RECORDED, 1"]);
  });

  it("refuses what is malformed, naming the field", async () => {
    const id = await addVersion(ana.actor, (await newModel()).id);
    const good = { modelVersionId: id, dataset: recent, metrics: [{ key: "auc", value: 0.8 }] };
    const wrong: [field: string, input: Answer][] = [
      ["metrics", { ...good, metrics: [] }],
      ["metrics", { ...good, metrics: [good.metrics[0], good.metrics[0]] }],
      ["metrics", { ...good, metrics: Array.from({ length: 1_001 }, (_, index) => ({ key: `k${index}`, value: 1 })) }],
      ["metrics.0.key", { ...good, metrics: [{ key: " ", value: 1 }] }],
      ["dataset.name", { ...good, dataset: { name: "", digest: "d" } }],
      ["dataset.digest", { ...good, dataset: { name: "n", digest: "x".repeat(101) } }],
    ];
    for (const [field, input] of wrong) {
      const { data, errors } = await ana.actor.attempt("recordEvaluation", input, "evaluation { metric }");
      const [error] = data?.recordEvaluation.userErrors ?? [];
      expect([field, error?.code, error?.path.slice(1).join("."), errors]).toEqual([field, "INVALID_INPUT", field, []]);
    }
    expect(await ana.actor.refused("recordEvaluation", { ...good, runId: "f".repeat(32) })).toBe("NOT_FOUND");
    expect(await told(vic, id)).toEqual([]);
  });
});
