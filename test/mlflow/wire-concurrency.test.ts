// @module-tag race
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Actor, type Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { Mlflow } from "../support/mlflow.js";

import { openWorld, type World } from "../support/world.js";

/** Many clients at once, the same call sent again, two servers on one database. */

let world: World;
let ana: Mlflow;
let experiment: string;

beforeAll(async () => {
  world = await openWorld();
  ana = new Mlflow(await world.user("ana", { risk: ["MAINTAINER"] }));
  experiment = await ana.experiment("at once");
});
afterAll(() => world?.close());

const read = async (run_id: string, by = ana): Promise<Answer> => (await by.get("runs/get", { run_id })).run;
const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);
/** A shuffle that is the same each time. */
const shuffled = <Item>(items: readonly Item[], seed: number): Item[] =>
  items
    .map((item, index) => ({ item, at: Math.sin(seed * 999 + index * 7.13) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);

describe("eight clients that log batches to one run", () => {
  it("with overlapping keys in any order never fail, and the latest values are right", async () => {
    const run_id = await ana.run(experiment);
    const [clients, rounds, keys] = [8, 12, 40];
    const point = (client: number, round: number, key: number) => ({
      key: `k${key}`,
      value: client + round / 100,
      timestamp: 1_000 + round,
      step: round,
    });
    await Promise.all(
      range(clients).map(async (client) => {
        for (const round of range(rounds)) {
          const metrics = shuffled(range(keys), client * 100 + round).map((key) => point(client, round, key));
          const tags = shuffled(range(20), client + round).map((n) => ({ key: `t${n}`, value: `${n}` }));
          const params = shuffled(range(20), client * round).map((n) => ({ key: `p${n}`, value: `${n}` }));
          await ana.post("runs/log-batch", {
            run_id,
            metrics,
            tags: round % 3 === 0 ? tags : [],
            params: round % 3 === 1 ? params : [],
          });
        }
      }),
    );
    const { metrics, tags, params } = (await read(run_id)).data;
    expect(metrics).toHaveLength(keys);
    const greatest = { value: clients - 1 + (rounds - 1) / 100, timestamp: 1_000 + rounds - 1, step: rounds - 1 };
    for (const each of metrics) expect(each).toEqual({ key: each.key, ...greatest });
    expect([tags.length, params.length]).toEqual([21, 20]);
    const { metrics: history } = await ana.get("metrics/get-history", { run_id, metric_key: "k7" });
    expect(history).toHaveLength(clients * rounds);
  });

  it("and single metrics, tags, ends and batches of logged models go together", async () => {
    const run_id = await ana.run(experiment);
    const model_id = await ana.loggedModel(experiment);
    const acts: ((n: number) => Promise<Answer>)[] = [
      (n) => ana.post("runs/log-metric", { run_id, key: "shared", value: n, timestamp: n, step: n }),
      (n) =>
        ana.post("runs/log-batch", {
          run_id,
          metrics: range(10).map((k) => ({ key: `m${k}`, value: n, timestamp: n, step: n, model_id })),
        }),
      (n) =>
        ana.post("runs/log-batch", {
          run_id,
          metrics: range(10)
            .reverse()
            .map((k) => ({ key: `m${k}`, value: n, timestamp: n, step: n })),
        }),
      (n) => ana.post("runs/set-tag", { run_id, key: "t", value: String(n) }),
      (n) => ana.post("runs/update", { run_id, status: n % 2 === 0 ? "RUNNING" : "FINISHED" }),
      (n) => ana.post("runs/log-parameter", { run_id, key: `p${n}`, value: "1" }),
      (n) =>
        ana.post("runs/log-inputs", {
          run_id,
          datasets: range(5).map((k) => ({
            dataset: { name: `d${(n + k) % 5}`, digest: "x", source_type: "s", source: "s" },
          })),
          models: [{ model_id }],
        }),
      () => ana.post("runs/outputs", { run_id, models: [{ model_id, step: 0 }] }),
      (n) =>
        ana.call("PATCH", `logged-models/${model_id}/tags`, {
          tags: range(5).map((k) => ({ key: `t${(n + k) % 5}`, value: String(n) })),
        }),
    ];
    await Promise.all(range(10).flatMap((n) => shuffled(acts, n).map((act) => act(n))));
    const { data, inputs, outputs } = await read(run_id);
    expect(data.metrics.map((each: Answer) => each.step)).toEqual(Array(11).fill(9));
    expect([inputs.dataset_inputs.length, inputs.model_inputs, outputs.model_outputs]).toEqual([
      5,
      [{ model_id }],
      [{ model_id, step: 0 }],
    ]);
    expect(data.params).toHaveLength(10);
  });

  it("that link the same data sets and logged models in different orders wait for each other, never in a ring", async () => {
    const models = await Promise.all(range(30).map(() => ana.loggedModel(experiment)));
    const datasets = range(500).map((n) => ({
      dataset: { name: `ring ${n}`, digest: "x", source_type: "s", source: "s" },
    }));
    const run_id = await ana.run(experiment);
    await ana.post("runs/log-inputs", { run_id: await ana.run(experiment), datasets });
    await Promise.all(
      range(8).flatMap((n) => {
        const linked = shuffled(models, n).map((model_id) => ({ model_id, step: 1 }));
        return [
          ana.post("runs/log-inputs", { run_id, datasets: shuffled(datasets, n), models: linked }),
          ana.post("runs/outputs", { run_id, models: linked }),
        ];
      }),
    );
    const { inputs, outputs } = await read(run_id);
    expect([inputs.dataset_inputs.length, inputs.model_inputs.length, outputs.model_outputs.length]).toEqual([
      500, 30, 30,
    ]);
  });

  it("that race for a param agree on one value; whoever loses is told which", async () => {
    const run_id = await ana.run(experiment);
    const replies = await Promise.all(
      range(8).map((n) =>
        ana.send("POST", "runs/log-batch", {
          run_id,
          params: [{ key: "depth", value: String(n) }],
          tags: [{ key: `by-${n}`, value: "" }],
        }),
      ),
    );
    const won = replies.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    const { params, tags } = (await read(run_id)).data;
    for (const { status, body } of replies.filter((reply) => reply !== won[0])) {
      expect(status).toBe(400);
      expect(body?.message).toContain(`was already logged with value='${params[0].value}'`);
    }
    // Nothing else of the losers' batches was kept.
    expect(tags.map(({ key }: Answer) => key).sort()).toEqual([`by-${params[0].value}`, "mlflow.runName"]);
  });

  it("that make runs at once make as many", async () => {
    const id = await ana.experiment("many at once");
    const made = await Promise.all(range(40).map(() => ana.run(id)));
    expect(new Set(made).size).toBe(40);
    expect((await ana.post("runs/search", { experiment_ids: [id] })).runs).toHaveLength(40);
  });
});

describe("what a client sends twice", () => {
  it("counts once", async () => {
    const run_id = await ana.run(experiment);
    const model_id = await ana.loggedModel(experiment);
    const dataset = { name: "d", digest: "x", source_type: "s", source: "s" };
    const calls: [string, string, Answer][] = [
      ["POST", "runs/log-metric", { run_id, key: "m", value: 1, timestamp: 1 }],
      [
        "POST",
        "runs/log-batch",
        {
          run_id,
          metrics: [
            { key: "b", value: "NaN", timestamp: 2, step: 1 },
            { key: "b", value: 3, timestamp: 3, step: 2, model_id },
          ],
          params: [{ key: "p", value: "1" }],
          tags: [{ key: "t", value: "1" }],
        },
      ],
      ["POST", "runs/log-parameter", { run_id, key: "q", value: "2" }],
      ["POST", "runs/set-tag", { run_id, key: "u", value: "2" }],
      [
        "POST",
        "runs/log-inputs",
        { run_id, datasets: [{ dataset, tags: [{ key: "k", value: "v" }] }], models: [{ model_id }] },
      ],
      ["POST", "runs/outputs", { run_id, models: [{ model_id, step: 1 }] }],
      ["POST", `logged-models/${model_id}/params`, { params: [{ key: "p", value: "1" }] }],
      ["PATCH", `logged-models/${model_id}/tags`, { tags: [{ key: "t", value: "1" }] }],
      ["PATCH", `logged-models/${model_id}`, { status: "LOGGED_MODEL_READY" }],
      ["POST", "runs/update", { run_id, status: "FINISHED", end_time: 9 }],
      ["POST", "experiments/set-experiment-tag", { experiment_id: experiment, key: "k", value: "v" }],
    ];
    const state = async (): Promise<string> =>
      JSON.stringify([
        await read(run_id),
        await ana.get(`logged-models/${model_id}`),
        await ana.get("experiments/get", { experiment_id: experiment }),
        ...(await Promise.all(["m", "b"].map((metric_key) => ana.get("metrics/get-history", { run_id, metric_key })))),
      ]);
    for (const [method, path, message] of calls) await ana.call(method, path, message);
    const once = await state();
    for (const [method, path, message] of calls) await Promise.all(range(3).map(() => ana.call(method, path, message)));
    expect(await state()).toBe(once);
  });

  it("leaves one entry in the run's record, where it leaves one at all", async () => {
    const run_id = await ana.run(experiment);
    for (const _ of range(3)) await ana.post("runs/update", { run_id, status: "FINISHED", end_time: 9 });
    for (const _ of range(3)) await ana.post("runs/delete", { run_id });
    for (const _ of range(3)) await ana.post("runs/restore", { run_id });
    const rows = await entriesOf(run_id);
    expect(rows).toEqual(["createRun", "finishRun", "deleteRun", "restoreRun"]);
  });
});

const entriesOf = async (run: string): Promise<string[]> => {
  const uuid = run.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  const rows = await query<{ action: string }>(
    world.database.superuserUrl,
    `select e.action from audit.entry e join run r on r.id = e.stream_id where r.uuid = '${uuid}' order by e.id`,
  );
  return rows.map(({ action }) => action);
};

describe("two servers on one database", () => {
  it("see what the other has written as soon as it is answered", async () => {
    const replica = await world.replica();
    try {
      const there = new Mlflow(new Actor(replica.url, ana.actor.token, "ana elsewhere"));
      const ways = [
        [ana, there],
        [there, ana],
      ] as const;
      for (const [writer, reader] of ways)
        for (const n of range(5)) {
          const id = await writer.experiment(`seen ${n} ${writer === ana}`);
          const run_id = await writer.run(id, { run_name: "fresh" });
          // A key that nobody has used before: both remember keys by number.
          const key = `key ${n} ${writer === ana}`;
          await writer.post("runs/log-batch", {
            run_id,
            metrics: [{ key, value: n, timestamp: 1 }],
            params: [{ key, value: "1" }],
            tags: [{ key, value: "x" }],
          });
          const { info, data } = await read(run_id, reader);
          expect([info.run_name, data.metrics[0].value, data.params, data.tags[0]]).toEqual([
            "fresh",
            n,
            [{ key, value: "1" }],
            { key, value: "x" },
          ]);
          expect(
            (
              await reader.post("runs/search", {
                experiment_ids: [id],
                filter: `metrics.\`${key}\` = ${n} AND params.\`${key}\` = '1'`,
              })
            ).runs,
          ).toHaveLength(1);
          await writer.post("runs/delete", { run_id });
          expect((await reader.refused("POST", "runs/set-tag", { run_id, key, value: "late" })).message).toContain(
            "must be in the 'active' state",
          );
          await writer.post("experiments/update", { experiment_id: id, new_name: `renamed ${n} ${writer === ana}` });
          expect(
            (await reader.get("experiments/get-by-name", { experiment_name: `renamed ${n} ${writer === ana}` }))
              .experiment.experiment_id,
          ).toBe(id);
        }
    } finally {
      await replica.close();
    }
  });

  it("take batches for one run at once, and none is lost", async () => {
    const replica = await world.replica();
    try {
      const there = new Mlflow(new Actor(replica.url, ana.actor.token, "ana elsewhere"));
      const run_id = await ana.run(experiment);
      await Promise.all(
        range(16).map(async (client) => {
          const by = client % 2 === 0 ? ana : there;
          for (const round of range(8))
            await by.post("runs/log-batch", {
              run_id,
              metrics: shuffled(range(30), client + round).map((key) => ({
                key: `both ${key}`,
                value: client,
                timestamp: round,
                step: round,
              })),
            });
        }),
      );
      for (const by of [ana, there]) {
        expect((await read(run_id, by)).data.metrics).toEqual(
          shuffled(range(30), 0)
            .map((key) => ({ key: `both ${key}`, value: 15, timestamp: 7, step: 7 }))
            .sort((a, b) => (a.key < b.key ? -1 : 1)),
        );
        expect((await by.get("metrics/get-history", { run_id, metric_key: "both 3" })).metrics).toHaveLength(16 * 8);
      }
    } finally {
      await replica.close();
    }
  });
});

it("and all the while PostgreSQL had no deadlock to break", async () => {
  const text = "select deadlocks::int as deadlocks from pg_stat_database where datname = current_database()";
  expect(await query(world.database.superuserUrl, text)).toEqual([{ deadlocks: 0 }]);
});
