import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { Mlflow } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";

/** Long metrics in few points, on the wire and over GraphQL; and what one is told when it takes too long all the same. */

const LIMIT = 2_000;
let world: World;
let actor: Actor;
let ana: Mlflow;
let experiment: string;

beforeAll(async () => {
  world = await openWorld({ env: { COUNTERSIGN_STATEMENT_TIMEOUT_MS: String(LIMIT) } });
  actor = await world.user("ana", { risk: ["MAINTAINER"] });
  ana = new Mlflow(actor);
  experiment = await ana.experiment("samples");
});
afterAll(() => world?.close());

const INTERVAL = "metrics/get-history-bulk-interval";
const BULK = "/ajax-api/2.0/mlflow/metrics/get-history-bulk";
const COURSES = `query ($e: ID!, $points: Int, $from: Long, $to: Long) { runs(first: 20, filter: { experimentIds: [$e] }) {
  nodes { name metricHistory(key: "m", points: $points, fromStep: $from, toStep: $to) { total points { step value at } } } } }`;

interface Point {
  readonly step: number;
  readonly timestamp: number;
  readonly value: number | string;
}

const rank = (value: number | string): number => (value === "NaN" ? Number.POSITIVE_INFINITY : Number(value));
const byStep = (a: Point, b: Point): number =>
  a.step - b.step || a.timestamp - b.timestamp || rank(a.value) - rank(b.value);
const within = (points: readonly Point[], [from, to]: readonly number[]): Point[] =>
  [...points].sort(byStep).filter(({ step }) => step >= (from ?? step) && step <= (to ?? step));

/** As MLflow 3.17.2 samples: ntile(most), the first of each interval but the last, and the last point. */
const sampleOf = (points: readonly Point[], most: number): Point[] => {
  const [size, longer] = [Math.floor(points.length / most), points.length % most];
  const starts: number[] = [];
  for (let bucket = 0, at = 0; bucket < most && at < points.length; bucket++) {
    if (bucket < most - 1) starts.push(at);
    at += size + (bucket < longer ? 1 : 0);
  }
  return [...new Set([...starts, points.length - 1])].flatMap((at) => points[at] ?? []);
};

/** Of equal intervals of steps the first point with the least and with the greatest value; and the first and last. */
const extremesOf = (points: readonly Point[], most: number): Point[] => {
  if (points.length <= most) return [...points];
  const [low, high] = [points[0]?.step ?? 0, (points.at(-1)?.step ?? 0) + 1];
  const intervals = Math.max(1, Math.floor((most - 2) / 2));
  const buckets = Map.groupBy(points, ({ step }) => Math.floor(((step - low) / (high - low)) * intervals));
  const kept = new Set([points[0], points.at(-1)]);
  for (const all of buckets.values()) {
    const numbers = all.filter(({ value }) => value !== "NaN");
    const shown = numbers.length > 0 ? numbers : all;
    const values = numbers.length > 0 ? numbers.map(({ value }) => Number(value)) : [];
    for (const end of [Math.min(...values), Math.max(...values)])
      kept.add(shown.find(({ value }) => numbers.length === 0 || Number(value) === end));
  }
  return points.filter((point) => kept.has(point));
};

const point = fc.record({
  step: fc.integer({ min: -6, max: 12 }),
  timestamp: fc.integer({ min: 0, max: 2 }),
  value: fc.constantFrom(-1, 0, 0, 2.5, "NaN", "NaN"),
});
const runs = fc.array(fc.uniqueArray(point, { maxLength: 40, selector: (each) => JSON.stringify(each) }), {
  minLength: 1,
  maxLength: 3,
});
const range = fc.constantFrom([], [], [-2, 5], [3, 3], [13, 20]);

