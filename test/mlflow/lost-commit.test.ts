// @module-tag crash
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../support/actor.js";
import { type CuttingProxy, cuttingProxy, isStatement, type Sent } from "../support/cutting-proxy.js";
import { query } from "../support/database.js";
import { Mlflow, type WireReply } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";

/** The connection to the database breaks while something is committed, and at every message before and after. */

let world: World;
let proxy: CuttingProxy;
let ana: Mlflow;
let experiment: string;

beforeAll(async () => {
  world = await openWorld({
    through: async (url) => {
      proxy = await cuttingProxy(url);
      return proxy.through(url);
    },
  });
  ana = new Mlflow(await world.user("ana", { risk: ["MAINTAINER"] }));
  experiment = await ana.experiment("lost commits");
});
afterAll(async () => {
  await world?.close();
  await proxy?.close();
});

const isCommit = isStatement("COMMIT");
const runsOf = async (tag: string): Promise<Answer[]> =>
  (
    await ana.post("runs/search", {
      experiment_ids: [experiment],
      filter: `tags.once = '${tag}'`,
      run_view_type: "ALL",
    })
  ).runs ?? [];
const create = (tag: string): Promise<WireReply> =>
  ana.send("POST", "runs/create", { experiment_id: experiment, tags: [{ key: "once", value: tag }] });
const unavailable = ({ status, body, headers }: WireReply) => [status, body?.error_code, headers.has("retry-after")];
const UNAVAILABLE = [503, "TEMPORARILY_UNAVAILABLE", true];

/** Entries that tell of the making of runs of this experiment. */
const entries = async (): Promise<number> => {
  const text = "select count(*)::int as n from audit.entry where action = 'createRun' and outcome = 'ALLOWED'";
  return (await query<{ n: number }>(world.database.superuserUrl, text))[0]?.n ?? 0;
};

