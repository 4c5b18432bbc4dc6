import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Filter, OrderKey, Test } from "../../src/db/filter.js";
import type { Answer } from "../support/actor.js";
import { evaluate, type Searched } from "../support/evaluate-filter.js";
import { Mlflow } from "../support/mlflow.js";
import { compareBy } from "../support/ordered.js";
import { printFilter } from "../support/print-filter.js";
import { openWorld, type World } from "../support/world.js";

/** What the database finds, held against an evaluator in memory that shares no code with it: filters, orders, pages. */

let world: World;
let ana: Mlflow;
let scenes = 0;

beforeAll(async () => {
  world = await openWorld();
  ana = new Mlflow(await world.user("ana", { risk: ["MAINTAINER"] }));
});
afterAll(() => world?.close());

// Few of each, so that runs and filters meet; each is there because a database might think otherwise of it.
const metricKeys = fc.constantFrom("acc", "loss", "val/acc 2", "точность");
const textKeys = fc.constantFrom("solver", "a b", "x.y.z", "ключ", "n");
const doubles = fc.constantFrom(
  0,
  -0,
  0.5,
  1,
  -1,
  1e300,
  -1e300,
  5e-324,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
);
const plain = [
  "",
  "a",
  "A",
  "ab",
  "aB",
  "é",
  "É",
  "e\u0301",
  "straße",
  "Я",
  "я",
  "%",
  "_",
  "a%b",
  "a_b",
  "\\",
  "a\\_b",
  "😀",
  "\uff21",
  "'",
  '"',
  "1",
  "01",
  " a ",
  "\n",
];
const long = "x".repeat(199);
const texts = fc.constantFrom(...plain, `${long}a`, `${long}ab`, `${long}ac`, long);
const patterns = fc.oneof(
  texts,
  fc.constantFrom("%", "a%", "%b", "a_", "_", "%\\%", "é%", "%x", `${long}%`, "__", "%a%b%", "\\%"),
);
const times = fc.constantFrom(0n, 1n, 2n, 1_000n, 2n ** 53n + 1n, 2n ** 63n - 1n);

interface Sketch {
  metrics: Record<string, number>;
  params: Record<string, string>;
  tags: Record<string, string>;
  name: string;
  user: string;
  start: bigint;
  end: bigint | null;
  status: "RUNNING" | "FINISHED" | "FAILED";
  datasets: { name: string; digest: string; context: string | null }[];
  deleted: boolean;
}

const some = <Value>(keys: fc.Arbitrary<string>, values: fc.Arbitrary<Value>) =>
  fc.dictionary(keys, values, { maxKeys: 3, noNullPrototype: true });
const filled = texts.filter((text) => text !== "");
const sketch: fc.Arbitrary<Sketch> = fc.record({
  metrics: some(metricKeys, doubles),
  params: some(textKeys, texts),
  tags: some(textKeys, texts),
  name: filled,
  user: texts,
  start: times,
  end: fc.option(times),
  status: fc.constantFrom("RUNNING", "FINISHED", "FAILED"),
  datasets: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom("d", "D", "é"),
      digest: fc.constantFrom("1", "2"),
      context: fc.option(fc.constantFrom("train", "eval")),
    }),
    { maxLength: 2, selector: ({ name, digest }) => name + digest },
  ),
  deleted: fc.boolean(),
});

const pairs = (record: Record<string, string>): Answer[] =>
  Object.entries(record).map(([key, value]) => ({ key, value }));

