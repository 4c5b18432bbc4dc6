import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../support/actor.js";
import { asSuperuser } from "../support/database.js";
import { Mlflow, teamExperiment } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";

/** What one thing may hold, and how much of many things one answer tells. */

let world: World;
let ana: Mlflow;
let eve: Mlflow;

beforeAll(async () => {
  world = await openWorld();
  ana = new Mlflow(await world.user("ana", { risk: ["OWNER"] }));
  eve = new Mlflow(await world.user("eve", { fraud: ["CONTRIBUTOR"] }));
});
afterAll(() => world?.close());

const SET_TAG = `mutation ($input: SetTagInput!) { setTag(input: $input) { userErrors { code message } } }`;

const numbered = (count: number, prefix: string, value: string) =>
  Array.from({ length: count }, (_, index) => ({ key: `${prefix}${index}`, value }));

const dataset = (name: string, profile: string) => ({
  tags: [],
  dataset: { name, digest: "d", source_type: "local", source: "{}", schema: "{}", profile },
});

describe("a run", () => {
  it.each(["tags", "params"])("holds 4 MiB of %s; the batch that goes beyond is refused whole", async (what) => {
    const run_id = await ana.run("0");
    const value = "é".repeat(3_000);
    for (let batch = 0; batch < 6; batch++)
      await ana.post("runs/log-batch", { run_id, [what]: numbered(100, `b${batch}-`, value) });
    const next = { run_id, [what]: numbered(100, "next-", value), metrics: [{ key: "m", value: 1, timestamp: 1 }] };
    const { error, message } = await ana.refused("POST", "runs/log-batch", next);
    expect(error).toBe("400 INVALID_PARAMETER_VALUE");
    expect(message).toBe(
      `At most 10,000 ${what} of a run, 4 MiB in all; this would be ${what === "tags" ? 701 : 700} in ${what === "tags" ? message.match(/in (\d+)/)?.[1] : 4_200_000} bytes.`,
    );
    const { data } = (await ana.get("runs/get", { run_id })).run;
    expect(data[what].filter(({ key }: { key: string }) => key.startsWith("next"))).toEqual([]);
    expect(data.metrics).toBeUndefined();
    await ana.post("runs/log-batch", { run_id, [what]: numbered(90, "less-", value) });
  });

  it("holds 10,000 tags, 100,000 metrics and 24 MiB of what is said of its data sets", async () => {
    const run_id = await ana.run("0");
    for (let batch = 0; batch < 99; batch++)
      await ana.post("runs/log-batch", { run_id, tags: numbered(100, `t${batch}-`, "") });
    await ana.post("runs/log-batch", { run_id, tags: numbered(99, "last-", "") });
    const over = await ana.refused("POST", "runs/set-tag", { run_id, key: "one more", value: "" });
    expect(over.message).toContain("At most 10,000 tags of a run");
    await ana.post("runs/set-tag", { run_id, key: "last-0", value: "another value" });

    const metrics = (batch: number, count = 1_000) =>
      Array.from({ length: count }, (_, index) => ({ key: `m${batch}-${index}`, value: 1, timestamp: 1, step: 0 }));
    for (let batch = 0; batch < 100; batch++) await ana.post("runs/log-batch", { run_id, metrics: metrics(batch) });
    const [one] = metrics(100, 1);
    const tooMany = await ana.refused("POST", "runs/log-metric", { run_id, ...one });
    expect(`${tooMany.error} ${tooMany.message}`).toBe(
      "400 INVALID_PARAMETER_VALUE At most 100,000 metrics of a run; this would be 100001.",
    );
    await ana.post("runs/log-metric", { run_id, ...metrics(0, 1)[0], step: 7 });
    // Points that come together are written together, and the full run's undo nobody else's.
    const other = await ana.run("0");
    const statuses = await Promise.all(
      Array.from({ length: 60 }, async (_, step) => {
        const key = step % 3 === 1 ? `new ${step}` : "m0-0";
        const point = { run_id: step % 3 === 0 ? other : run_id, key, value: 1, timestamp: 1, step };
        return (await ana.send("POST", "runs/log-metric", point)).status;
      }),
    );
    expect(statuses).toEqual(Array.from({ length: 60 }, (_, step) => (step % 3 === 1 ? 400 : 200)));
    const history = await ana.get("metrics/get-history", { run_id: other, metric_key: "m0-0" });
    expect(history.metrics.length).toBe(20);

    await ana.post("runs/log-inputs", { run_id, datasets: [dataset("first", "p".repeat(16_000_000))] });
    const second = { run_id, datasets: [dataset("second", "p".repeat(10_000_000))] };
    expect((await ana.refused("POST", "runs/log-inputs", second)).message).toMatch(
      /^At most 1,000 data sets of a run, 24 MiB in all; this would be 2 in 26000\d+ bytes\.$/,
    );
    const { run } = await ana.get("runs/get", { run_id });
    expect(run.inputs.dataset_inputs.length).toBe(1);
    expect(run.data.metrics.length).toBe(100_000);
  }, 120_000);
});

