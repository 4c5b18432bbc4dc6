import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Filter, OrderKey, Test } from "../../src/db/filter.js";
import type { Answer } from "../support/actor.js";
import { evaluate, type Searched } from "../support/evaluate-filter.js";
import { Mlflow } from "../support/mlflow.js";
import { compareBy } from "../support/ordered.js";
import { printFilter } from "../support/print-filter.js";
import { openWorld, type World } from "../support/world.js";

/** Searches of logged models, held against the evaluator in memory as those of runs are. */

let world: World;
let ana: Mlflow;
let scenes = 0;

beforeAll(async () => {
  world = await openWorld();
  ana = new Mlflow(await world.user("ana", { risk: ["MAINTAINER"] }));
});
afterAll(() => world?.close());

// Texts stand in single quotes only, so that none can hold one.
const texts = fc.constantFrom("", "a", "A", "ab", "é", "É", "Я", "я", "_", "a_b", "\\", "a\\_b", "😀", "\uff21", "x y");
const patterns = fc.oneof(texts, fc.constantFrom("%", "a%", "%b", "a_", "%é%", "__"));
const textKeys = fc.constantFrom("solver", "a b", "x.y", "ключ");
const metricKeys = fc.constantFrom("acc", "val/acc 2", "точность");
const doubles = fc.constantFrom(
  0,
  -0,
  0.5,
  1,
  -1,
  1e300,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
);

interface Sketch {
  name: string;
  type: string;
  source: string | null;
  ready: boolean;
  metrics: Record<string, number>;
  params: Record<string, string>;
  tags: Record<string, string>;
}
const some = <Value>(keys: fc.Arbitrary<string>, values: fc.Arbitrary<Value>) =>
  fc.dictionary(keys, values, { maxKeys: 3, noNullPrototype: true });
const sketches: fc.Arbitrary<Sketch[]> = fc.array(
  fc.record({
    name: texts.filter((text) => text !== ""),
    type: texts,
    source: fc.option(texts.filter((text) => text !== "")),
    ready: fc.boolean(),
    metrics: some(metricKeys, doubles),
    params: some(textKeys, texts),
    tags: some(textKeys, texts),
  }),
  { minLength: 3, maxLength: 8 },
);
const pairs = (record: Record<string, string>): Answer[] =>
  Object.entries(record).map(([key, value]) => ({ key, value }));

/** Makes the models, one after the other; answers what the evaluator knows of them. */
const make = async (given: readonly Sketch[]): Promise<{ experiment: string; made: Searched[] }> => {
  const experiment = await ana.experiment(`scene ${++scenes}`);
  const run_id = await ana.run(experiment);
  const made: Searched[] = [];
  for (const { name, type, source, ready, metrics, params, tags } of given) {
    const model_id = await ana.loggedModel(experiment, {
      name,
      model_type: type,
      source_run_id: source,
      params: pairs(params),
      tags: pairs(tags),
    });
    const points = Object.entries(metrics).map(([key, value]) => ({
      key,
      value: Number.isFinite(value) ? value : String(value),
      timestamp: 1,
      model_id,
    }));
    if (points.length > 0) await ana.post("runs/log-batch", { run_id, metrics: points });
    if (ready) await ana.call("PATCH", `logged-models/${model_id}`, { status: 2 });
    const { info } = (await ana.get(`logged-models/${model_id}`)).model;
    const attributes = {
      ...{
        name,
        model_id,
        // An empty one is none, as upstream.
        model_type: type || null,
        source_run_id: source,
        status: ready ? "READY" : "PENDING",
        experiment_id: experiment,
      },
      ...{
        artifact_location: info.artifact_uri,
        creation_timestamp: info.creation_timestamp_ms,
        last_updated_timestamp: info.last_updated_timestamp_ms,
      },
    };
    made.push({ attributes, metrics, params, tags });
  }
  return { experiment, made };
};

const comparison = (
  field: fc.Arbitrary<Pick<Test, "kind" | "key">>,
  operators: Test["operator"][],
  value: fc.Arbitrary<Test["value"]>,
): fc.Arbitrary<Filter> =>
  fc
    .tuple(field, fc.constantFrom(...operators), value)
    .map(([each, operator, against]) => ({ test: { ...each, operator, value: against } }));
const kept = fc
  .tuple(fc.constantFrom("param" as const, "tag" as const), textKeys)
  .map(([kind, key]) => ({ kind, key }));
const attribute = fc
  .constantFrom("name", "model_type", "source_run_id", "artifact_location", "model_id")
  .map((key) => ({ kind: "attribute" as const, key }));