describe("a sample", () => {
  it("is the one that MLflow takes, whatever was logged and however little is asked for", async () => {
    await fc.assert(
      fc.asyncProperty(runs, fc.integer({ min: 1, max: 12 }), range, async (logged, max_results, [from, to]) => {
        const run_ids: string[] = [];
        for (const metrics of logged) {
          run_ids.push(await ana.run(experiment));
          await ana.post("runs/log-batch", {
            run_id: run_ids.at(-1),
            metrics: metrics.map((m) => ({ key: "m", ...m })),
          });
        }
        const steps = from === undefined ? {} : { start_step: from, end_step: to };
        const found = await ana.get(INTERVAL, { run_ids, metric_key: "m", max_results, ...steps });
        const expected = logged.flatMap((points, index) =>
          sampleOf(within(points, [from, to] as number[]), max_results).map((each) => ({
            key: "m",
            ...each,
            run_id: run_ids[index],
          })),
        );
        expect(found).toEqual(expected.length === 0 ? {} : { metrics: expected });
      }),
      { numRuns: 40 },
    );
  });

  it("over GraphQL holds each interval's true minimum and maximum", async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(runs, fc.integer({ min: 4, max: 12 }), range, async (logged, points, [from, to]) => {
        const e = await ana.experiment(`extremes ${count++}`);
        for (const [index, metrics] of logged.entries()) {
          const run_id = await ana.run(e, { run_name: String(index) });
          await ana.post("runs/log-batch", { run_id, metrics: metrics.map((m) => ({ key: "m", ...m })) });
        }
        const { runs: found } = await actor.ask(COURSES, { e, points, from: from ?? null, to: to ?? null });
        const shown = new Map<string, Answer>(found.nodes.map((node: Answer) => [node.name, node.metricHistory]));
        for (const [index, metrics] of logged.entries()) {
          const all = within(metrics, [from, to] as number[]);
          const history = shown.get(String(index)) ?? {};
          expect(history.total).toBe(all.length);
          expect(
            history.points.map(({ step, value, at }: Answer) => ({ step, timestamp: Date.parse(at), value })),
          ).toEqual(extremesOf(all, points));
        }
      }),
      { numRuns: 40 },
    );
  });
});

const statements = async (): Promise<number> =>
  Number(/^countersign_sql_statements_total (\d+)$/m.exec(await (await world.admin.get("/metrics")).text())?.[1]);

/** Statements that something takes, the fewest of three tries: jobs of the service send some between. */
const sentFor = async (act: () => Promise<unknown>): Promise<number> => {
  const tries: number[] = [];
  for (let count = 0; count < 3; count++) {
    const [first, before] = [await statements(), await statements()];
    await act();
    tries.push((await statements()) - before - (before - first));
  }
  return Math.min(...tries);
};

const uuidOf = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

describe("long runs", () => {
  const LONG = 20_000;
  let e: string;
  const long: string[] = [];
  const short: string[] = [];

  beforeAll(async () => {
    e = await ana.experiment("long runs");
    for (let index = 0; index < 10; index++) {
      const run_id = await ana.run(e);
      await ana.post("runs/log-metric", { run_id, key: "m", value: -1, timestamp: 0, step: 0 });
      (index < 4 ? long : short).push(run_id);
    }
    for (const hex of long)
      await query(
        world.database.superuserUrl,
        `insert into run_metric select '${uuidOf(hex)}', (select id from tracking_key where key = 'm'), g, g, g % 777
         from generate_series(1, ${LONG - 1}) g`,
      );
  });

  it("are read one by one, so that no statement grows with how many there are; short ones together", async () => {
    const ask = (run_ids: string[]) => () => ana.get(INTERVAL, { run_ids, metric_key: "m", max_results: 100 });
    const few = await sentFor(ask(short));
    expect(await sentFor(ask(short.slice(0, 1)))).toBe(few);
    expect(await sentFor(ask([...long, ...short]))).toBe(few + 4);
    expect(await sentFor(() => actor.ask(COURSES, { e, points: 10 }))).toBeGreaterThanOrEqual(long.length);
    const { runs: found } = await actor.ask(COURSES, { e, points: 10 });
    const totals = found.nodes.map((node: Answer) => node.metricHistory.total).sort((a: number, b: number) => a - b);
    expect(totals).toEqual([1, 1, 1, 1, 1, 1, LONG, LONG, LONG, LONG]);
    const { metrics } = await ana.get(INTERVAL, {
      run_ids: [short[0], ...long, short[1]],
      metric_key: "m",
      max_results: 2,
    });
    expect(metrics.map(({ run_id, step }: Answer) => [run_id, step])).toEqual([
      [short[0], 0],
      ...long.flatMap((run) => [
        [run, 0],
        [run, LONG - 1],
      ]),
      [short[1], 0],
    ]);
  });

  it("fill a bulk answer in the order of their ids", async () => {
    const { metrics } = await ana.get(BULK, { run_id: [...long].reverse(), metric_key: "m" });
    const [first, second] = [...long].sort();
    const at = (index: number): [string, number] => [metrics[index].run_id, metrics[index].step];
    expect([metrics.length, at(0), at(LONG - 1), at(LONG), at(24_999)]).toEqual([
      25_000,
      [first, 0],
      [first, LONG - 1],
      [second, 0],
      [second, 4_999],
    ]);
  });
});

