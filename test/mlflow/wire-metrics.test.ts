import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";

/** Metrics and params of runs: what is logged, what is the latest, what the history says. */

let world: World;
let ana: Mlflow;
let experiment: string;

beforeAll(async () => {
  world = await openWorld();
  ana = new Mlflow(await world.user("ana", { risk: ["MAINTAINER"] }));
  experiment = await ana.experiment("metrics");
});
afterAll(() => world?.close());

interface Point {
  key?: string;
  value: number | string;
  timestamp: number;
  step?: number;
}

const newRun = (): Promise<string> => ana.run(experiment);
const log = (run_id: string, metrics: Point[]): Promise<Answer> =>
  ana.post("runs/log-batch", { run_id, metrics: metrics.map((each) => ({ key: "m", ...each })) });
const dataOf = async (run_id: string): Promise<Answer> => (await ana.get("runs/get", { run_id })).run.data;
const history = async (run_id: string, more: Answer = {}): Promise<Answer> =>
  ana.get("metrics/get-history", { run_id, metric_key: "m", ...more });
const refusal = async (path: string, message: Answer, method = "POST"): Promise<string> => {
  const { error, message: text } = await ana.refused(method, path, message);
  return `${error}: ${text}`;
};
const NOBODY = "f".repeat(32);
const BULK = "/ajax-api/2.0/mlflow/metrics/get-history-bulk";
const INTERVAL = "metrics/get-history-bulk-interval";