/** Makes the run by the wire; answers what the evaluator knows of it. */
const make = async (experiment_id: string, it: Sketch): Promise<Searched & { deleted: boolean }> => {
  const { info } = (
    await ana.post("runs/create", {
      experiment_id,
      run_name: it.name,
      user_id: it.user,
      start_time: it.start.toString(),
      tags: pairs(it.tags),
    })
  ).run;
  const { run_id } = info;
  // An older and lesser point first: what is searched is the latest.
  const points = Object.entries(it.metrics).flatMap(([key, value]) => [
    { key, value: 7, timestamp: 9, step: 0 },
    { key, value: Number.isFinite(value) ? value : String(value), timestamp: 1, step: 1 },
  ]);
  await ana.post("runs/log-batch", { run_id, metrics: points, params: pairs(it.params) });
  const datasets = it.datasets.map(({ name, digest, context }) => ({
    dataset: { name, digest, source_type: "s", source: "s" },
    ...(context !== null && { tags: [{ key: "mlflow.data.context", value: context }] }),
  }));
  if (datasets.length > 0) await ana.post("runs/log-inputs", { run_id, datasets });
  if (it.status !== "RUNNING" || it.end !== null)
    await ana.post("runs/update", { run_id, status: it.status, end_time: (it.end ?? 5n).toString() });
  if (it.deleted) await ana.post("runs/delete", { run_id });
  const end_time = it.status !== "RUNNING" || it.end !== null ? (it.end ?? 5n) : null;
  return {
    attributes: {
      run_id,
      run_name: it.name,
      user_id: it.user,
      status: it.status,
      artifact_uri: info.artifact_uri,
      start_time: it.start,
      end_time,
    },
    metrics: it.metrics,
    params: it.params,
    tags: { ...it.tags, "mlflow.runName": it.name },
    datasets: it.datasets,
    deleted: it.deleted,
  };
};

const comparison = (
  field: fc.Arbitrary<Pick<Test, "kind" | "key">>,
  operators: Test["operator"][],
  value: fc.Arbitrary<Test["value"]>,
): fc.Arbitrary<Filter> =>
  fc
    .tuple(field, fc.constantFrom(...operators), value)
    .map(([each, operator, against]) => ({ test: { ...each, operator, value: against } }));
const attribute = (...keys: string[]) => fc.constantFrom(...keys).map((key) => ({ kind: "attribute" as const, key }));
const kept = fc
  .tuple(fc.constantFrom("param" as const, "tag" as const), textKeys)
  .map(([kind, key]) => ({ kind, key }));
const writable = (text: fc.Arbitrary<string>) => text.filter((each) => !(each.includes("'") && each.includes('"')));
const named = fc.oneof(
  kept,
  attribute("run_name", "user_id", "status", "artifact_uri", "run_id"),
  fc.constant({ kind: "tag" as const, key: "mlflow.runName" }),
  fc.constantFrom("name", "digest", "context").map((key) => ({ kind: "dataset" as const, key })),
);
const words = fc.oneof(texts, fc.constantFrom("FINISHED", "RUNNING", "d", "1", "train", "%1%", "mlflow%"));
const numeric: Test["operator"][] = ["=", "!=", ">", ">=", "<", "<="];
const finite = fc.constantFrom(0, 0.5, 1, -1, 1e300, 5e-324, 7);