describe("a COMMIT whose answer is lost", () => {
  it("of a new run is looked up: the run is answered, and there is one", async () => {
    const before = await entries();
    const cut = proxy.cut("after", isCommit);
    const reply = await create("looked up");
    await cut;
    expect(reply.status, reply.text).toBe(200);
    expect((await runsOf("looked up")).map(({ info }) => info.run_id)).toEqual([reply.body?.run.info.run_id]);
    expect(await entries()).toBe(before + 1);
  });

  it("of other commands likewise: an experiment, a logged model, an end, a deletion, a registered version", async () => {
    const run_id = await ana.run(experiment);
    const model = `lost-${Date.now()}`;
    const acts: [string, string, Answer][] = [
      ["POST", "experiments/create", { name: "answered nonetheless" }],
      ["POST", "experiments/set-experiment-tag", { experiment_id: experiment, key: "k", value: "v" }],
      ["POST", "logged-models", { experiment_id: experiment, name: "answered" }],
      ["POST", "runs/update", { run_id, status: "FINISHED" }],
      ["POST", "runs/delete", { run_id }],
      ["POST", "runs/restore", { run_id }],
      ["POST", "registered-models/create", { name: model }],
      ["POST", "model-versions/create", { name: model, source: "s3://bucket/model" }],
    ];
    for (const [method, path, message] of acts) {
      const cut = proxy.cut("after", isCommit);
      await ana.call(method, path, message);
      await cut;
    }
    expect(
      (await ana.get("experiments/get-by-name", { experiment_name: "answered nonetheless" })).experiment.name,
    ).toBe("answered nonetheless");
    expect(
      (await ana.post("logged-models/search", { experiment_ids: [experiment], filter: "name = 'answered'" })).models,
    ).toHaveLength(1);
    expect((await ana.get("runs/get", { run_id })).run.info).toMatchObject({
      status: "FINISHED",
      lifecycle_stage: "active",
    });
    expect((await ana.get("model-versions/search", { filter: `name = '${model}'` })).model_versions).toHaveLength(1);
  });

  it("of a tag's deletion is looked up, for the client's next try would find no tag", async () => {
    const run_id = await ana.run(experiment, { tags: [{ key: "t", value: "1" }] });
    const model_id = await ana.loggedModel(experiment, { tags: [{ key: "t", value: "1" }] });
    const deletions: [string, string, Answer][] = [
      ["POST", "runs/delete-tag", { run_id, key: "t" }],
      ["DELETE", `logged-models/${model_id}/tags/t`, {}],
    ];
    for (const [method, path, message] of deletions) {
      const never = proxy.cut("before", isCommit);
      expect(unavailable(await ana.send(method, path, message))).toEqual(UNAVAILABLE);
      await never;
      const lost = proxy.cut("after", isCommit);
      await ana.call(method, path, message);
      await lost;
      expect((await ana.refused(method, path, message)).error).toBe("404 RESOURCE_DOES_NOT_EXIST");
    }
  });

  it("of a batch is 503, and counts once when the client sends it again", async () => {
    const run_id = await ana.run(experiment);
    const message = {
      run_id,
      metrics: [{ key: "m", value: 1, timestamp: 1 }],
      params: [{ key: "p", value: "1" }],
      tags: [{ key: "t", value: "1" }],
    };
    const cut = proxy.cut("after", isCommit);
    expect(unavailable(await ana.send("POST", "runs/log-batch", message))).toEqual(UNAVAILABLE);
    await cut;
    const { data } = (await ana.get("runs/get", { run_id })).run;
    expect([data.metrics.length, data.params]).toEqual([1, message.params]);
    await ana.post("runs/log-batch", message);
    expect((await ana.get("runs/get", { run_id })).run.data).toEqual(data);
    expect((await ana.get("metrics/get-history", { run_id, metric_key: "m" })).metrics).toHaveLength(1);
  });

  it("of points written together with others' is 503 or done for each, and none counts twice", async () => {
    const run_id = await ana.run(experiment);
    const points = Array.from({ length: 20 }, (_, n) => ({ run_id, key: "m", value: n, timestamp: n, step: n }));
    await ana.post("runs/log-metric", { ...points[0] });
    const cut = proxy.cut("after", isStatement("metric.put"));
    const first = await Promise.all(points.map((point) => ana.send("POST", "runs/log-metric", point)));
    await cut;
    for (const reply of first.filter(({ status }) => status !== 200)) expect(unavailable(reply)).toEqual(UNAVAILABLE);
    await Promise.all(points.map((point) => ana.post("runs/log-metric", point)));
    const { metrics } = await ana.get("metrics/get-history", { run_id, metric_key: "m" });
    expect(metrics.map((each: Answer) => each.step)).toEqual(points.map(({ step }) => step));
    expect((await ana.get("runs/get", { run_id })).run.data.metrics[0].step).toBe(19);
  });

  it("of one point alone is looked up by the point, which counts once, also when it is sent again", async () => {
    const run_id = await ana.run(experiment);
    const point = { run_id, key: "alone", value: 1, timestamp: 1 };
    await ana.post("runs/log-metric", { ...point, key: "before" });
    const cut = proxy.cut("after", isStatement("metric.put"));
    await ana.post("runs/log-metric", point);
    await cut;
    await ana.post("runs/log-metric", point);
    expect((await ana.get("metrics/get-history", { run_id, metric_key: "alone" })).metrics).toHaveLength(1);
  });

  it("of one point alone that never arrived is 503, and nothing is kept", async () => {
    const run_id = await ana.run(experiment);
    const point = { run_id, key: "never", value: 1, timestamp: 1 };
    await ana.post("runs/log-metric", { ...point, key: "before" });
    const cut = proxy.cut("before", isStatement("metric.put"));
    expect(unavailable(await ana.send("POST", "runs/log-metric", point))).toEqual(UNAVAILABLE);
    await cut;
    expect((await ana.get("metrics/get-history", { run_id, metric_key: "never" })).metrics ?? []).toEqual([]);
  });
});