const uuidOf = (id: string): string =>
  id.replace(/^m-/, "").replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");

describe("a logged model", () => {
  it("holds 100,000 metrics by run and data set, an older release's too; one more refuses its batch whole", async () => {
    const model_id = await ana.loggedModel("0");
    const run_id = await ana.run("0");
    // As a release writes that knows nothing of latest values.
    await asSuperuser(
      world.database.superuserUrl,
      `insert into logged_model_metric (model, key, timestamp, step, value, run, dataset_name, dataset_digest)
       select '${uuidOf(model_id)}', 'm' || n % 99999, n, n, n, '${uuidOf(run_id)}', '', '' from generate_series(0, 100000) n`,
    );
    const told = async () => (await ana.get(`logged-models/${model_id}`)).model.data.metrics as Answer[];
    expect((await told()).length).toBe(99_999);
    expect((await told()).find(({ key }) => key === "m1")).toMatchObject({ value: 100_000, step: 100_000 });
    const point = { value: 7, timestamp: 1, step: 200_000, model_id };
    await ana.post("runs/log-batch", {
      run_id,
      metrics: [
        { ...point, key: "m1" },
        { ...point, key: "last" },
      ],
    });
    const over = { run_id, metrics: [{ ...point, key: "over" }], params: [{ key: "p", value: "v" }] };
    expect((await ana.refused("POST", "runs/log-batch", over)).message).toMatch(
      /^At most 100,000 metrics of a logged model, by run and data set, 24 MiB in all; this would be 100001 in \d+ bytes\.$/,
    );
    expect((await ana.get("runs/get", { run_id })).run.data.params).toBeUndefined();
    expect((await told()).length).toBe(100_000);
    expect((await told()).find(({ key }) => key === "m1")).toMatchObject({ value: 7, step: 200_000 });
  });
});

describe("what was beyond a bound before there was one", () => {
  it("may shrink, and not grow", async () => {
    const run_id = await ana.run("0", { run_name: "a name of some length" });
    await asSuperuser(
      world.database.superuserUrl,
      `begin; set local session_replication_role = replica;
       insert into tracking_key (key) select 'old-' || n from generate_series(1, 11000) n on conflict do nothing;
       insert into run_tag (run, key, experiment, start_time, value)
         select r.uuid, k.id, r.experiment, r.start_time, repeat('x', 500) from tracking_key k, run r
         where k.key like 'old-%' and r.uuid = '${uuidOf(run_id)}'; commit`,
    );
    const tag = (value: string): Answer => ({ run_id, key: "old-1", value });
    await ana.post("runs/set-tag", tag("short"));
    const { message } = await ana.refused("POST", "runs/set-tag", tag("long again"));
    expect(message).toContain("At most 10,000 tags of a run, 4 MiB in all; this would be 11001 in");
    await ana.post("runs/update", { run_id, run_name: "a name" });
  });
});

/** Follows the pages of a search; the bytes of each, and what all of them hold. */
const pagesOf = async (by: Mlflow, method: string, path: string, query: object, list: string) => {
  const sizes: number[] = [];
  const all: Answer[] = [];
  for (let token = ""; ; ) {
    const reply = await by.send(method, path, { ...query, ...(token !== "" && { page_token: token }) });
    expect(reply.status, reply.text.slice(0, 500)).toBe(200);
    sizes.push(reply.text.length);
    all.push(...(reply.body?.[list] ?? []));
    token = reply.body?.next_page_token ?? "";
    if (token === "") return { sizes, all };
  }
};

const MOST = 40 * 2 ** 20;

