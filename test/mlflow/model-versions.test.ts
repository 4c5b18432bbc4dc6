import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../support/actor.js";
import { entriesOf } from "../support/audit.js";
import { Mlflow } from "../support/mlflow.js";
import { clockTick } from "../support/until.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let carl: Mlflow, mia: Mlflow, vera: Mlflow, eve: Mlflow;

beforeAll(async () => {
  world = await openWorld();
  carl = new Mlflow(await world.user("carl", { risk: ["CONTRIBUTOR"] }));
  mia = new Mlflow(await world.user("mia", { risk: ["MAINTAINER"] }));
  vera = new Mlflow(await world.user("vera", { risk: ["VIEWER"] }));
  eve = new Mlflow(await world.user("eve", { fraud: ["OWNER"] }));
});
afterAll(() => world?.close());

let made = 0;
const model = async (versions = 0): Promise<string> => {
  const name = `model ${++made}`;
  await mia.post("registered-models/create", { name });
  for (let count = 0; count < versions; count++) await create(name);
  return name;
};
const create = async (name: string, more: Answer = {}): Promise<Answer> =>
  (await carl.post("model-versions/create", { name, source: "s3://bucket/model", ...more })).model_version;
const get = async (name: string, version: string): Promise<Answer> =>
  (await carl.get("model-versions/get", { name, version })).model_version;