const test = fc.oneof(
  comparison(
    metricKeys.map((key) => ({ kind: "metric" as const, key })),
    numeric,
    finite,
  ),
  comparison(
    attribute("start_time", "end_time"),
    numeric,
    fc.oneof(
      times.map((each) => (each < 2n ** 53n ? Number(each) : each)),
      fc.constantFrom(0.5, 1.5),
    ),
  ),
  comparison(named, ["=", "!="], writable(words)),
  comparison(named, ["LIKE", "ILIKE"], writable(fc.oneof(patterns, words))),
  comparison(named, ["IN", "NOT IN"], fc.array(writable(words), { minLength: 1, maxLength: 4 })),
  comparison(kept, ["IS NULL", "IS NOT NULL"], fc.constant(null)),
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
  fc.record({ kind: fc.constantFrom("param" as const, "tag" as const), key: textKeys, ascending: fc.boolean() }),
  fc.record({
    kind: fc.constant("attribute" as const),
    key: fc.constantFrom("run_id", "run_name", "status", "user_id", "artifact_uri", "start_time", "end_time"),
    ascending: fc.boolean(),
  }),
);
const orders = fc.uniqueArray(orderKey, { maxLength: 3, selector: ({ kind, key }) => `${kind} ${key}` });
const prefixes = { attribute: "", metric: "metrics.", param: "params.", tag: "tags.", dataset: "" };
const printOrder = ({ kind, key, ascending }: OrderKey): string =>
  `${prefixes[kind]}${kind === "attribute" ? key : `\`${key}\``} ${ascending ? "ASC" : "DESC"}`;

/** Every page of a search, one after the other. */
const pages = async (message: Answer, max_results: number): Promise<string[]> => {
  const found: string[] = [];
  for (let page_token: string | undefined = ""; page_token !== undefined; ) {
    const page: Answer = await ana.post("runs/search", { ...message, max_results, ...(page_token && { page_token }) });
    const ids: string[] = (page.runs ?? []).map((run: Answer) => run.info.run_id);
    expect(ids.length).toBeLessThanOrEqual(max_results);
    if (page.next_page_token !== undefined) expect(ids).toHaveLength(max_results);
    found.push(...ids);
    page_token = page.next_page_token;
  }
  return found;
};

const idOf = (run: Searched): string => String(run.attributes?.run_id);
const first200 = (text: string): string => [...text].slice(0, 200).join("");
/** An order by a param, a tag or the name looks at the first 200 characters. */
const shortened = (run: Searched): Searched => {
  const cut = (record: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [key, first200(value)]));
  const attributes = { ...run.attributes, run_name: first200(String(run.attributes?.run_name)) };
  return { ...run, attributes, params: cut(run.params), tags: cut(run.tags) };
};
const newestFirst: OrderKey[] = [
  { kind: "attribute", key: "start_time", ascending: false },
  { kind: "attribute", key: "run_id", ascending: true },
];

const scene = async (
  sketches: Sketch[][],
): Promise<{ experiment_ids: string[]; runs: (Searched & { deleted: boolean })[] }> => {
  const experiment_ids: string[] = [];
  const runs: (Searched & { deleted: boolean })[] = [];
  for (const part of sketches) {
    const id = await ana.experiment(`scene ${++scenes}`);
    experiment_ids.push(id);
    runs.push(...(await Promise.all(part.map((each) => make(id, each)))));
  }
  return { experiment_ids, runs };
};
const sketches = fc.array(fc.array(sketch, { minLength: 4, maxLength: 9 }), { minLength: 1, maxLength: 2 });
const views = fc.constantFrom("ACTIVE_ONLY", "DELETED_ONLY", "ALL");

describe("a search of runs", () => {
  it("finds what the filter says, whatever the runs and whatever the filter", async () => {
    await fc.assert(
      fc.asyncProperty(
        sketches,
        fc.array(fc.tuple(filter, views), { minLength: 12, maxLength: 12 }),
        async (given, questions) => {
          const { experiment_ids, runs } = await scene(given);
          for (const [asked, run_view_type] of questions) {
            const message = { experiment_ids, run_view_type, filter: printFilter(asked) };
            const shown = runs.filter(
              ({ deleted }) => run_view_type === "ALL" || deleted === (run_view_type === "DELETED_ONLY"),
            );
            const expected = shown
              .filter((run) => evaluate(asked, run))
              .sort(compareBy(newestFirst))
              .map(idOf);
            expect(await pages(message, 1_000), JSON.stringify(message, null, 1)).toEqual(expected);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it("gives any order page by page without a gap or a repeat: NaN after numbers, the missing last, ties by start and id", async () => {
    await fc.assert(
      fc.asyncProperty(
        sketches,
        fc.array(fc.tuple(orders, fc.integer({ min: 1, max: 7 }), fc.option(filter)), { minLength: 8, maxLength: 8 }),
        async (given, questions) => {
          const { experiment_ids, runs } = await scene(given);
          for (const [order, size, asked] of questions) {
            const message = {
              experiment_ids,
              run_view_type: "ALL",
              order_by: order.map(printOrder),
              filter: asked === null ? "" : printFilter(asked),
            };
            const expected = runs
              .filter((run) => asked === null || evaluate(asked, run))
              .map(shortened)
              .sort(compareBy([...order, ...newestFirst]))
              .map(idOf);
            expect(await pages(message, size), `pages of ${size}: ${JSON.stringify(message, null, 1)}`).toEqual(
              expected,
            );
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it("tests the runs of every experiment by what they hold themselves", async () => {
    // PostgreSQL 18 shared one hashed subplan between two nodes of a plan, and kept it from one experiment to the next.
    const experiment_ids = [await ana.experiment("first of two"), await ana.experiment("second of two")];
    for (const id of experiment_ids) for (const run_name of ["a", "b", "c", "d"]) await ana.run(id, { run_name });
    const filter =
      "(params.p IN ('') OR tags.mlflow.runName NOT IN ('x')) OR (artifact_uri = '' AND params.p = '') AND params.p IS NULL AND NOT metrics.m = 0";
    expect(await pages({ experiment_ids, filter }, 100)).toHaveLength(8);
  });
});
