import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";

/** The calls on runs, each at its edges: making, reading, ending, deleting, tagging. */

let world: World;
let ana: Mlflow;
let experiment: string;

beforeAll(async () => {
  world = await openWorld();
  ana = new Mlflow(await world.user("ana", { risk: ["MAINTAINER"] }));
  experiment = await ana.experiment("runs");
});
afterAll(() => world?.close());

const read = async (run_id: string): Promise<Answer> => (await ana.get("runs/get", { run_id })).run;
const tagsOf = async (run_id: string): Promise<Record<string, string>> =>
  Object.fromEntries(((await read(run_id)).data.tags ?? []).map(({ key, value }: Answer) => [key, value]));
const refusal = async (path: string, message: Answer, method = "POST"): Promise<string> => {
  const { error, message: text } = await ana.refused(method, path, message);
  return `${error}: ${text}`;
};
const create = async (more: Answer = {}): Promise<Answer> =>
  (await ana.post("runs/create", { experiment_id: experiment, ...more })).run;

const NOBODY = "f".repeat(32);
const absent = `404 RESOURCE_DOES_NOT_EXIST: Run with id=${NOBODY} not found`;

describe("creating", () => {
  it("answers the run as it will be read: both ids, RUNNING, its place, its name as a tag", async () => {
    const run = await create({
      user_id: "ana",
      run_name: "first",
      start_time: 123,
      tags: [{ key: "mlflow.user", value: "ana" }, { key: "none" }],
    });
    const { run_id } = run.info;
    expect(run_id).toMatch(/^[0-9a-f]{32}$/);
    expect(run).toEqual({
      info: {
        ...{ run_id, run_uuid: run_id, experiment_id: experiment, run_name: "first", user_id: "ana" },
        ...{ status: "RUNNING", start_time: 123, lifecycle_stage: "active" },
        artifact_uri: `mlflow-artifacts:/${experiment}/${run_id}/artifacts`,
      },
      data: {
        tags: [
          { key: "mlflow.runName", value: "first" },
          { key: "mlflow.user", value: "ana" },
          { key: "none", value: "" },
        ],
      },
      inputs: {},
      outputs: {},
    });
    expect(await read(run_id)).toEqual(run);
  });

  it("names it by run_name, else by its tag, else by itself; two that differ are refused", async () => {
    const tag = { tags: [{ key: "mlflow.runName", value: "by tag" }] };
    expect((await create(tag)).info.run_name).toBe("by tag");
    expect((await create({ ...tag, run_name: "" })).info.run_name).toBe("by tag");
    expect((await create({ ...tag, run_name: "by tag" })).info.run_name).toBe("by tag");
    expect(await refusal("runs/create", { experiment_id: experiment, ...tag, run_name: "otherwise" })).toMatch(
      /^400 INVALID_PARAMETER_VALUE: Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values/,
    );
    for (const more of [{}, { run_name: "" }, { tags: [{ key: "mlflow.runName", value: "" }] }])
      expect((await create(more)).info.run_name).toMatch(/^[a-z]+-[a-z]+-\d+$/);
  });

  it("starts now when no start is told; of equal tags the last counts; long values are cut as upstream does", async () => {
    const before = Date.now();
    expect((await create()).info.start_time).toBeGreaterThanOrEqual(before - 1_000);
    const { info, data } = await create({
      tags: [
        { key: "a", value: "1" },
        { key: "a", value: "2" },
        { key: "wide", value: "😀".repeat(8_001) },
      ],
      ...{ user_id: "u".repeat(300), run_name: "n".repeat(9_000) },
    });
    expect([info.user_id.length, info.run_name.length]).toEqual([256, 8_000]);
    const values = new Map(data.tags.map(({ key, value }: Answer) => [key, value]));
    expect([values.get("a"), values.get("wide")]).toEqual(["2", "😀".repeat(8_000)]);
  });

  it("in what is no experiment, or is deleted, or with ill-formed fields, makes nothing", async () => {
    const count = async (): Promise<number> =>
      ((await ana.post("runs/search", { experiment_ids: [experiment], max_results: 1_000 })).runs ?? []).length;
    const before = await count();
    expect(await refusal("runs/create", { experiment_id: "123456789012345678" })).toBe(
      "404 RESOURCE_DOES_NOT_EXIST: No Experiment with id=123456789012345678 exists",
    );
    expect(await refusal("runs/create", { experiment_id: "abc" })).toContain(
      "400 INVALID_PARAMETER_VALUE: Invalid experiment ID 'abc'",
    );
    for (const more of [
      { start_time: "x" },
      { start_time: 1.5 },
      { user_id: 5 },
      { run_name: ["n"] },
      { tags: {} },
      { tags: [{}] },
      { tags: [{ key: "a/../b", value: "" }] },
      { tags: [{ key: "k".repeat(251), value: "" }] },
      { experiment_id: 0 },
    ])
      expect(await refusal("runs/create", { experiment_id: experiment, ...more }), JSON.stringify(more)).toContain(
        "400 INVALID_PARAMETER_VALUE",
      );
    expect(await count()).toBe(before);
  });
});

