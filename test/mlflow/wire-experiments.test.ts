import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";

/** The calls on experiments, each at its edges. Teams are in wire-teams, filters and orders in search-experiments. */

let world: World;
let ana: Mlflow;
let named = 0;

beforeAll(async () => {
  world = await openWorld();
  ana = new Mlflow(await world.user("ana", { risk: ["MAINTAINER"] }));
});
afterAll(() => world?.close());

const fresh = async (more: Answer = {}): Promise<string> => ana.experiment(`experiment-${++named}`, more);
const read = async (experiment_id: string): Promise<Answer> =>
  (await ana.get("experiments/get", { experiment_id })).experiment;
const refusal = async (path: string, message: Answer, method = "POST"): Promise<string> => {
  const { error, message: text } = await ana.refused(method, path, message);
  return `${error}: ${text}`;
};

const NOBODY = "404 RESOURCE_DOES_NOT_EXIST: No Experiment with id=123456789012345678 exists";
const nobody = { experiment_id: "123456789012345678" };

describe("creating", () => {
  it("answers an id of digits; the experiment has MLflow's shape and a place of its own", async () => {
    const before = Date.now();
    const id = await fresh({ tags: [{ key: "b", value: "2" }, { key: "a" }] });
    expect(id).toMatch(/^[1-9]\d{17}$/);
    const experiment = await read(id);
    expect(experiment).toEqual({
      ...{ experiment_id: id, name: `experiment-${named}`, artifact_location: `mlflow-artifacts:/${id}` },
      ...{ lifecycle_stage: "active", last_update_time: expect.any(Number), creation_time: expect.any(Number) },
      tags: [
        { key: "a", value: "" },
        { key: "b", value: "2" },
      ],
    });
    expect(experiment.creation_time).toBeGreaterThanOrEqual(before - 1_000);
    expect(await read(await fresh())).not.toHaveProperty("tags");
  });

  it("takes 500 characters of any script for a name, and not one more", async () => {
    for (const letter of ["x", "é", "漢", "😀"]) {
      const name = letter.repeat(500);
      expect((await read(await ana.experiment(name))).name).toBe(name);
      expect(await refusal("experiments/create", { name: `${name}${letter}` })).toContain(
        "400 INVALID_PARAMETER_VALUE: Invalid value for parameter 'name' supplied: it exceeds the maximum length of 500",
      );
    }
    for (const name of ["a/b/../c", " padded ", "per cent %41", "<script>", "..", "'; drop table"])
      expect((await read(await ana.experiment(name))).name).toBe(name);
    for (const name of ["   ", "tab\tbed", "line\nend", "\u202ereversed"])
      expect(await refusal("experiments/create", { name })).toContain("400 INVALID_PARAMETER_VALUE");
  });

  it("knows one name once in a team, deleted or not, however it is composed", async () => {
    const id = await ana.experiment("Caf\u00e9");
    for (const name of ["Caf\u00e9", "Cafe\u0301"])
      expect(await refusal("experiments/create", { name })).toMatch(/^400 RESOURCE_ALREADY_EXISTS: .*already exists/);
    await ana.post("experiments/delete", { experiment_id: id });
    const taken = await refusal("experiments/create", { name: "Caf\u00e9" });
    expect(taken).toContain("RESOURCE_ALREADY_EXISTS");
    await ana.experiment("CAF\u00c9");
    // What the refusal advises frees the name.
    expect(taken).toContain("if it is deleted, restore it, or restore and rename it.");
    await ana.post("experiments/restore", { experiment_id: id });
    await ana.post("experiments/update", { experiment_id: id, new_name: "Tea" });
    await ana.experiment("Caf\u00e9");
  });

  it("is won by one of ten who ask for a name at once; the others are told that it is there", {
    tags: "race",
  }, async () => {
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => ana.send("POST", "experiments/create", { name: "raced" })),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status, body } of replies.filter(({ status }) => status !== 200))
      expect([status, body?.error_code]).toEqual([400, "RESOURCE_ALREADY_EXISTS"]);
  });

  it("takes places of stores that clients reach themselves, and no other", async () => {
    const id = await fresh({ artifact_location: "s3://bucket/some/where/" });
    expect((await read(id)).artifact_location).toBe("s3://bucket/some/where");
    const run = (await ana.post("runs/create", { experiment_id: id })).run.info;
    expect(run.artifact_uri).toBe(`s3://bucket/some/where/${run.run_id}/artifacts`);
    for (const place of ["", null])
      expect((await read(await fresh({ artifact_location: place }))).artifact_location).toMatch(/^mlflow-artifacts:/);
    const places = ["/etc", "file:///etc", "runs:/x/y", "mlflow-artifacts:/other", "http://host/x", "relative/path"];
    for (const artifact_location of [
      ...places,
      "s3://a/../b",
      "s3://a/%2e%2e/b",
      "s3://a?x=1",
      "s3://a#b",
      "s3://u:p@h/x",
      `s3://a/${"x".repeat(2_048)}`,
    ])
      expect(await refusal("experiments/create", { name: "placed", artifact_location })).toContain("artifact_location");
    expect((await ana.refused("GET", "experiments/get-by-name", { experiment_name: "placed" })).error).toContain("404");
  });

  it("refuses ill-formed tags and leaves nothing behind; of equal keys the last counts", async () => {
    for (const tags of [
      "x",
      {},
      [5],
      [null],
      [{}],
      [{ key: "" }],
      [{ key: "a", value: 5 }],
      [{ key: "/a" }],
      [{ key: "k".repeat(251) }],
      [{ key: "a", value: "x".repeat(20_001) }],
    ])
      expect(await refusal("experiments/create", { name: "tagged", tags })).toContain("400 INVALID_PARAMETER_VALUE");
    const id = await ana.experiment("tagged", {
      tags: [
        { key: "a", value: "1" },
        { key: "a", value: "2" },
        { key: "long", value: "x".repeat(20_000) },
      ],
    });
    expect((await read(id)).tags[0]).toEqual({ key: "a", value: "2" });
  });
});

