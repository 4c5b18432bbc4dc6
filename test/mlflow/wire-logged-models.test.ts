import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";

/** The calls on logged models, each at its edges. */

let world: World;
let ana: Mlflow;
let experiment: string;

beforeAll(async () => {
  world = await openWorld();
  ana = new Mlflow(await world.user("ana", { risk: ["MAINTAINER"] }));
  experiment = await ana.experiment("logged models");
});
afterAll(() => world?.close());

const create = async (more: Answer = {}): Promise<Answer> =>
  (await ana.post("logged-models", { experiment_id: experiment, ...more })).model;
const read = async (model_id: string, more: Answer = {}): Promise<Answer> =>
  (await ana.get(`logged-models/${model_id}`, more)).model;
const refusal = async (method: string, path: string, message: Answer = {}): Promise<string> => {
  const { error, message: text } = await ana.refused(method, path, message);
  return `${error}: ${text}`;
};
const NOBODY = `m-${"f".repeat(32)}`;
const absent = `404 RESOURCE_DOES_NOT_EXIST: Logged model with ID '${NOBODY}' not found.`;

describe("the versions made of one", () => {
  const tagOf = async (who: Mlflow, model_id: string): Promise<Answer[] | undefined> => {
    const { model } = await who.get(`logged-models/${model_id}`);
    const found = (model.info.tags ?? []).find(({ key }: Answer) => key === "mlflow.modelVersions");
    return found && JSON.parse(found.value);
  };

  it("stand in its tag mlflow.modelVersions, each once, though clients add them too; of hidden ones nobody reads", async () => {
    const ben = new Mlflow(await world.user("ben", { fraud: ["MAINTAINER"] }));
    const { model_id } = (await create({ name: "registered" })).info;
    expect(await tagOf(ana, model_id)).toBeUndefined();
    for (const name of ["open", "closed"]) await ana.post("registered-models/create", { name });
    const { registeredModel } = await ana.actor.ask(`{ registeredModel(name: "closed") { id } }`);
    const olga = await world.user("olga", { risk: ["OWNER"] });
    await olga.do("updateRegisteredModel", { registeredModelId: registeredModel.id, visibility: "TEAM" });
    for (const name of ["open", "closed", "open"])
      await ana.post("model-versions/create", { name, source: `models:/${model_id}`, model_id });
    const of = (name: string, version: number): Answer => ({ name, version });
    const all = [of("open", 1), of("closed", 1), of("open", 2)];
    expect(await tagOf(ana, model_id)).toEqual(all);
    expect(await tagOf(ben, model_id)).toEqual([of("open", 1), of("open", 2)]);
    const search = await ben.post("logged-models/search", {
      experiment_ids: [experiment],
      filter: "name = 'registered'",
    });
    expect(search.models[0].info.tags).toEqual([
      { key: "mlflow.modelVersions", value: '[{"name": "open", "version": 1}, {"name": "open", "version": 2}]' },
    ]);
    // The client adds the version once more, as a text.
    const texts = all.map(({ name, version }) => ({ name, version: String(version) }));
    const tags = [{ key: "mlflow.modelVersions", value: JSON.stringify([...texts, texts[2], all[0]]) }];
    await ana.call("PATCH", `logged-models/${model_id}/tags`, { tags });
    expect(await tagOf(ana, model_id)).toEqual(all);
    await ana.post("registered-models/rename", { name: "open", new_name: "renamed" });
    expect(await tagOf(ana, model_id)).toEqual([all[0], all[1], texts[2], of("renamed", 1), of("renamed", 2)]);
    for (const value of ["free text", "[1]", "{}"]) {
      await ana.call("PATCH", `logged-models/${model_id}/tags`, { tags: [{ key: "mlflow.modelVersions", value }] });
      const { model } = await ana.get(`logged-models/${model_id}`);
      expect(model.info.tags, "what is no list is the client's own").toEqual([{ key: "mlflow.modelVersions", value }]);
    }
  });
});