describe("a COMMIT that never arrives", () => {
  it("is 503, nothing is kept, and the client's next try makes one run", async () => {
    const cut = proxy.cut("before", isCommit);
    expect(unavailable(await create("never arrived"))).toEqual(UNAVAILABLE);
    await cut;
    expect(await runsOf("never arrived")).toEqual([]);
    expect((await create("never arrived")).status).toBe(200);
    expect(await runsOf("never arrived")).toHaveLength(1);
  });
});

describe("a connection that breaks just after a COMMIT", () => {
  /** True of the first message after the next COMMIT. */
  const afterCommit = () => {
    let committed = false;
    return (sent: Sent): boolean => {
      if (committed) return true;
      committed = isCommit(sent);
      return false;
    };
  };

  it("leaves a registered model made, renamed and answered: the next try would hear that the name is taken", async () => {
    for (const where of ["before", "after"] as const) {
      const [name, new_name] = [`read back ${where}`, `renamed ${where}`];
      for (const [path, message, said] of [
        ["create", { name }, name],
        ["rename", { name, new_name }, new_name],
      ] as const) {
        const cut = proxy.cut(where, afterCommit());
        expect((await ana.post(`registered-models/${path}`, message)).registered_model.name).toBe(said);
        await cut;
      }
    }
  });
});

/** What the clients make that they cannot name before: a second one would be one too many. */
const makers: [string, (tag: string) => Promise<WireReply>, (tag: string) => Promise<unknown[]>][] = [
  ["run", create, runsOf],
  [
    "logged model",
    (name) => ana.send("POST", "logged-models", { experiment_id: experiment, name }),
    async (name) =>
      (await ana.post("logged-models/search", { experiment_ids: [experiment], filter: `name = '${name}'` })).models ??
      [],
  ],
  [
    "model version",
    (description) =>
      ana.send("POST", "model-versions/create", { name: "broken", source: "s3://bucket/model", description }),
    async (description) =>
      ((await ana.get("model-versions/search", { filter: "name = 'broken'" })).model_versions ?? []).filter(
        (each: Answer) => each.description === description,
      ),
  ],
  [
    "experiment",
    (name) => ana.send("POST", "experiments/create", { name: `broken ${name}` }),
    async (name) =>
      (await ana.post("experiments/search", { max_results: 10, filter: `name = 'broken ${name}'` })).experiments ?? [],
  ],
];

describe.each(["before", "after"] as const)("a connection that breaks %s the server has the k-th message", (where) => {
  it.each(makers)("leaves a %s that is answered there once, and none that is not", async (what, make, made) => {
    if (what === "model version" && where === "before") await ana.post("registered-models/create", { name: "broken" });
    for (let k = 1, untouched = false; !untouched; k++) {
      const tag = `${where} ${k}`;
      let at = 0;
      let broken = false;
      void proxy
        .cut(where, () => ++at === k)
        .then(() => {
          broken = true;
        });
      const reply = await make(tag);
      proxy.mend();
      untouched = !broken;
      if (reply.status !== 200) expect(unavailable(reply), `${tag}: ${reply.text}`).toEqual(UNAVAILABLE);
      expect((await made(tag)).length, `${tag}: ${reply.status} ${reply.text}`).toBe(reply.status === 200 ? 1 : 0);
      expect(k).toBeLessThan(200);
    }
  });

  it("leaves each run with the one entry that tells of its making, and no entry without its run", async () => {
    const runs = (await query<{ n: number }>(world.database.superuserUrl, "select count(*)::int as n from run"))[0]?.n;
    expect(await entries()).toBe(runs);
    const text = `select id from run where 1 <> (select count(*) from audit.entry e where e.stream_id = run.id and e.action = 'createRun')`;
    expect(await query(world.database.superuserUrl, text)).toEqual([]);
  });
});