describe("reading", () => {
  it("finds by id and by name, deleted ones too; nobody's id is 404, what is no id is 400", async () => {
    const id = await fresh();
    const { name } = await read(id);
    expect((await ana.get("experiments/get-by-name", { experiment_name: name })).experiment.experiment_id).toBe(id);
    await ana.post("experiments/delete", { experiment_id: id });
    for (const experiment of [
      await read(id),
      (await ana.get("experiments/get-by-name", { experiment_name: name })).experiment,
    ])
      expect([experiment.experiment_id, experiment.lifecycle_stage]).toEqual([id, "deleted"]);
    expect(await refusal("experiments/get", nobody, "GET")).toBe(NOBODY);
    const absent = ["9223372036854775807", "9223372036854775808", "1".repeat(20), "1", "-1", "-9223372036854775809"];
    for (const experiment_id of absent)
      expect(await refusal("experiments/get", { experiment_id }, "GET")).toContain("404 RESOURCE_DOES_NOT_EXIST");
    for (const experiment_id of ["abc", "-", "--1", "1.0", "1e3", "0x1", " 1", "१", "1; drop table run"])
      expect(await refusal("experiments/get", { experiment_id }, "GET")).toContain(
        `400 INVALID_PARAMETER_VALUE: Invalid experiment ID '${experiment_id}'. Experiment ID must be a valid integer.`,
      );
    for (const experiment_name of ["nobody's", "x".repeat(5_000), "EXPERIMENT-1"])
      expect(await refusal("experiments/get-by-name", { experiment_name }, "GET")).toContain(
        "404 RESOURCE_DOES_NOT_EXIST: Could not find experiment with name",
      );
    expect((await ana.raw("GET", "experiments/get-by-name?experiment_name=a%00b")).status).toBe(404);
    expect(await refusal("experiments/get-by-name", {}, "GET")).toContain(
      "Missing value for required parameter 'experiment_name'",
    );
  });
});