const named = fc.oneof(kept, attribute);
const status = fc.constant({ kind: "attribute" as const, key: "status" });
const test = fc.oneof(
  comparison(
    metricKeys.map((key) => ({ kind: "metric" as const, key })),
    ["=", "!=", ">", ">=", "<", "<="],
    fc.constantFrom(0, 0.5, 1, -1, 1e300),
  ),
  comparison(named, ["=", "!="], texts),
  comparison(named, ["LIKE", "ILIKE"], patterns),
  comparison(named, ["IN", "NOT IN"], fc.array(texts, { minLength: 1, maxLength: 3 })),
  comparison(status, ["=", "!="], fc.constantFrom("READY", "PENDING")),
);
const { filter } = fc.letrec<{ filter: Filter; parts: Filter[] }>((tie) => ({
  filter: fc.oneof(
    { depthSize: "small" },
    { weight: 3, arbitrary: test },
    tie("parts").map((and) => ({ and })),
    tie("parts").map((or) => ({ or })),
    tie("filter").map((not) => ({ not })),
  ),
  parts: fc.array(tie("filter"), { minLength: 2, maxLength: 3 }),
}));

const orderKey: fc.Arbitrary<OrderKey> = fc.oneof(
  fc.record({ kind: fc.constant("metric" as const), key: metricKeys, ascending: fc.boolean() }),
  fc.record({
    kind: fc.constant("attribute" as const),
    key: fc.constantFrom(
      "name",
      "model_id",
      "model_type",
      "source_run_id",
      "status",
      "creation_timestamp",
      "last_updated_timestamp",
    ),
    ascending: fc.boolean(),
  }),
);
const orders = fc.uniqueArray(orderKey, { maxLength: 3, selector: ({ kind, key }) => `${kind} ${key}` });
const objectOf = ({ kind, key, ascending }: OrderKey): Answer => ({
  field_name: kind === "metric" ? `metrics.${key}` : key,
  ascending,
});

const idOf = ({ attributes }: Searched): string => String(attributes?.model_id);
const pages = async (message: Answer, max_results: number): Promise<string[]> => {
  const found: string[] = [];
  for (let page_token: string | undefined = ""; page_token !== undefined; ) {
    const page: Answer = await ana.post("logged-models/search", {
      ...message,
      max_results,
      ...(page_token && { page_token }),
    });
    const ids: string[] = (page.models ?? []).map((each: Answer) => each.info.model_id);
    if (page.next_page_token !== undefined) expect(ids).toHaveLength(max_results);
    found.push(...ids);
    page_token = page.next_page_token;
  }
  return found;
};