describe("model-versions/create and get", () => {
  it("answers what is set, empty texts where upstream has them, and leaves the rest out", async () => {
    const name = await model();
    const before = await carl.get("registered-models/get", { name });
    await clockTick();
    const bare = await create(name);
    const at = bare.creation_timestamp as number;
    expect(bare).toEqual({
      name,
      version: "1",
      creation_timestamp: at,
      last_updated_timestamp: at,
      user_id: "carl",
      current_stage: "None",
      description: "",
      source: "s3://bucket/model",
      run_id: "",
      status: "READY",
      run_link: "",
    });
    expect(await get(name, "1")).toEqual(bare);
    expect(await get(name, "01")).toEqual(bare);
    const { registered_model } = await carl.get("registered-models/get", { name });
    expect(registered_model.last_updated_timestamp).toBeGreaterThan(before.registered_model.last_updated_timestamp);
    expect(registered_model.latest_versions).toEqual([bare]);
  });

  it("keeps what it is given: run, link, description, tags of which the last counts", async () => {
    const name = await model();
    const full = await create(name, {
      run_id: "run_id_1",
      run_link: "https://elsewhere.test/#/runs/1",
      description: "what it is",
      tags: [
        { key: "b", value: "1" },
        { key: "a", value: "" },
        { key: "b", value: "2" },
      ],
    });
    expect(full).toMatchObject({
      run_id: "run_id_1",
      run_link: "https://elsewhere.test/#/runs/1",
      description: "what it is",
      tags: [
        { key: "a", value: "" },
        { key: "b", value: "2" },
      ],
    });
  });

  it("counts up, also past deleted ones; 20 made at once are 1 to 20", { tags: "race" }, async () => {
    const name = await model();
    const versions = await Promise.all(Array.from({ length: 20 }, () => create(name)));
    expect(versions.map(({ version }) => Number(version)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    await mia.call("DELETE", "model-versions/delete", { name, version: "20" });
    expect((await create(name)).version).toBe("21");
  });

  it.each([
    ["no name", { source: "s3://b/m" }, "parameter 'name'"],
    ["no source", { name: "?" }, "parameter 'source'"],
    ["an empty source", { name: "?", source: "" }, "parameter 'source'"],
    ["a source of 2,001 characters", { name: "?", source: `s3://b/${"x".repeat(1_994)}` }, "2,000"],
    [
      "a run id of 251 characters",
      { name: "?", source: "s3://b/m", run_id: "r".repeat(251) },
      "parameter 'run_id' supplied: 1–250",
    ],
    [
      "a run link of 2,001 characters",
      { name: "?", source: "s3://b/m", run_link: "l".repeat(2_001) },
      "parameter 'run_link' supplied: at most 2,000",
    ],
    [
      "a description of 10,001",
      { name: "?", source: "s3://b/m", description: "d".repeat(10_001) },
      "parameter 'description' supplied: at most 10,000",
    ],
    ["a number as source", { name: "?", source: 1 }, "Hint: Value was of type 'int'"],
    ["tags that are an object", { name: "?", source: "s3://b/m", tags: {} }, "parameter 'tags'"],
    ["1,001 tags", { name: "?", source: "s3://b/m", tags: tags(1_001) }, "at most 1,000 tags"],
  ])("refuses %s and makes nothing", async (_, body, fragment) => {
    const name = await model();
    const { error, message } = await carl.refused("POST", "model-versions/create", {
      ...body,
      ...("name" in body && { name }),
    });
    expect([error, message]).toEqual(["400 INVALID_PARAMETER_VALUE", expect.stringContaining(fragment)]);
    expect(await carl.get("registered-models/get-latest-versions", { name })).toEqual({});
  });

  it("takes what is at each limit", async () => {
    const name = await model();
    const most = { source: `s3://b/${"x".repeat(1_993)}`, run_id: "r".repeat(250), tags: tags(1_000) };
    expect((await create(name, most)).tags).toHaveLength(1_000);
  });

  it("does not know models and versions that are not there", async () => {
    const name = await model(1);
    for (const [method, path, body, message] of [
      [
        "POST",
        "model-versions/create",
        { name: "absent", source: "s3://b/m" },
        "Registered Model with name=absent not found",
      ],
      [
        "GET",
        "model-versions/get",
        { name: "absent", version: "1" },
        "Model Version (name=absent, version=1) not found",
      ],
      ["GET", "model-versions/get", { name, version: "2" }, `Model Version (name=${name}, version=2) not found`],
      ["GET", "model-versions/get", { name, version: "99999999999999999999" }, "not found"],
      ["PATCH", "model-versions/update", { name, version: "2", description: "d" }, "not found"],
      ["POST", "model-versions/transition-stage", { name, version: "2", stage: "Staging" }, "not found"],
      ["DELETE", "model-versions/delete", { name, version: "2" }, "not found"],
      ["GET", "model-versions/get-download-uri", { name, version: "2" }, "not found"],
      ["POST", "model-versions/set-tag", { name, version: "2", key: "k", value: "v" }, "not found"],
      ["DELETE", "model-versions/delete-tag", { name, version: "2", key: "k" }, "not found"],
    ] as const)
      expect(await mia.refused(method, path, body)).toMatchObject({
        error: "404 RESOURCE_DOES_NOT_EXIST",
        message: expect.stringContaining(message),
      });
  });

  it.each(["one", "1.0", "-1", "1e0", "１", "0x1", " "])("takes no version %j", async (version) => {
    const name = await model(1);
    const calls: [string, string, Answer][] = [
      ["GET", "model-versions/get", {}],
      ["PATCH", "model-versions/update", { description: "d" }],
      ["POST", "model-versions/transition-stage", { stage: "Staging" }],
      ["DELETE", "model-versions/delete", {}],
      ["GET", "model-versions/get-download-uri", {}],
      ["POST", "model-versions/set-tag", { key: "k" }],
      ["POST", "registered-models/alias", { alias: "a" }],
    ];
    for (const [method, path, body] of calls)
      expect(await mia.refused(method, path, { name, version, ...body })).toMatchObject({
        error: "400 INVALID_PARAMETER_VALUE",
        message: expect.stringContaining("Parameter 'version' must be an integer"),
      });
    const asNumber = await mia.refused("PATCH", "model-versions/update", { name, version: 1 });
    expect(asNumber.message).toContain("Invalid value 1 for parameter 'version'");
  });
});

const tags = (count: number): Answer[] => Array.from({ length: count }, (_, i) => ({ key: `t${i}`, value: "v" }));

describe("model-versions/update, tags, delete", () => {
  it("sets a description and clears it; the version's timestamp moves, the model's does not", async () => {
    const name = await model(1);
    const [made, of] = [await get(name, "1"), await carl.get("registered-models/get", { name })];
    await clockTick();
    const { model_version } = await carl.call("PATCH", "model-versions/update", {
      name,
      version: "1",
      description: "d",
    });
    expect(model_version).toMatchObject({ description: "d", creation_timestamp: made.creation_timestamp });
    expect(model_version.last_updated_timestamp).toBeGreaterThan(made.last_updated_timestamp);
    const { registered_model } = await carl.get("registered-models/get", { name });
    expect(registered_model.last_updated_timestamp).toBe(of.registered_model.last_updated_timestamp);
    await carl.call("PATCH", "model-versions/update", { name, version: "1" });
    expect((await get(name, "1")).description).toBe("");
  });

  it("sets and deletes tags without moving a timestamp, twice as once, each with its entry", async () => {
    const name = await model(1);
    const { last_updated_timestamp } = await get(name, "1");
    const tag = { name, version: "1", key: "mlflow.x y/ä", value: "1" };
    for (let again = 0; again < 2; again++) expect(await carl.post("model-versions/set-tag", tag)).toEqual({});
    await carl.post("model-versions/set-tag", { ...tag, key: "empty", value: undefined });
    expect(await get(name, "1")).toMatchObject({
      tags: [
        { key: "empty", value: "" },
        { key: "mlflow.x y/ä", value: "1" },
      ],
      last_updated_timestamp,
    });
    for (let again = 0; again < 2; again++)
      expect(await carl.call("DELETE", "model-versions/delete-tag", { name, version: "1", key: "empty" })).toEqual({});
    const { modelVersion } = await mia.actor.ask(`{ modelVersion(name: "${name}", version: 1) { id } }`);
    const entries = await entriesOf(world.admin, { subjectId: modelVersion.id });
    expect(entries.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      "createModelVersion ALLOWED",
      "setTag ALLOWED",
      "setTag ALLOWED",
      "deleteTag ALLOWED",
    ]);
    expect(
      entries.every(({ channel, client }) => channel === "mlflow-rest" && client === "mlflow-python-client/3.17.2"),
    ).toBe(true);
  });

  it("deletes a version with its aliases, keeps its record, and does not delete it twice", async () => {
    const name = await model(2);
    await create(name, { run_id: "r7", description: "kept" });
    for (const alias of ["best", "newest"]) await mia.post("registered-models/alias", { name, alias, version: "3" });
    const { registered_model: before } = await mia.get("registered-models/get", { name });
    await clockTick();
    expect(await mia.call("DELETE", "model-versions/delete", { name, version: "3" })).toEqual({});
    expect((await mia.refused("DELETE", "model-versions/delete", { name, version: "3" })).error).toBe(
      "404 RESOURCE_DOES_NOT_EXIST",
    );
    const { registered_model } = await mia.get("registered-models/get", { name });
    expect(registered_model).not.toHaveProperty("aliases");
    expect(registered_model.latest_versions.map(({ version }: Answer) => version)).toEqual(["2"]);
    expect(registered_model.last_updated_timestamp).toBeGreaterThan(before.last_updated_timestamp);
    expect((await mia.refused("GET", "registered-models/alias", { name, alias: "best" })).error).toBe(
      "400 INVALID_PARAMETER_VALUE",
    );
    const { model_versions } = await mia.get("model-versions/search", { filter: `name = '${name}'` });
    expect(model_versions.map(({ version }: Answer) => version)).toEqual(["2", "1"]);
    const record = `{ modelVersion(name: "${name}", version: 3, includeDeleted: true) { runId description source } }`;
    expect((await world.admin.ask(record)).modelVersion).toEqual({
      runId: "r7",
      description: "kept",
      source: "s3://bucket/model",
    });
  });

  it("keeps a version that holds Production", async () => {
    const name = await model(1);
    await mia.post("model-versions/transition-stage", { name, version: "1", stage: "Production" });
    const { error, message } = await mia.refused("DELETE", "model-versions/delete", { name, version: "1" });
    expect([error, message]).toEqual([
      "403 PERMISSION_DENIED",
      expect.stringContaining(
        `Version 1 of "${name}" holds Production, an exclusive stage: move that version out with requestTransition(to: "Archived"), from MLflow with transition_model_version_stage(stage="Archived"), first.`,
      ),
    ]);
  });
});

describe("get-latest-versions", () => {
  it("answers the newest of each stage by POST and GET, names in any case, as often as asked once", async () => {
    const name = await model(5);
    const stage = (version: string, to: string) =>
      mia.post("model-versions/transition-stage", { name, version, stage: to });
    await stage("1", "Staging");
    await stage("2", "Staging");
    await stage("3", "Production");
    const of = async (method: string, stages?: string[]): Promise<string[]> => {
      const reply = await vera.call(method, "registered-models/get-latest-versions", {
        name,
        ...(stages && { stages }),
      });
      const versions: Answer[] = reply.model_versions ?? [];
      return versions.map(({ version, current_stage }) => `${version} ${current_stage}`).sort();
    };
    for (const method of ["POST", "GET"]) {
      expect(await of(method)).toEqual(["2 Staging", "3 Production", "5 None"]);
      expect(await of(method, ["PRODUCTION"])).toEqual(["3 Production"]);
      expect(await of(method, ["staging", "Staging", "none"])).toEqual(["2 Staging", "5 None"]);
      expect(await of(method, ["Archived"])).toEqual([]);
      expect(
        await vera.refused(method, "registered-models/get-latest-versions", { name, stages: ["Prod"] }),
      ).toMatchObject({
        error: "400 INVALID_PARAMETER_VALUE",
        message: "Invalid Model Version stage: Prod. Value must be one of None, Staging, Production, Archived.",
      });
      expect((await vera.refused(method, "registered-models/get-latest-versions", { name: "absent" })).error).toBe(
        "404 RESOURCE_DOES_NOT_EXIST",
      );
    }
    for (const version of ["4", "5"]) await stage(version, "Archived");
    expect(await of("GET", ["None", "Archived"])).toEqual(["5 Archived"]);
    await stage("4", "None");
    expect(await of("GET", ["None"])).toEqual(["4 None"]);
  });
});

describe("under another team's name", () => {
  it("refuses a version, names those that the caller can use, and writes nothing", async () => {
    const theirs = await model(1);
    for (const own of ["eve's b", "eve's a"]) await eve.post("registered-models/create", { name: own });
    expect((await eve.refused("POST", "registered-models/create", { name: theirs })).error).toBe(
      "400 RESOURCE_ALREADY_EXISTS",
    );
    const { error, message } = await eve.refused("POST", "model-versions/create", { name: theirs, source: "s3://b/m" });
    expect(error).toBe("403 PERMISSION_DENIED");
    expect(message).toContain(`You may not add versions to '${theirs}'.`);
    expect(message).toContain("You can use 'eve's a', 'eve's b', or a name of your own.");
    expect((await mia.get("model-versions/search", { filter: `name = '${theirs}'` })).model_versions).toHaveLength(1);
    const denied = await entriesOf(world.admin, { actor: "eve", outcome: "DENIED" });
    expect(denied.at(-1)).toMatchObject({ action: "createModelVersion", decision: { code: "FORBIDDEN" } });
    expect(
      (await vera.refused("POST", "model-versions/create", { name: theirs, source: "s3://b/m" })).message,
    ).toContain("You can use no registered model, and make none: that takes the role CONTRIBUTOR in some team.");
    const fay = new Mlflow(await world.user("fay", { blank: ["CONTRIBUTOR"] }));
    expect(
      (await fay.refused("POST", "model-versions/create", { name: theirs, source: "s3://b/m" })).message,
    ).toContain("You can use no registered model yet: choose a name of your own.");
  });
});
