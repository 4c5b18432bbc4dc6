import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { Mlflow, placeIn } from "../support/mlflow.js";
import { addVersion, registerModel } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

/**
 * A limit that is told in characters holds for the longest ones, four bytes each, at random so that nothing compresses:
 * what is a key of an index has room for bytes.
 */

let world: World;
let actor: Actor;
let ana: Mlflow;
let experiment: string;

beforeAll(async () => {
  world = await openWorld();
  actor = await world.user("ana", { risk: ["OWNER"] });
  ana = new Mlflow(actor);
  experiment = await ana.experiment("limits");
});
afterAll(() => world?.close());

/** CJK ideographs of extension B: letters that NFC leaves as they are. */
const long = (characters: number): string =>
  Array.from({ length: characters }, () => String.fromCodePoint(0x20000 + Math.floor(Math.random() * 42_000))).join("");
/** Three bytes each. */
const hanzi = (characters: number): string =>
  Array.from({ length: characters }, () => String.fromCodePoint(0x4e00 + Math.floor(Math.random() * 20_000))).join("");

describe("the longest texts of the longest characters are kept", () => {
  it("of an experiment: name, tag", async () => {
    const [name, key, value] = [long(500), long(250), long(5_000)];
    const id = await ana.experiment(name, { tags: [{ key, value }] });
    await ana.post("experiments/set-experiment-tag", { experiment_id: id, key: long(250), value: long(5_000) });
    const { experiment: found } = await ana.get("experiments/get-by-name", { experiment_name: name });
    expect(found.experiment_id).toBe(id);
    expect(found.tags).toContainEqual({ key, value });
    await ana.post("experiments/update", { experiment_id: id, new_name: long(500) });
  });

  it("of a run: keys and values of metrics, params, tags; data sets", async () => {
    const run_id = await ana.run(experiment);
    const [metric, param, tag] = [long(250), long(250), long(250)];
    await ana.post("runs/log-batch", {
      run_id,
      metrics: [{ key: metric, value: 1, timestamp: 1, dataset_name: long(500), dataset_digest: long(36) }],
      params: [{ key: param, value: long(6_000) }],
      tags: [{ key: tag, value: long(8_000) }],
    });
    const dataset = { name: long(500), digest: long(36), source_type: "s", source: long(2_000) };
    const tags = [{ key: long(255), value: long(500) }];
    await ana.post("runs/log-inputs", { run_id, datasets: [{ dataset, tags }] });
    const { run } = await ana.get("runs/get", { run_id });
    expect(run.data.metrics.map(({ key }: Answer) => key)).toEqual([metric]);
    expect(run.data.params.map(({ key }: Answer) => key)).toEqual([param]);
    expect(run.inputs.dataset_inputs[0].dataset).toMatchObject(dataset);
    const filter = `metrics.\`${metric}\` = 1 and tags.\`${tag}\` != '' and params.\`${param}\` != ''`;
    expect((await ana.post("runs/search", { experiment_ids: [experiment], filter })).runs).toHaveLength(1);
  });

  it("of a logged model: name, type, source run, params, tags", async () => {
    const pair = () => [{ key: long(250), value: long(5_000) }];
    const [params, tags, source_run_id] = [pair(), pair(), long(250)];
    const model_id = await ana.loggedModel(experiment, { name: long(500), source_run_id, params, tags });
    await ana.post(`logged-models/${model_id}/params`, { model_id, params: pair() });
    await ana.send("PATCH", `logged-models/${model_id}/tags`, { model_id, tags: pair() });
    const { model } = await ana.get(`logged-models/${model_id}`);
    expect([model.data.params.length, model.info.tags.length]).toEqual([2, 2]);
  });

  it("of a registered model and a version: name, tags, alias, run, group, custom owner's key", async () => {
    const name = long(256);
    const registered = await registerModel(actor, world.teamId("risk"), name);
    const id = await addVersion(actor, registered, {
      runId: long(250),
      tags: [{ key: long(250), value: long(50_000) }],
      params: [{ key: long(250), value: long(6_000) }],
      metrics: [{ key: long(250), value: 1 }],
      datasets: [{ name: long(500), digest: "d", source: "s" }],
      artifacts: [{ path: long(1_000), sha256: "0".repeat(64), size: 1 }],
    });
    await actor.do("setTag", { subjectId: registered, key: long(250), value: long(50_000) });
    await actor.do("setTag", { subjectId: id, key: long(250), value: long(50_000) });
    const teamId = world.teamId("risk");
    await actor.do("setOwnershipTag", { registeredModelId: registered, key: long(250), teamId });
    await world.admin.do("linkTeamGroup", { teamId, group: long(256), roles: ["VIEWER"] });
    await ana.post("registered-models/alias", { name, alias: "a".repeat(255), version: "1" });
    await ana.post("registered-models/rename", { name, new_name: long(256) });
  });
});