describe("a search of logged models", () => {
  it("finds what the filter says, the newest first", async () => {
    await fc.assert(
      fc.asyncProperty(sketches, fc.array(filter, { minLength: 10, maxLength: 10 }), async (given, asked) => {
        const { experiment, made } = await make(given);
        for (const each of asked) {
          const message = { experiment_ids: [experiment], filter: printFilter(each) };
          const expected = made
            .filter((model) => evaluate(each, model))
            .map(idOf)
            .reverse();
          expect(await pages(message, 100), JSON.stringify(message, null, 1)).toEqual(expected);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("gives any order page by page: NaN after numbers, the missing last, equal ones by creation, the newest first", async () => {
    const questions = fc.array(fc.tuple(orders, fc.integer({ min: 1, max: 5 })), { minLength: 6, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(sketches, questions, async (given, asked) => {
        const { experiment, made } = await make(given);
        for (const [order, size] of asked) {
          const message = { experiment_ids: [experiment], order_by: order.map(objectOf) };
          const expected = made.toReversed().sort(compareBy(order)).map(idOf);
          expect(await pages(message, size), `pages of ${size}: ${JSON.stringify(message, null, 1)}`).toEqual(expected);
        }
      }),
      { numRuns: 15 },
    );
  });

  it("looks at values on the data sets that it names; without a clause on a metric, at models with any value on them", async () => {
    const experiment = await ana.experiment("on data sets");
    const run_id = await ana.run(experiment);
    const log = async (values: [number, string?, string?][]): Promise<string> => {
      const model_id = await ana.loggedModel(experiment);
      for (const [value, dataset_name, dataset_digest] of values)
        await ana.post("runs/log-metric", {
          run_id,
          key: "acc",
          value,
          timestamp: 1,
          step: Math.round(value * 100),
          model_id,
          dataset_name,
          dataset_digest,
        });
      return model_id;
    };
    const both = await log([
      [0.9, "train", "1"],
      [0.5, "test", "1"],
    ]);
    const test2 = await log([[0.7, "test", "2"]]);
    const none = await log([[0.8]]);
    const find = async (more: Answer): Promise<string[]> => pages({ experiment_ids: [experiment], ...more }, 10);
    const on = (dataset_name: string, dataset_digest?: string) => ({ datasets: [{ dataset_name, dataset_digest }] });
    expect(await find({ filter: "metrics.acc > 0.6" })).toEqual([none, test2, both]);
    expect(await find({ filter: "metrics.acc > 0.6", ...on("test") })).toEqual([test2]);
    expect(await find({ filter: "metrics.acc > 0.6", ...on("test", "1") })).toEqual([]);
    expect(await find({ filter: "metrics.acc < 0.6", ...on("test", "1") })).toEqual([both]);
    expect(await find(on("test"))).toEqual([test2, both]);
    expect(await find({ datasets: [...on("train").datasets, ...on("test", "2").datasets] })).toEqual([test2, both]);
    const by = (dataset_name?: string, dataset_digest?: string) => ({
      order_by: [{ field_name: "metrics.acc", ascending: true, dataset_name, dataset_digest }],
    });
    expect(await find(by("test"))).toEqual([both, test2, none]);
    expect(await find(by("train"))).toEqual([both, none, test2]);
    expect(await find(by("test", "2"))).toEqual([test2, none, both]);
    // A digest counts without a name, too, and neither is no data set at all.
    expect(await find(by(undefined, "2"))).toEqual([test2, none, both]);
    expect(await find(by("", ""))).toEqual([test2, none, both]);
  });

  it("takes a model without a type for one whose type is not known: no comparison finds it, and it comes last", async () => {
    const experiment = await ana.experiment("typed and not");
    const [untyped, empty, agent] = [
      await ana.loggedModel(experiment),
      await ana.loggedModel(experiment, { model_type: "" }),
      await ana.loggedModel(experiment, { model_type: "agent" }),
    ];
    const find = async (more: Answer): Promise<string[]> => pages({ experiment_ids: [experiment], ...more }, 1);
    expect(await find({ filter: "model_type != 'mt'" })).toEqual([agent]);
    expect(await find({ filter: "model_type = ''" })).toEqual([]);
    for (const ascending of [true, false])
      expect(await find({ order_by: [{ field_name: "model_type", ascending }] })).toEqual([agent, empty, untyped]);
  });

  it("takes 50 models when no number or 0 is asked for, experiments that are readable and live, and refuses nonsense", async () => {
    const experiment_id = await ana.experiment("many models");
    await Promise.all(Array.from({ length: 51 }, () => ana.loggedModel(experiment_id)));
    const sizes = await Promise.all(
      [{}, { max_results: 0 }, { max_results: 51 }].map(
        async (more) =>
          (await ana.post("logged-models/search", { experiment_ids: [experiment_id, "999"], ...more })).models.length,
      ),
    );
    expect(sizes).toEqual([50, 50, 51]);
    for (const [message, said] of [
      [{ experiment_ids: [] }, "'experiment_ids'"],
      [{ experiment_ids: ["x"] }, "Invalid experiment ID 'x'"],
      [{ max_results: -1 }, "'max_results'"],
      [{ max_results: 50_001 }, "'max_results'"],
      [{ filter: "bogus = 'x'" }, "Invalid attribute key 'bogus'"],
      [{ filter: 'name = "x"' }, "single quotes"],
      [{ order_by: [{ field_name: "bogus" }] }, "Invalid order by field name"],
      [{ order_by: [{ field_name: "params.x" }] }, "Only metrics are supported"],
      [{ order_by: [{}] }, "Invalid order by field name"],
      [{ order_by: ["name"] }, "order_by[0] must be a JSON object"],
      [{ datasets: [{}] }, "`dataset_name` in the `datasets` clause must be specified"],
    ] as const) {
      const refused = await ana.refused("POST", "logged-models/search", {
        experiment_ids: [experiment_id],
        ...message,
      });
      expect([refused.error, refused.message], JSON.stringify(message)).toEqual([
        "400 INVALID_PARAMETER_VALUE",
        expect.stringContaining(said),
      ]);
    }
    await ana.post("experiments/delete", { experiment_id });
    expect(await ana.post("logged-models/search", { experiment_ids: [experiment_id] })).toEqual({});
  });
});