describe("creating", () => {
  it("answers a pending model with a place of its own, as it will be read", async () => {
    const run = await ana.run(experiment);
    const model = await create({
      name: "churn",
      model_type: "classifier",
      source_run_id: run,
      params: [{ key: "p", value: "1" }],
      tags: [{ key: "t" }],
    });
    const { model_id } = model.info;
    expect(model_id).toMatch(/^m-[0-9a-f]{32}$/);
    expect(model).toEqual({
      info: {
        ...{ model_id, experiment_id: experiment, name: "churn", model_type: "classifier", source_run_id: run },
        ...{
          status: "LOGGED_MODEL_PENDING",
          creation_timestamp_ms: expect.any(Number),
          last_updated_timestamp_ms: expect.any(Number),
        },
        artifact_uri: `mlflow-artifacts:/${experiment}/models/${model_id}/artifacts`,
        tags: [{ key: "t", value: "" }],
      },
      data: { params: [{ key: "p", value: "1" }] },
    });
    expect(await read(model_id)).toEqual(model);
  });

  it("names what is given no name, and takes a source run as it is written", async () => {
    for (const more of [{}, { name: "" }, { name: null }])
      expect((await create(more)).info.name).toMatch(/^[a-z]+-[a-z]+-\d+$/);
    const bare = await create();
    expect([bare.info.model_type, bare.info.source_run_id, bare.data]).toEqual(["", "", {}]);
    expect((await create({ source_run_id: "some run of long ago" })).info.source_run_id).toBe("some run of long ago");
  });

  it("refuses names, params and tags that are ill-formed, and makes nothing", async () => {
    const count = async (): Promise<number> =>
      ((await ana.post("logged-models/search", { experiment_ids: [experiment], max_results: 1_000 })).models ?? [])
        .length;
    const before = await count();
    for (const sign of ["/", ":", ".", "%", '"', "'"])
      expect(await refusal("POST", "logged-models", { experiment_id: experiment, name: `a${sign}b` })).toContain(
        "400 INVALID_PARAMETER_VALUE: Invalid value for parameter 'name'",
      );
    const wrong: Answer[] = [
      { name: "x".repeat(501) },
      { name: 5 },
      { params: "x" },
      { params: [{}] },
      { params: [{ key: "a//b", value: "" }] },
      { tags: [{ key: "a?" }] },
      { tags: [5] },
      { params: Array.from({ length: 1_001 }, (_, n) => ({ key: `p${n}`, value: "" })) },
    ];
    for (const more of wrong)
      expect(await refusal("POST", "logged-models", { experiment_id: experiment, ...more })).toContain(
        "400 INVALID_PARAMETER_VALUE",
      );
    expect(await refusal("POST", "logged-models", {})).toContain("'experiment_id'");
    expect(await refusal("POST", "logged-models", { experiment_id: "x" })).toContain("Invalid experiment ID 'x'");
    expect(await refusal("POST", "logged-models", { experiment_id: "123456789012345678" })).toContain(
      "404 RESOURCE_DOES_NOT_EXIST: No Experiment with id=123456789012345678 exists",
    );
    expect(await count()).toBe(before);
  });
});

describe("finalizing", () => {
  it("takes a status by name or number, the id in the body or not; the same one again is no change", async () => {
    const { model_id } = (await create()).info;
    for (const [status, told] of [
      ["LOGGED_MODEL_READY", "READY"],
      [2, "READY"],
      [3, "UPLOAD_FAILED"],
      ["LOGGED_MODEL_PENDING", "PENDING"],
    ]) {
      const { model } = await ana.call("PATCH", `logged-models/${model_id}`, { model_id, status });
      expect(model.info.status).toBe(`LOGGED_MODEL_${told}`);
      expect(await read(model_id)).toEqual(model);
    }
    const first = (await ana.call("PATCH", `logged-models/${model_id}`, { status: 2 })).model.info
      .last_updated_timestamp_ms;
    expect(
      (await ana.call("PATCH", `logged-models/${model_id}`, { status: 2 })).model.info.last_updated_timestamp_ms,
    ).toBe(first);
    for (const status of [undefined, null, 0, 4, "READY", ""])
      expect(await refusal("PATCH", `logged-models/${model_id}`, { model_id, status })).toContain("'status'");
    expect(await refusal("PATCH", `logged-models/${NOBODY}`, { status: 2 })).toBe(absent);
  });
});