describe("a page over much", () => {
  it("of runs ends early, and the next one goes on", async () => {
    const experiment = await ana.experiment("heavy runs");
    const runs: string[] = [];
    for (let count = 0; count < 7; count++) {
      const run_id = await ana.run(experiment);
      const profile = count === 0 ? "p".repeat(16_000_000) : "not kept: the data set is there";
      await ana.post("runs/log-inputs", { run_id, datasets: [dataset("shared", profile)] });
      runs.unshift(run_id);
    }
    const query = { experiment_ids: [experiment], order_by: ["attributes.start_time DESC"] };
    const { sizes, all } = await pagesOf(ana, "POST", "runs/search", query, "runs");
    expect(sizes.length).toBeGreaterThan(2);
    for (const size of sizes) expect(size).toBeLessThan(MOST + 16_000_000);
    expect(new Set(all.map(({ info }) => info.run_id))).toEqual(new Set(runs));
    expect(all.length).toBe(7);
    const compare = `query ($ids: [ID!]!) { compareRuns(runIds: $ids) { runs { id } } }`;
    const refusal = await ana.actor.send(compare, { ids: runs });
    expect(refusal.errors.map(({ extensions }) => extensions.code)).toEqual(["COST_LIMIT_EXCEEDED"]);
    expect(refusal.errors[0]?.message).toContain("compareRuns: with it the answer takes ");
  });

  it("of experiments, registered models and versions likewise", async () => {
    const tags = numbered(40, "k", "x".repeat(100_000));
    const short = numbered(190, "k", "x".repeat(20_000));
    await ana.post("registered-models/create", { name: "heavy-0", tags });
    for (let count = 0; count < 12; count++) {
      await ana.experiment(`heavy ${count}`, { tags: short });
      await ana.post("registered-models/create", { name: `heavy-${count + 1}`, tags });
      await ana.post("model-versions/create", { name: "heavy-0", source: "s3://bucket/m", tags });
    }
    const experiments = await pagesOf(
      ana,
      "POST",
      "experiments/search",
      { max_results: 1_000, filter: "name LIKE 'heavy %' AND name != 'heavy runs'" },
      "experiments",
    );
    const models = await pagesOf(ana, "GET", "registered-models/search", {}, "registered_models");
    const versions = await pagesOf(
      ana,
      "GET",
      "model-versions/search",
      { filter: "name = 'heavy-0'" },
      "model_versions",
    );
    expect([experiments.all.length, models.all.length, versions.all.length]).toEqual([12, 13, 12]);
    for (const { sizes } of [experiments, models, versions]) {
      expect(sizes.length).toBeGreaterThan(1);
      for (const size of sizes) expect(size).toBeLessThan(MOST);
    }
    const more = { name: "heavy-0", key: "one more", value: "y".repeat(100_000) };
    for (let count = 0; count < 2; count++)
      if (count === 0) await ana.post("registered-models/set-tag", { ...more, key: "fits" });
      else
        expect((await ana.refused("POST", "registered-models/set-tag", more)).message).toContain(
          "At most 1,000 tags of a registered model or version, 4 MiB in all",
        );
  });
});

describe("a registered model", () => {
  it("carries 1,000 tags; of one more each door says the limit, and a tag that is there can be set", async () => {
    await ana.post("registered-models/create", { name: "tagged", tags: numbered(1_000, "k", "") });
    const over = await ana.refused("POST", "registered-models/set-tag", { name: "tagged", key: "one more", value: "" });
    const limit = "At most 1,000 tags of a registered model or version, 4 MiB in all; this would be 1001 in 0 bytes.";
    expect([over.error, over.message]).toEqual(["400 INVALID_PARAMETER_VALUE", limit]);
    const { registeredModel } = await ana.actor.ask(`{ registeredModel(name: "tagged") { id } }`);
    const input = { subjectId: registeredModel.id, key: "one more", value: "" };
    expect(JSON.stringify(await ana.actor.send(SET_TAG, { input }))).toContain(limit);
    await ana.post("registered-models/set-tag", { name: "tagged", key: "k1", value: "another value" });
  });
});

describe("what hangs on a thing and belongs to a hidden one", () => {
  it("is not told: logged models that a run used or made, runs that measured a logged model", async () => {
    const secret = await teamExperiment(ana, "secret");
    const open = await ana.run("0");
    const hidden = await ana.loggedModel(secret);
    const shown = await ana.loggedModel("0");
    await ana.post("runs/outputs", {
      run_id: open,
      models: [hidden, shown].map((model_id) => ({ model_id, step: 3 })),
    });
    await ana.post("runs/log-inputs", { run_id: open, models: [hidden, shown].map((model_id) => ({ model_id })) });
    const measuring = await ana.run(secret);
    for (const run_id of [measuring, open])
      await ana.post("runs/log-metric", { run_id, key: "auc", value: 1, timestamp: 1, model_id: shown });

    const links = async (by: Mlflow) => {
      const got = (await by.get("runs/get", { run_id: open })).run;
      const found = (await by.post("runs/search", { experiment_ids: ["0"], filter: `attributes.run_id = '${open}'` }))
        .runs;
      expect(found).toEqual([got]);
      return [got.inputs.model_inputs, got.outputs.model_outputs];
    };
    const both = [hidden, shown].map((model_id) => ({ model_id }));
    expect(await links(ana)).toEqual([both, both.map((link) => ({ ...link, step: 3 }))]);
    expect(await links(eve)).toEqual([[{ model_id: shown }], [{ model_id: shown, step: 3 }]]);

    const measuredBy = async (by: Mlflow) => {
      const { model } = await by.get(`logged-models/${shown}`);
      const search = { experiment_ids: ["0"], filter: `model_id = '${shown}'` };
      expect((await by.post("logged-models/search", search)).models).toEqual([model]);
      return new Set(model.data.metrics.map(({ run_id }: { run_id?: string }) => run_id));
    };
    expect(await measuredBy(ana)).toEqual(new Set([measuring, open]));
    expect(await measuredBy(eve)).toEqual(new Set([undefined, open]));
  });
});