describe("reading", () => {
  it("finds by either name of the id, deleted runs too; anything else is absent", async () => {
    const run_id = await ana.run(experiment);
    for (const given of [
      { run_id },
      { run_uuid: run_id },
      { run_id, run_uuid: run_id },
      { run_id: "", run_uuid: run_id },
    ])
      expect((await ana.get("runs/get", given)).run.info.run_id).toBe(run_id);
    await ana.post("runs/delete", { run_id });
    expect((await read(run_id)).info.lifecycle_stage).toBe("deleted");
    expect(await refusal("runs/get", { run_id: NOBODY }, "GET")).toBe(absent);
    for (const wrong of [
      "nobody",
      run_id.toUpperCase(),
      `${run_id} `,
      run_id.slice(1),
      `${run_id}0`,
      "0",
      "../x",
      "%00",
    ])
      expect(await refusal("runs/get", { run_id: wrong }, "GET")).toBe(
        `404 RESOURCE_DOES_NOT_EXIST: Run with id=${wrong} not found`,
      );
    expect(await refusal("runs/get", {}, "GET")).toContain("Missing value for required parameter 'run_id'");
  });
});

describe("updating", () => {
  it("sets status, end and name, together or alone, by either name of the id", async () => {
    const run_id = await ana.run(experiment);
    const update = async (message: Answer): Promise<Answer> =>
      (await ana.post("runs/update", { run_id, ...message })).run_info;
    expect(await update({ status: "FINISHED", end_time: 500, run_name: "done" })).toMatchObject({
      status: "FINISHED",
      end_time: 500,
      run_name: "done",
      run_id,
      run_uuid: run_id,
    });
    expect((await tagsOf(run_id))["mlflow.runName"]).toBe("done");
    expect(await update({ run_name: "" })).toMatchObject({ run_name: "done" });
    expect(await update({})).toMatchObject({ status: "FINISHED", end_time: 500 });
    expect(await update({ end_time: 600 })).toMatchObject({ status: "FINISHED", end_time: 600 });
    expect(await update({ status: "RUNNING" })).toMatchObject({ status: "RUNNING", end_time: 600 });
    expect(await update({ status: "SCHEDULED", end_time: 700 })).toMatchObject({ status: "SCHEDULED", end_time: 700 });
    expect(await update({ status: "KILLED" })).toMatchObject({ status: "KILLED", end_time: expect.any(Number) });
    expect((await ana.post("runs/update", { run_uuid: run_id, run_name: "by its old name" })).run_info.run_name).toBe(
      "by its old name",
    );
  });

  it("ends a run now when no end is told, and leaves an end that was told", async () => {
    const run_id = await ana.run(experiment);
    const before = Date.now();
    const ended = (await ana.post("runs/update", { run_id, status: "FINISHED" })).run_info.end_time;
    expect(ended).toBeGreaterThanOrEqual(before);
    expect((await ana.post("runs/update", { run_id, status: "FAILED" })).run_info.end_time).toBe(ended);
  });

  it("of nobody's, deleted or with ill-formed values changes nothing", async () => {
    const run_id = await ana.run(experiment);
    const before = await read(run_id);
    expect(await refusal("runs/update", { run_id: NOBODY, status: "FINISHED" })).toBe(absent);
    expect(await refusal("runs/update", { status: "FINISHED" })).toContain(
      "Missing value for required parameter 'run_id'",
    );
    for (const more of [{ end_time: "soon" }, { status: "DONE" }, { status: 0 }, { run_name: 5 }, { run_name: "x\0" }])
      expect(await refusal("runs/update", { run_id, ...more })).toContain("400 INVALID_PARAMETER_VALUE");
    expect(await read(run_id)).toEqual(before);
    await ana.post("runs/delete", { run_id });
    for (const more of [
      { status: "FINISHED" },
      { status: "RUNNING", end_time: 5 },
      { run_name: "late" },
      { end_time: 1 },
      {},
    ])
      expect(await refusal("runs/update", { run_id, ...more })).toContain(
        `400 INVALID_PARAMETER_VALUE: The run ${run_id} must be in the 'active' state`,
      );
  });
});