describe("deleting", () => {
  it("may be said twice; a deleted one is told to whoever asks for deleted ones, and can no more be written to", async () => {
    const { model_id } = (await create({ tags: [{ key: "k", value: "v" }] })).info;
    for (const _ of [1, 2]) expect(await ana.call("DELETE", `logged-models/${model_id}`)).toEqual({});
    expect(await refusal("GET", `logged-models/${model_id}`)).toContain("404 RESOURCE_DOES_NOT_EXIST");
    expect(await refusal("GET", `logged-models/${model_id}`, { allow_deleted: false })).toContain("404");
    expect((await read(model_id, { allow_deleted: true })).info.model_id).toBe(model_id);
    for (const [method, path, message] of [
      ["PATCH", "", { status: 2 }],
      ["POST", "/params", { params: [{ key: "p", value: "1" }] }],
      ["PATCH", "/tags", { tags: [{ key: "k", value: "w" }] }],
      ["DELETE", "/tags/k", {}],
    ] as const)
      expect(await refusal(method, `logged-models/${model_id}${path}`, message), path).toContain(
        `404 RESOURCE_DOES_NOT_EXIST: Logged model with ID '${model_id}' not found.`,
      );
    expect((await read(model_id, { allow_deleted: true })).info.tags).toEqual([{ key: "k", value: "v" }]);
    expect(
      ((await ana.post("logged-models/search", { experiment_ids: [experiment], max_results: 1_000 })).models ?? []).map(
        (each: Answer) => each.info.model_id,
      ),
    ).not.toContain(model_id);
    expect(await refusal("DELETE", `logged-models/${NOBODY}`)).toBe(absent);
  });

  it("of what is no id finds nothing", async () => {
    for (const id of ["nobody", "m-", `M-${"f".repeat(32)}`, `m-${"F".repeat(32)}`, "m-..%2f..", "%00", "a%2Fb"])
      for (const [method, path] of [
        ["GET", ""],
        ["DELETE", ""],
        ["PATCH", "/tags"],
      ] as const) {
        const reply = await ana.send(method, `logged-models/${id}${path}`);
        expect([reply.status, reply.body?.error_code], `${method} ${id}${path}`).toEqual([
          404,
          "RESOURCE_DOES_NOT_EXIST",
        ]);
      }
  });
});