describe("experiment 0", () => {
  it("is there, called Default, and is never renamed, deleted or restored", async () => {
    for (const experiment_id of ["0", "00"])
      expect(await read(experiment_id)).toMatchObject({
        experiment_id: "0",
        name: "Default",
        lifecycle_stage: "active",
        artifact_location: "mlflow-artifacts:/0",
      });
    expect((await ana.get("experiments/get-by-name", { experiment_name: "Default" })).experiment.experiment_id).toBe(
      "0",
    );
    for (const who of [ana, new Mlflow(world.admin)]) {
      expect((await who.refused("POST", "experiments/update", { experiment_id: "0", new_name: "Mine" })).error).toBe(
        "403 PERMISSION_DENIED",
      );
      expect((await who.refused("POST", "experiments/delete", { experiment_id: "0" })).error).toBe(
        "403 PERMISSION_DENIED",
      );
      expect((await who.refused("POST", "experiments/restore", { experiment_id: "0" })).error).toContain("404");
    }
    expect(
      (await ana.refused("POST", "experiments/set-experiment-tag", { experiment_id: "0", key: "k", value: "v" })).error,
    ).toBe("403 PERMISSION_DENIED");
    await new Mlflow(world.admin).post("experiments/set-experiment-tag", { experiment_id: "0", key: "k", value: "v" });
  });

  it("has its name to itself: no team makes another Default, nor calls one so", async () => {
    const experiment_id = await fresh();
    const own = { name: (await read(experiment_id)).name };
    for (const who of [ana, new Mlflow(await world.user("carl", { fraud: ["CONTRIBUTOR"] }))])
      expect(await who.refused("POST", "experiments/create", { name: "Default" })).toMatchObject({
        error: "400 RESOURCE_ALREADY_EXISTS",
        message: "Experiment(name=Default) already exists: it comes with the service, for every team.",
      });
    expect(await refusal("experiments/update", { experiment_id, new_name: "Default" })).toContain(
      "400 RESOURCE_ALREADY_EXISTS: Experiment(name=Default) already exists",
    );
    expect(await read(experiment_id)).toMatchObject(own);
    expect((await ana.get("experiments/get-by-name", { experiment_name: "Default" })).experiment.experiment_id).toBe(
      "0",
    );
    // Letters count as they are.
    await ana.experiment("default");
  });

  it("is where runs go that name no experiment", async () => {
    for (const message of [{}, { experiment_id: "" }, { experiment_id: "0" }])
      expect((await ana.post("runs/create", message)).run.info.experiment_id).toBe("0");
  });
});

describe("renaming", () => {
  it("changes the name and the time of the last change; clashes, empty names and nobody's are refused", async () => {
    const id = await fresh();
    const before = await read(id);
    await ana.post("experiments/update", { experiment_id: id, new_name: "renamed" });
    const after = await read(id);
    expect([after.name, after.creation_time]).toEqual(["renamed", before.creation_time]);
    expect(after.last_update_time).toBeGreaterThan(before.last_update_time - 1);
    await ana.post("experiments/update", { experiment_id: id, new_name: "renamed" });
    const other = await fresh();
    expect(await refusal("experiments/update", { experiment_id: other, new_name: "renamed" })).toContain(
      "400 RESOURCE_ALREADY_EXISTS",
    );
    for (const new_name of [undefined, null, ""])
      expect(await refusal("experiments/update", { experiment_id: id, new_name })).toContain(
        "Missing value for required parameter 'new_name'",
      );
    expect(await refusal("experiments/update", { experiment_id: id, new_name: "x".repeat(501) })).toContain(
      "exceeds the maximum length of 500",
    );
    expect(await refusal("experiments/update", { ...nobody, new_name: "x" })).toBe(NOBODY);
  });

  it("of a deleted one is refused for good, not as a fault of the server", async () => {
    const id = await fresh();
    await ana.post("experiments/delete", { experiment_id: id });
    expect(await refusal("experiments/update", { experiment_id: id, new_name: "late" })).toMatch(
      /^400 INVALID_PARAMETER_VALUE: .* must be in the 'active' state/,
    );
  });
});