describe("deleting and restoring", () => {
  it("may be said twice; nobody's is absent", async () => {
    const run_id = await ana.run(experiment);
    for (const [path, stage] of [
      ["delete", "deleted"],
      ["delete", "deleted"],
      ["restore", "active"],
      ["restore", "active"],
    ]) {
      await ana.post(`runs/${path}`, { run_id });
      expect((await read(run_id)).info.lifecycle_stage).toBe(stage);
    }
    for (const path of ["runs/delete", "runs/restore"]) {
      expect(await refusal(path, { run_id: NOBODY })).toBe(absent);
      expect(await refusal(path, {})).toContain("Missing value for required parameter 'run_id'");
    }
  });

  it("keeps all that the run held", async () => {
    const run_id = await ana.run(experiment);
    await ana.post("runs/log-batch", {
      run_id,
      metrics: [{ key: "m", value: 1, timestamp: 1 }],
      params: [{ key: "p", value: "1" }],
      tags: [{ key: "t", value: "1" }],
    });
    const before = await read(run_id);
    await ana.post("runs/delete", { run_id });
    expect((await read(run_id)).data).toEqual(before.data);
    await ana.post("runs/restore", { run_id });
    expect(await read(run_id)).toEqual(before);
  });

  it("lets nothing be written to a deleted run, by any call", async () => {
    const run_id = await ana.run(experiment, { tags: [{ key: "k", value: "v" }] });
    const model_id = await ana.loggedModel(experiment);
    await ana.post("runs/delete", { run_id });
    const before = await read(run_id);
    const model_json = JSON.stringify({ artifact_path: "m", flavors: {}, utc_time_created: "t", run_id });
    const writes: [string, Answer][] = [
      ["set-tag", { key: "k", value: "w" }],
      ["delete-tag", { key: "k" }],
      ["log-metric", { key: "m", value: 1, timestamp: 1 }],
      ["log-parameter", { key: "p", value: "1" }],
      ["log-batch", {}],
      ["log-batch", { metrics: [{ key: "m", value: 1, timestamp: 1, model_id }], params: [{ key: "p", value: "1" }] }],
      ["log-inputs", { datasets: [] }],
      ["outputs", { models: [] }],
      ["log-model", { model_json }],
    ];
    for (const [path, message] of writes)
      expect(await refusal(`runs/${path}`, { run_id, ...message }), path).toContain(
        `400 INVALID_PARAMETER_VALUE: The run ${run_id} must be in the 'active' state`,
      );
    expect(await read(run_id)).toEqual(before);
  });
});