describe("what takes longer than one statement may", () => {
  /** Keeps everyone from a table while `act` goes on. */
  const locked = async <Result>(table: string, act: () => Promise<Result>): Promise<Result> => {
    const client = new pg.Client(world.database.superuserUrl);
    await client.connect();
    try {
      await client.query(`begin; lock table ${table} in access exclusive mode`);
      return await act();
    } finally {
      await client.end();
    }
  };
  const told = new RegExp(
    `longer than one statement may run \\(COUNTERSIGN_STATEMENT_TIMEOUT_MS=${LIMIT}\\): ask for less`,
  );
  let run_id: string;
  beforeAll(async () => {
    run_id = await ana.run(experiment);
    await ana.post("runs/log-metric", { run_id, key: "m", value: 1, timestamp: 1 });
  });

  it("is 400 that says so: clients retry a 503 for minutes, and in vain", async () => {
    await locked("run_metric", async () => {
      const asked = { run_ids: run_id, metric_key: "m" };
      expect(await ana.refused("GET", INTERVAL, asked)).toMatchObject({
        error: "400 INVALID_PARAMETER_VALUE",
        message: expect.stringMatching(told),
        body: { code: "TOO_SLOW" },
      });
      expect((await ana.refused("GET", BULK, { run_id, metric_key: "m" })).error).toBe("400 INVALID_PARAMETER_VALUE");
      const { errors } = await actor.send(COURSES, { e: experiment });
      expect(errors[0]).toMatchObject({ message: expect.stringMatching(told), extensions: { code: "TOO_SLOW" } });
    });
    const search = { experiment_ids: [experiment], filter: "metrics.m > 0" };
    const { error } = await locked("latest_metric", () => ana.refused("POST", "runs/search", search));
    expect(error).toBe("400 INVALID_PARAMETER_VALUE");
  });

  it("stays 503 where less cannot be asked for: what is written, and one thing by its id", async () => {
    const point = { run_id, key: "m", value: 2, timestamp: 2 };
    const batch = { run_id, metrics: [], params: [{ key: "p", value: "1" }] };
    const { error } = await locked("run_metric", () => ana.refused("POST", "runs/log-metric", point));
    expect(error).toBe("503 TEMPORARILY_UNAVAILABLE");
    const refused = await locked("run_param", () => ana.refused("POST", "runs/log-batch", batch));
    expect(refused.error).toBe("503 TEMPORARILY_UNAVAILABLE");
    const read = await locked("run", () => ana.refused("GET", "runs/get", { run_id }));
    expect(read.error).toBe("503 TEMPORARILY_UNAVAILABLE");
  });

  it("is told from what was cancelled by hand: that may be retried", async () => {
    await locked("run_metric", async () => {
      const asked = ana.refused("GET", INTERVAL, { run_ids: run_id, metric_key: "m" });
      for (let cancelled = 0; cancelled === 0; await sleep(20))
        cancelled = (
          await query(
            world.database.superuserUrl,
            `select pg_cancel_backend(pid) from pg_stat_activity where datname = current_database()
             and wait_event_type = 'Lock' and query like '%run_metric%'`,
          )
        ).length;
      expect((await asked).error).toBe("503 TEMPORARILY_UNAVAILABLE");
    });
  });
});