describe("tags", () => {
  it("are set, set over and taken away; the limits are upstream's", async () => {
    const experiment_id = await fresh();
    const set = (key: unknown, value?: unknown) => ({ experiment_id, key, value });
    await ana.post("experiments/set-experiment-tag", set("multi line/é", "a\nb\tc"));
    await ana.post("experiments/set-experiment-tag", set("multi line/é", "second"));
    await ana.post("experiments/set-experiment-tag", set("empty"));
    await ana.post("experiments/set-experiment-tag", set("k".repeat(250), "x".repeat(20_000)));
    await ana.post("experiments/set-experiment-tag", set("𝒜".repeat(250), "😀".repeat(20_000)));
    const tags = (await read(experiment_id)).tags as Answer[];
    expect(tags.map(({ value }) => [...value].length)).toEqual([0, 20_000, 6, 20_000]);
    for (const [key, value, said] of [
      ["k".repeat(251), "v", "exceeds the maximum length of 250"],
      ["k", "x".repeat(20_001), "exceeds the maximum length of 20000"],
      ["a//b", "v", "read as a path"],
      ["../a", "v", "read as a path"],
      ["a/", "v", "read as a path"],
      ["/abs", "v", "no leading, doubled or trailing `/`"],
      ["a?b", "v", "names may only contain"],
      ["a\nb", "v", "names may only contain"],
      ["k", 5, "Invalid value 5 for parameter 'value' supplied"],
    ] as const)
      expect(await refusal("experiments/set-experiment-tag", set(key, value))).toContain(said);
    await ana.post("experiments/delete-experiment-tag", set("empty"));
    expect(await refusal("experiments/delete-experiment-tag", set("empty"))).toBe(
      `404 RESOURCE_DOES_NOT_EXIST: No tag with name: empty in experiment with id ${experiment_id}`,
    );
    expect(await refusal("experiments/delete-experiment-tag", set("a\0b"))).toMatch(/^4\d\d /);
    expect(await refusal("experiments/set-experiment-tag", { ...nobody, key: "k" })).toBe(NOBODY);
    expect(await refusal("experiments/delete-experiment-tag", { ...nobody, key: "k" })).toBe(NOBODY);
  });

  it("of a deleted experiment stay as they are", async () => {
    const experiment_id = await fresh({ tags: [{ key: "k", value: "v" }] });
    await ana.post("experiments/delete", { experiment_id });
    for (const path of ["experiments/set-experiment-tag", "experiments/delete-experiment-tag"])
      expect(await refusal(path, { experiment_id, key: "k", value: "w" })).toMatch(
        /^400 INVALID_PARAMETER_VALUE: .*'active' state/,
      );
    expect((await read(experiment_id)).tags).toEqual([{ key: "k", value: "v" }]);
  });
});

describe("deleting and restoring", () => {
  it("takes every run along, and brings every run back, those deleted before too", async () => {
    const experiment_id = await fresh();
    const [kept, gone] = [await ana.run(experiment_id), await ana.run(experiment_id)];
    const stages = async (): Promise<string[]> =>
      Promise.all([kept, gone].map(async (run_id) => (await ana.get("runs/get", { run_id })).run.info.lifecycle_stage));
    const found = async (run_view_type: string): Promise<string[]> =>
      ((await ana.post("runs/search", { experiment_ids: [experiment_id], run_view_type })).runs ?? [])
        .map((run: Answer) => run.info.run_id)
        .sort();
    await ana.post("runs/delete", { run_id: gone });
    expect(await stages()).toEqual(["active", "deleted"]);
    await ana.post("experiments/delete", { experiment_id });
    expect([await stages(), await found("ACTIVE_ONLY"), await found("DELETED_ONLY")]).toEqual([
      ["deleted", "deleted"],
      [],
      [kept, gone].sort(),
    ]);
    expect(await refusal("experiments/delete", { experiment_id })).toContain("404 RESOURCE_DOES_NOT_EXIST");
    for (const [path, message] of [
      ["runs/create", { experiment_id }],
      ["logged-models", { experiment_id }],
      ["runs/log-metric", { run_id: kept, key: "m", value: 1, timestamp: 1 }],
      ["runs/restore", { run_id: gone }],
    ] as const)
      expect(await refusal(path, message), path).toMatch(/^400 INVALID_PARAMETER_VALUE/);
    await ana.post("experiments/restore", { experiment_id });
    expect([await stages(), await found("ACTIVE_ONLY"), await found("DELETED_ONLY"), await found("ALL")]).toEqual([
      ["active", "active"],
      [kept, gone].sort(),
      [],
      [kept, gone].sort(),
    ]);
    expect(await refusal("experiments/restore", { experiment_id })).toContain("404 RESOURCE_DOES_NOT_EXIST");
    await ana.post("runs/delete", { run_id: kept });
    expect([await found("ACTIVE_ONLY"), await found("DELETED_ONLY")]).toEqual([[gone], [kept]]);
    for (const path of ["experiments/delete", "experiments/restore"]) expect(await refusal(path, nobody)).toBe(NOBODY);
  });
});