describe("a metric", () => {
  it("is kept with key, value, timestamp and step; the same point again is the same point", async () => {
    const run_id = await newRun();
    const point = { key: "a/b c", value: 1.25, timestamp: 5, step: -3 };
    for (const _ of [1, 2]) await ana.post("runs/log-metric", { run_id, ...point });
    await ana.post("runs/log-metric", { run_uuid: run_id, key: "stepless", value: 2, timestamp: 6 });
    expect((await dataOf(run_id)).metrics).toEqual([point, { key: "stepless", value: 2, timestamp: 6, step: 0 }]);
    expect((await ana.get("metrics/get-history", { run_id, metric_key: "a/b c" })).metrics).toEqual([point]);
  });

  it("is at its latest where step, then timestamp, then value is greatest, in whatever order they come", async () => {
    const point = fc.record({
      value: fc.constantFrom(-1, 0, 2.5, "NaN", "Infinity", "-Infinity"),
      timestamp: fc.constantFrom(1, 2, 3),
      step: fc.constantFrom(-1, 0, 1),
    });
    const rank = (value: number | string): number => (value === "NaN" ? Number.POSITIVE_INFINITY : Number(value));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(point, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        async (batches) => {
          const run_id = await newRun();
          for (const batch of batches) await log(run_id, batch);
          const order = (a: Required<Omit<Point, "key">>, b: typeof a): number =>
            b.step - a.step ||
            b.timestamp - a.timestamp ||
            (a.value === b.value ? 0 : a.value === "NaN" ? -1 : b.value === "NaN" ? 1 : rank(b.value) - rank(a.value));
          const [latest] = batches.flat().sort(order);
          expect((await dataOf(run_id)).metrics).toEqual([{ key: "m", ...latest }]);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("that is ill-formed is refused by its field, and nothing is kept", async () => {
    const run_id = await newRun();
    const base = { run_id, key: "m", value: 1, timestamp: 1 };
    const wrong: [Answer, string][] = [
      [{ timestamp: -1 }, "timestamp"],
      [{ timestamp: null }, "timestamp"],
      [{ timestamp: "now" }, "timestamp"],
      [{ step: "one" }, "step"],
      [{ key: "" }, "key"],
      [{ key: "k".repeat(251) }, "key"],
      [{ key: "a//b" }, "key"],
      [{ key: "a?" }, "key"],
      [{ key: 5 }, "key"],
      [{ value: null }, "value"],
      [{ value: "x" }, "value"],
      [{ model_id: 5 }, "model_id"],
      [{ dataset_name: "d" }, "dataset_digest"],
      [{ dataset_digest: "d" }, "dataset_name"],
      [{ dataset_name: "d".repeat(501), dataset_digest: "x" }, "dataset_name"],
      [{ dataset_name: "d", dataset_digest: "x".repeat(37) }, "dataset_digest"],
      [{ dataset_name: "d\0", dataset_digest: "x" }, "dataset_name"],
    ];
    for (const [more, field] of wrong)
      expect(await refusal("runs/log-metric", { ...base, ...more }), JSON.stringify(more)).toMatch(
        new RegExp(`^400 INVALID_PARAMETER_VALUE: .*parameter '(metrics\\[0\\]\\.)?${field}'`),
      );
    expect(await refusal("runs/log-metric", { ...base, run_id: NOBODY })).toBe(
      `404 RESOURCE_DOES_NOT_EXIST: Run with id=${NOBODY} not found`,
    );
    expect(await refusal("runs/log-metric", { ...base, run_id: undefined })).toContain(
      "Missing value for required parameter 'run_id'",
    );
    expect(await dataOf(run_id)).not.toHaveProperty("metrics");
  });
});

describe("a param", () => {
  it("is written once: the same value again is no change, another is refused in the words that clients know", async () => {
    const run_id = await newRun();
    const param = { run_id, key: "depth", value: "3" };
    for (const _ of [1, 2]) await ana.post("runs/log-parameter", param);
    expect(await refusal("runs/log-parameter", { ...param, value: "5" })).toMatch(
      /^400 INVALID_PARAMETER_VALUE: Changing param values is not allowed. Param with key='depth' was already logged with value='3'/,
    );
    await ana.post("runs/log-parameter", { run_id, key: "empty" });
    for (const rest of ["y", "z"])
      await ana.post("runs/log-parameter", { run_uuid: run_id, key: "long", value: "x".repeat(6_000) + rest });
    expect((await dataOf(run_id)).params).toEqual([
      { key: "depth", value: "3" },
      { key: "empty", value: "" },
      { key: "long", value: "x".repeat(6_000) },
    ]);
    for (const more of [{ key: "" }, { key: "a//b" }, { value: 5 }, { key: null }])
      expect(await refusal("runs/log-parameter", { ...param, ...more })).toContain("400");
    expect(await refusal("runs/log-parameter", { ...param, run_id: NOBODY })).toContain("404 RESOURCE_DOES_NOT_EXIST");
  });
});

describe("a batch", () => {
  const numbered = (count: number, prefix: string) =>
    Array.from({ length: count }, (_, n) => ({ key: `${prefix}${n}`, value: "v" }));
  const points = (count: number): Point[] =>
    Array.from({ length: count }, (_, n) => ({ key: `m${n}`, value: n, timestamp: n }));

  it("takes 1,000 metrics, 100 params, 100 tags, 1,000 in all; one more of any is refused whole", async () => {
    const run_id = await newRun();
    const parts: [Answer, Answer][] = [
      [{ metrics: points(1_000) }, { metrics: points(1_001) }],
      [{ params: numbered(100, "p") }, { params: numbered(101, "q") }],
      [{ tags: numbered(100, "t") }, { tags: numbered(101, "u") }],
      [
        { metrics: points(800), params: numbered(100, "p"), tags: numbered(100, "t") },
        { metrics: points(801), params: numbered(100, "q"), tags: numbered(100, "u") },
      ],
    ];
    for (const [fits, over] of parts) {
      await ana.post("runs/log-batch", { run_id, ...fits });
      expect(await refusal("runs/log-batch", { run_id, ...over })).toMatch(
        /^400 INVALID_PARAMETER_VALUE: A batch logging request can contain at most \d+/,
      );
    }
    const { metrics, params, tags } = await dataOf(run_id);
    expect([metrics.length, params.length, tags.length]).toEqual([1_000, 100, 101]);
    for (const empty of [{}, { metrics: [] }, { metrics: null, params: [], tags: [] }])
      expect(await ana.post("runs/log-batch", { run_id, ...empty })).toEqual({});
  });

  it("is kept whole or not at all", async () => {
    const run_id = await newRun();
    await ana.post("runs/log-parameter", { run_id, key: "p", value: "1" });
    const before = await dataOf(run_id);
    const good = {
      metrics: [{ key: "m", value: 1, timestamp: 1 }],
      params: [{ key: "new", value: "1" }],
      tags: [{ key: "t", value: "1" }],
    };
    const bad: [Answer, string][] = [
      [{ params: [...good.params, { key: "p", value: "2" }] }, "Changing param values is not allowed"],
      [{ params: [...good.params, { key: "new", value: "1" }] }, "Duplicate parameter keys have been submitted: new"],
      [{ params: [...good.params, { value: "1" }] }, "Missing value for required parameter 'params[1].key'"],
      [{ params: [{ key: "x", value: 1 }] }, "Invalid value 1 for parameter 'params[0].value' supplied"],
      [{ tags: [...good.tags, { key: "a//b", value: "" }] }, "tags[1].key"],
      [{ tags: [...good.tags, {}] }, "Missing value for required parameter 'tags[1].key'"],
      [
        { metrics: [...good.metrics, { key: "m", value: 2 }] },
        "Missing value for required parameter 'metrics[1].timestamp'",
      ],
      [{ metrics: [...good.metrics, { key: "m", value: 2, timestamp: -1 }] }, "metrics[1].timestamp"],
      [
        { metrics: [...good.metrics, { key: "m", value: "x", timestamp: 1 }] },
        "Invalid value \"x\" for parameter 'metrics[1].value' supplied",
      ],
      [{ metrics: [...good.metrics, 5] }, "metrics[1] must be a JSON object"],
      [{ metrics: "foo" }, "Invalid value \"foo\" for parameter 'metrics' supplied"],
      [{ params: {} }, "Invalid value {} for parameter 'params' supplied"],
    ];
    for (const [more, said] of bad) {
      const told = await refusal("runs/log-batch", { run_id, ...good, ...more });
      expect(told).toContain("400 INVALID_PARAMETER_VALUE");
      expect(told).toContain(said);
    }
    expect(await dataOf(run_id)).toEqual(before);
    await ana.post("runs/log-batch", { run_id, ...good, tags: [...good.tags, { key: "t", value: "2" }] });
    expect((await dataOf(run_id)).tags).toContainEqual({ key: "t", value: "2" });
    for (const run of [NOBODY, "a b", "x".repeat(300)])
      expect(await refusal("runs/log-batch", { run_id: run, ...good })).toContain("404 RESOURCE_DOES_NOT_EXIST");
    expect(await refusal("runs/log-batch", good)).toContain("Missing value for required parameter 'run_id'");
  });
});

describe("the history", () => {
  it("goes by timestamp, step and value, whatever order it was logged in; pages tell all of it once", async () => {
    const run_id = await newRun();
    const values = [3, "NaN", "-Infinity", 1, "Infinity", -2];
    const all = [2, 1].flatMap((timestamp) =>
      [1, -1].flatMap((step) => values.map((value) => ({ key: "m", value, timestamp, step }))),
    );
    await log(run_id, all);
    const rank = new Map(["-Infinity", -2, 1, 3, "Infinity", "NaN"].map((value, index) => [value, index]));
    const sorted = [...all].sort(
      (a, b) => a.timestamp - b.timestamp || a.step - b.step || (rank.get(a.value) ?? 0) - (rank.get(b.value) ?? 0),
    );
    expect((await history(run_id)).metrics).toEqual(sorted);
    for (const max_results of [1, 5, 23, 24, 25]) {
      const found: Answer[] = [];
      for (let page_token: string | undefined = ""; page_token !== undefined; ) {
        const page: Answer = await history(run_id, { max_results, ...(page_token && { page_token }) });
        expect(page.metrics.length).toBeLessThanOrEqual(max_results);
        found.push(...page.metrics);
        page_token = page.next_page_token;
      }
      expect(found, `pages of ${max_results}`).toEqual(sorted);
    }
  });

  it("is told in pages of 25,000 at the most, also when no size is asked for", async () => {
    const run_id = await newRun();
    for (let batch = 0; batch < 26; batch++)
      await log(
        run_id,
        Array.from({ length: 1_000 }, (_, n) => ({ value: n, timestamp: batch * 1_000 + n, step: n })),
      );
    const first = await history(run_id);
    expect([first.metrics.length, first.metrics.at(-1).timestamp]).toEqual([25_000, 24_999]);
    const second = await history(run_id, { page_token: first.next_page_token });
    expect([second.metrics.length, second.metrics[0].timestamp, second.next_page_token]).toEqual([
      1_000,
      25_000,
      undefined,
    ]);
    expect((await ana.get(BULK, { run_id, metric_key: "m" })).metrics).toHaveLength(25_000);
    expect((await ana.get(INTERVAL, { run_ids: run_id, metric_key: "m" })).metrics).toHaveLength(2_500);
  });

  it("of what is not there is empty; sizes out of range and foreign tokens are refused", async () => {
    const [run_id, other] = [await newRun(), await newRun()];
    await log(
      run_id,
      [1, 2, 3].map((value) => ({ value, timestamp: value })),
    );
    for (const more of [{ metric_key: "unknown" }, { run_id: NOBODY }, { run_id: "nobody" }, { run_id: other }])
      expect(await history(run_id, more)).toEqual({});
    expect((await ana.raw("GET", `metrics/get-history?run_id=${run_id}&metric_key=a%00b`)).text).toBe("{}");
    for (const max_results of [0, -1, 25_001, "x", 1.5])
      expect(await refusal("metrics/get-history", { run_id, metric_key: "m", max_results }, "GET")).toMatch(
        /^400 .*Invalid value .* for parameter 'max_results' supplied/,
      );
    for (const message of [{ run_id }, { run_id, metric_key: "" }])
      expect(await refusal("metrics/get-history", message, "GET")).toContain("'metric_key'");
    expect(await refusal("metrics/get-history", { metric_key: "m" }, "GET")).toContain("'run_id'");
    const { next_page_token: page_token } = await history(run_id, { max_results: 1 });
    for (const message of [
      { run_id: other, metric_key: "m", page_token },
      { run_id, metric_key: "n", page_token },
      { run_id, metric_key: "m", page_token: `${page_token}x` },
      { run_id, metric_key: "m", page_token: "eyJvZmZzZXQiOiAxfQ==" },
    ])
      expect(await refusal("metrics/get-history", message, "GET")).toMatch(
        /^400 INVALID_PARAMETER_VALUE: Invalid page token/,
      );
  });

  it("of a deleted run is told still", async () => {
    const run_id = await newRun();
    await log(run_id, [{ value: 1, timestamp: 1 }]);
    await ana.post("runs/delete", { run_id });
    expect((await history(run_id)).metrics).toHaveLength(1);
  });
});

describe("the histories of several runs", () => {
  it("come run by run, cut off together; upstream's words when something is missing", async () => {
    const runs = [await newRun(), await newRun(), await newRun()].sort();
    for (const run of runs.slice(0, 2))
      await log(run, [
        { value: 2, timestamp: 2 },
        { value: 1, timestamp: 1, step: 9 },
      ]);
    const expected = runs.slice(0, 2).flatMap((run_id) => [
      { key: "m", value: 1, timestamp: 1, step: 9, run_id },
      { key: "m", value: 2, timestamp: 2, step: 0, run_id },
    ]);
    const asked = [...runs].reverse();
    expect(await ana.get(BULK, { run_id: [...asked, NOBODY, asked[0]], metric_key: "m" })).toEqual({
      metrics: expected,
    });
    expect(await ana.get(BULK, { run_id: asked, metric_key: "m", max_results: 3 })).toEqual({
      metrics: expected.slice(0, 3),
    });
    expect(await ana.get(BULK, { run_id: asked, metric_key: "m", max_results: 99_999 })).toEqual({ metrics: expected });
    expect(await ana.get(BULK, { run_id: NOBODY, metric_key: "m" })).toEqual({ metrics: [] });
    await ana.get(BULK, { run_id: Array(100).fill("x"), metric_key: "m" });
    for (const [message, said] of [
      [{ metric_key: "m" }, "GetMetricHistoryBulk request must specify at least one run_id"],
      [{ run_id: "x" }, "GetMetricHistoryBulk request must specify a metric_key"],
      [
        { run_id: Array(101).fill("x"), metric_key: "m" },
        "GetMetricHistoryBulk request cannot specify more than 100 run_ids",
      ],
      [{ run_id: "x", metric_key: "m", max_results: 0 }, "'max_results'"],
    ] as const)
      expect(await refusal(BULK, message, "GET")).toContain(said);
  });

  it("are sampled run by run and evenly, first and last point kept, never more than asked", async () => {
    const [ten, twenty, still] = [await newRun(), await newRun(), await newRun()];
    await log(
      ten,
      Array.from({ length: 10 }, (_, step) => ({ value: 1, timestamp: 1, step })),
    );
    await log(
      twenty,
      Array.from({ length: 20 }, (_, n) => ({ value: n === 7 ? "NaN" : 1, timestamp: 1, step: n - 3 })),
    );
    await log(
      still,
      Array.from({ length: 20 }, (_, n) => ({ value: n, timestamp: 20 - n })),
    );
    const steps = async (run_ids: string | string[], more: Answer = {}, field = "step"): Promise<number[]> =>
      ((await ana.get(INTERVAL, { run_ids, metric_key: "m", ...more })).metrics ?? []).map(
        (point: Answer) => point[field],
      );
    // As MLflow 3.17.2 answers the same questions.
    expect(await steps(ten, { max_results: 5 })).toEqual([0, 2, 4, 6, 9]);
    expect(await steps(ten, { max_results: 1 })).toEqual([9]);
    expect(await steps(ten, { max_results: 3 })).toEqual([0, 4, 9]);
    expect(await steps(ten, { max_results: 10 })).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await steps(ten, { max_results: 4, start_step: 2, end_step: 7 })).toEqual([2, 4, 6, 7]);
    expect(await steps(ten, { start_step: 2, end_step: 2 })).toEqual([2]);
    expect(await steps(ten, { start_step: "9007199254740993", end_step: "9223372036854775807" })).toEqual([]);
    expect(await steps([twenty, ten], { max_results: 5 })).toEqual([-3, 1, 5, 9, 16, 0, 2, 4, 6, 9]);
    expect(await steps(still, { max_results: 4 }, "value")).toEqual([19, 14, 9, 0]);
    expect(await steps([ten, NOBODY, ten], { max_results: 2 })).toEqual([0, 9]);
    expect(await steps(NOBODY)).toEqual([]);
    expect(await ana.get(`/ajax-api/2.0/mlflow/${INTERVAL}`, { run_ids: ten, metric_key: "m" })).toEqual(
      await ana.get(INTERVAL, { run_ids: ten, metric_key: "m" }),
    );
    for (const [message, said] of [
      [{ metric_key: "m" }, "Missing value for required parameter 'run_ids'."],
      [{ run_ids: ten }, "Missing value for required parameter 'metric_key'"],
      [
        { run_ids: Array(101).fill("x"), metric_key: "m" },
        "GetMetricHistoryBulkInterval request must specify at most 100 run_ids.",
      ],
      [{ run_ids: ten, metric_key: "m", max_results: 0 }, "max_results must be between 1 and 2500"],
      [{ run_ids: ten, metric_key: "m", max_results: 2_501 }, "max_results must be between 1 and 2500"],
      [
        { run_ids: ten, metric_key: "m", start_step: 1 },
        "If either start step or end step are specified, both must be specified.",
      ],
      [{ run_ids: ten, metric_key: "m", start_step: 1, end_step: 0 }, "end_step must be greater than start_step. "],
      [{ run_ids: ten, metric_key: "m", start_step: "x", end_step: 0 }, "'start_step'"],
    ] as const)
      expect(await refusal(INTERVAL, message, "GET")).toContain(said);
  });
});