describe("tags", () => {
  it("are set, set over and taken away; mlflow.runName renames the run", async () => {
    const run_id = await ana.run(experiment, { run_name: "old" });
    await ana.post("runs/set-tag", { run_id, key: "multi\u00a0line".replace("\u00a0", " "), value: "a\nb" });
    await ana.post("runs/set-tag", { run_id, key: "k", value: "1" });
    await ana.post("runs/set-tag", { run_uuid: run_id, key: "k", value: "2" });
    await ana.post("runs/set-tag", { run_id, key: "mlflow.runName", value: "new" });
    await ana.post("runs/set-tag", { run_id, key: "long", value: "x".repeat(8_001) });
    expect(await tagsOf(run_id)).toEqual({
      "multi line": "a\nb",
      k: "2",
      "mlflow.runName": "new",
      long: "x".repeat(8_000),
    });
    expect((await read(run_id)).info.run_name).toBe("new");
    await ana.post("runs/delete-tag", { run_id, key: "k" });
    expect(await tagsOf(run_id)).not.toHaveProperty("k");
    for (const key of ["k", "never used by anybody"])
      expect(await refusal("runs/delete-tag", { run_id, key })).toBe(
        `404 RESOURCE_DOES_NOT_EXIST: No tag with name: ${key} in run with id ${run_id}`,
      );
    for (const path of ["set-tag", "delete-tag"])
      expect(await refusal(`runs/${path}`, { run_id: NOBODY, key: "k" })).toBe(absent);
    await ana.post("runs/delete-tag", { run_id, key: "mlflow.runName" });
    expect((await read(run_id)).info.run_name).toBe("new");
  });

  it("let the name stay when mlflow.runName is deleted, as upstream; the run is found by it, and has no such tag", async () => {
    const scene = await ana.experiment("named without a tag");
    const run_id = await ana.run(scene, { run_name: "kept" });
    const other = await ana.run(scene, { run_name: "other" });
    const tag = { run_id, key: "mlflow.runName" };
    await ana.post("runs/delete-tag", tag);
    expect(await refusal("runs/delete-tag", tag)).toContain("404 RESOURCE_DOES_NOT_EXIST: No tag with name");
    expect(await tagsOf(run_id)).toEqual({});
    expect((await read(run_id)).info.run_name).toBe("kept");
    const find = async (more: Answer): Promise<string[]> =>
      ((await ana.post("runs/search", { experiment_ids: [scene], ...more })).runs ?? []).map(
        (run: Answer) => run.info.run_id,
      );
    expect(await find({ filter: "attributes.run_name = 'kept'" })).toEqual([run_id]);
    expect(await find({ filter: "tags.mlflow.runName = 'kept'" })).toEqual([]);
    expect(await find({ filter: "tags.mlflow.runName IS NULL" })).toEqual([run_id]);
    expect(await find({ order_by: ["attributes.run_name ASC"] })).toEqual([run_id, other]);
    const { run } = await ana.actor.ask("query ($id: ID!) { run(id: $id) { name tags { key } } }", { id: run_id });
    expect(run).toEqual({ name: "kept", tags: [] });
    for (const [again, name] of [
      [() => ana.post("runs/set-tag", { ...tag, value: "kept" }), "kept"],
      [() => ana.post("runs/update", { run_id, run_name: "new" }), "new"],
    ] as const) {
      await again();
      expect([(await read(run_id)).info.run_name, await tagsOf(run_id)]).toEqual([name, { "mlflow.runName": name }]);
      await ana.post("runs/delete-tag", tag);
    }
  });

  it("and instants lie before 1970 too, as upstream takes them", async () => {
    const run_id = await ana.run(experiment, { start_time: -86_400_000 });
    for (const status of ["RUNNING", "FINISHED", undefined])
      expect((await ana.post("runs/update", { run_id, status, end_time: -1 })).run_info).toMatchObject({
        end_time: -1,
      });
    const { run } = await ana.actor.ask("query ($id: ID!) { run(id: $id) { startTime endTime } }", { id: run_id });
    expect(run).toEqual({ startTime: "1969-12-31T00:00:00.000000Z", endTime: "1969-12-31T23:59:59.999000Z" });
    expect(await refusal("runs/update", { run_id, end_time: "-9223372036854775809" })).toContain(
      "400 INVALID_PARAMETER_VALUE",
    );
  });

  it("have keys of at most 250 characters of any script that are their own path", async () => {
    const run_id = await ana.run(experiment);
    const good = [
      "a",
      "a/b",
      "a.b",
      "a-b_c d",
      "a:b",
      "ключ",
      "漢字",
      "٣",
      "𝒜".repeat(250),
      "k".repeat(250),
      "...",
      "a..b",
      " ",
      "-",
    ];
    for (const key of good) await ana.post("runs/set-tag", { run_id, key, value: "v" });
    expect(Object.keys(await tagsOf(run_id))).toHaveLength(good.length + 1);
    for (const key of [
      "k".repeat(251),
      "/a",
      "a/",
      "a//b",
      "./a",
      "a/.",
      "..",
      "a/../b",
      "a?",
      "a\\b",
      "a\nb",
      "a%2e",
      "a'b",
      'a"b',
      "a;b",
      "a@b",
      "😀",
    ])
      expect(await refusal("runs/set-tag", { run_id, key, value: "v" }), key).toContain(
        "400 INVALID_PARAMETER_VALUE: Invalid value for parameter 'tags[0].key' supplied",
      );
    expect(Object.keys(await tagsOf(run_id))).toHaveLength(good.length + 1);
  });
});