describe("searching", () => {
  it("needs max_results from 1 to 50,000; GET and POST answer alike; the last page has no token", async () => {
    for (const message of [
      {},
      { max_results: 0 },
      { max_results: -1 },
      { max_results: 50_001 },
      { max_results: "many" },
    ])
      for (const method of ["GET", "POST"])
        expect(await refusal("experiments/search", message, method)).toMatch(
          /^400 INVALID_PARAMETER_VALUE: Invalid value .* for parameter 'max_results' supplied/,
        );
    const all = await ana.post("experiments/search", { max_results: 50_000, order_by: ["name"] });
    expect(all).not.toHaveProperty("next_page_token");
    expect(await ana.get("experiments/search", { max_results: 50_000, order_by: ["name"] })).toEqual(all);
    expect(await ana.post("experiments/search", { max_results: all.experiments.length, order_by: ["name"] })).toEqual(
      all,
    );
    expect(await ana.post("experiments/search", { max_results: 1, filter: "name = 'nobody has this'" })).toEqual({});
  });

  it("of data sets takes 1 to 20 experiments, at both spellings of its path", async () => {
    const experiment_id = await fresh();
    const run_id = await ana.run(experiment_id);
    const dataset = (digest: string) => ({ dataset: { name: "d", digest, source_type: "s", source: "x" } });
    await ana.post("runs/log-inputs", {
      run_id,
      datasets: [{ ...dataset("1"), tags: [{ key: "mlflow.data.context", value: "train" }] }, dataset("2")],
    });
    const paths = [
      "/ajax-api/2.0/mlflow/experiments/search-datasets",
      "/api/2.0mlflow/experiments/search-datasets",
      "/api/2.0/mlflow/experiments/search-datasets",
    ];
    for (const path of paths)
      expect(await ana.post(path, { experiment_ids: [experiment_id, experiment_id, "999"] })).toEqual({
        dataset_summaries: [
          { experiment_id, name: "d", digest: "1", context: "train" },
          { experiment_id, name: "d", digest: "2" },
        ],
      });
    const [path = ""] = paths;
    expect(await ana.post(path, { experiment_ids: [await fresh()] })).toEqual({});
    for (const message of [{}, { experiment_ids: [] }])
      expect(await refusal(path, message)).toContain("must specify at least one experiment_id");
    expect(await refusal(path, { experiment_ids: Array(21).fill("0") })).toContain(
      "cannot specify more than 20 experiment_ids. Received 21",
    );
    await ana.post(path, { experiment_ids: Array(20).fill("0") });
    await ana.post("experiments/delete", { experiment_id });
    expect(await ana.post(path, { experiment_ids: [experiment_id] })).toEqual({});
  });

  it("of data sets tells a thousand at the most", async () => {
    const experiment_id = await fresh();
    for (const part of [0, 1]) {
      const run_id = await ana.run(experiment_id);
      const datasets = Array.from({ length: 501 }, (_, n) => ({
        dataset: { name: `d${part}-${n}`, digest: "x", source_type: "s", source: "x" },
      }));
      await ana.post("runs/log-inputs", { run_id, datasets });
    }
    expect(
      (await ana.post("/ajax-api/2.0/mlflow/experiments/search-datasets", { experiment_ids: [experiment_id] }))
        .dataset_summaries,
    ).toHaveLength(1_000);
  });
});