it("what is logged alone is named as it was sent, in a batch by its place", async () => {
  const run_id = await ana.run(experiment);
  const wrong = { key: "/etc", value: 1, timestamp: 1 };
  const named = async (path: string, message: Answer): Promise<string | undefined> => {
    const refused = await ana.refused("POST", path, { run_id, ...message });
    return /^Invalid value for parameter '([^']*)' supplied/.exec(refused.message)?.[1];
  };
  expect(await named("runs/log-metric", wrong)).toBe("key");
  expect(await named("runs/log-metric", { ...wrong, key: "a", timestamp: -1 })).toBe("timestamp");
  expect(await named("runs/log-parameter", { key: "/etc", value: "1" })).toBe("key");
  expect(await named("runs/log-batch", { metrics: [{ ...wrong, key: "a" }, wrong] })).toBe("metrics[1].key");
  expect(await named("runs/log-batch", { params: [{ key: "/etc", value: "1" }] })).toBe("params[0].key");
});

describe("where an index has room for less, that is told in bytes and by the field's name", () => {
  it("of a metric of a logged model", async () => {
    const [run_id, model_id] = [await ana.run(experiment), await ana.loggedModel(experiment)];
    const log = (metric: Answer): [string, Answer] => [
      "runs/log-batch",
      { run_id, metrics: [{ value: 1, timestamp: 1, model_id, ...metric }] },
    ];
    await ana.post(...log({ key: long(250) }));
    await ana.post(...log({ key: long(89), dataset_name: long(500), dataset_digest: long(36) }));
    const { error, message } = await ana.refused(
      "POST",
      ...log({ key: long(250), dataset_name: long(500), dataset_digest: "d" }),
    );
    expect(`${error}: ${message}`).toBe(
      "400 INVALID_PARAMETER_VALUE: Invalid value for parameter 'metrics[0].dataset_name' supplied: with key and dataset_digest it takes 3,001 bytes in UTF-8; for a logged model's metric these three have at most 2,500 together.",
    );
  });

  it("of an artifact's path, before a byte is taken; the longest one is kept, listed, frozen and served", async () => {
    const run_id = await ana.run(experiment);
    const root = placeIn((await ana.get("runs/get", { run_id })).run.info.artifact_uri);
    const path = `${long(300)}/${long(324)}abc`;
    expect(Buffer.byteLength(path)).toBe(2_500);
    await ana.upload(`${root}/${path}`, "kept");
    await ana.upload(`${root}/${"a".repeat(1_000)}`, "latin");
    expect((await ana.download(`${root}/${path}`)).text).toBe("kept");
    await ana.post("registered-models/create", { name: "long" });
    await ana.post("model-versions/create", { name: "long", run_id, source: `runs:/${run_id}/` });
    await ana.post("runs/update", { run_id, status: "FINISHED", end_time: Date.now() });
    const { artifact_uri } = await ana.get("model-versions/get-download-uri", { name: "long", version: "1" });
    expect((await ana.download(`${placeIn(artifact_uri)}/${path}`)).text).toBe("kept");
    for (const [given, size] of [
      [hanzi(900), "900 and 2,700"],
      [`${path}d`, "629 and 2,501"],
      ["a".repeat(1_001), "1,001 and 1,001"],
    ] as const) {
      const place = `${root}/${given}`.split("/").map(encodeURIComponent).join("/");
      const reply = await ana.raw("PUT", `/api/2.0/mlflow-artifacts/artifacts/${place}`, { body: "x" });
      expect([reply.status, reply.body?.message]).toEqual([
        400,
        `Invalid path: at most 1,000 characters and 2,500 bytes in UTF-8; this one has ${size}.`,
      ]);
    }
  });
});