describe("params and tags", () => {
  it("of params each is written once, a thousand in all; a clash keeps nothing of its call", async () => {
    const { model_id } = (await create({ params: [{ key: "a", value: "1" }] })).info;
    const add = (params: Answer[]): Promise<Answer> =>
      ana.post(`logged-models/${model_id}/params`, { model_id, params });
    for (const _ of [1, 2])
      await add([
        { key: "b", value: "2" },
        { key: "a", value: "1" },
      ]);
    expect(
      await refusal("POST", `logged-models/${model_id}/params`, {
        params: [
          { key: "c", value: "3" },
          { key: "a", value: "2" },
        ],
      }),
    ).toContain("400 INVALID_PARAMETER_VALUE: Changing param values is not allowed");
    await add([{ key: "long", value: "x".repeat(6_001) }]);
    expect((await read(model_id)).data.params).toEqual([
      { key: "a", value: "1" },
      { key: "b", value: "2" },
      { key: "long", value: "x".repeat(6_000) },
    ]);
    for (let part = 0; part < 10; part++)
      await add(Array.from({ length: part === 9 ? 97 : 100 }, (_, n) => ({ key: `p${part}-${n}`, value: "" })));
    expect((await read(model_id)).data.params).toHaveLength(1_000);
    expect(
      await refusal("POST", `logged-models/${model_id}/params`, { params: [{ key: "one more", value: "" }] }),
    ).toContain("At most 1,000 params");
    expect((await read(model_id)).data.params).toHaveLength(1_000);
    expect(await add([])).toEqual({});
    expect(await refusal("POST", `logged-models/${NOBODY}/params`, { params: [] })).toBe(absent);
  });

  it("tags are set over one another and taken away, slashes in their keys and all", async () => {
    const { model_id } = (await create()).info;
    const set = (...tags: Answer[]): Promise<Answer> => ana.call("PATCH", `logged-models/${model_id}/tags`, { tags });
    await set({ key: "a", value: "1" }, { key: "a/b c/é", value: "2" }, { key: "c", value: "3" });
    await set({ key: "c" });
    expect((await read(model_id)).info.tags).toEqual([
      { key: "a", value: "1" },
      { key: "a/b c/é", value: "2" },
      { key: "c", value: "" },
    ]);
    // As the stock client writes the path, and as it ought to.
    await ana.call("DELETE", `logged-models/${model_id}/tags/a/b%20c/%C3%A9`);
    await set({ key: "a/b c/é", value: "2" });
    await ana.call("DELETE", `logged-models/${model_id}/tags/${encodeURIComponent("a/b c/é")}`);
    await ana.call("DELETE", `logged-models/${model_id}/tags/c`);
    expect((await read(model_id)).info.tags).toEqual([{ key: "a", value: "1" }]);
    expect(await refusal("DELETE", `logged-models/${model_id}/tags/c`)).toBe(
      `404 RESOURCE_DOES_NOT_EXIST: No tag with key 'c' found for model with ID '${model_id}'.`,
    );
    for (const tags of ["x", [5], [{}], [{ key: "a//b" }], [{ key: "a", value: 5 }]])
      expect(await refusal("PATCH", `logged-models/${model_id}/tags`, { tags })).toContain(
        "400 INVALID_PARAMETER_VALUE",
      );
    expect(await set()).toEqual({});
    expect(await refusal("PATCH", `logged-models/${NOBODY}/tags`, { tags: [] })).toBe(absent);
    expect(await refusal("DELETE", `logged-models/${NOBODY}/tags/a`)).toBe(absent);
  });
});

describe("metrics", () => {
  it("are logged by runs, with their data set; of each the latest is told", async () => {
    const { model_id } = (await create()).info;
    const [run, other] = [await ana.run(experiment), await ana.run(experiment)];
    const base = { key: "acc", timestamp: 1, model_id };
    const on = { dataset_name: "iris", dataset_digest: "d" };
    for (const _ of [1, 2]) {
      await ana.post("runs/log-metric", { run_id: run, ...base, value: 0.5, ...on });
      await ana.post("runs/log-batch", {
        run_id: run,
        metrics: [
          { ...base, value: 0.7, step: 2 },
          { ...base, value: "NaN", step: 1 },
          { ...base, key: "own", model_id: undefined, value: 1 },
        ],
      });
      await ana.post("runs/log-metric", { run_id: other, ...base, value: 0.9 });
    }
    const { metrics } = (await read(model_id)).data;
    expect(metrics.sort((a: Answer, b: Answer) => a.value - b.value)).toEqual([
      { key: "acc", value: 0.5, timestamp: 1, step: 0, model_id, run_id: run, ...on },
      { key: "acc", value: 0.7, timestamp: 1, step: 2, model_id, run_id: run },
      { key: "acc", value: 0.9, timestamp: 1, step: 0, model_id, run_id: other },
    ]);
    // They are the run's as well.
    expect((await ana.get("metrics/get-history", { run_id: run, metric_key: "acc" })).metrics).toHaveLength(3);
  });
});
