import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../support/actor.js";
import { entriesOf } from "../support/audit.js";
import { Mlflow } from "../support/mlflow.js";
import { clockTick } from "../support/until.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let carl: Mlflow, olga: Mlflow, vera: Mlflow, eve: Mlflow;

beforeAll(async () => {
  world = await openWorld();
  carl = new Mlflow(await world.user("carl", { risk: ["CONTRIBUTOR"] }));
  olga = new Mlflow(await world.user("olga", { risk: ["OWNER"] }));
  vera = new Mlflow(await world.user("vera", { risk: ["VIEWER"] }));
  eve = new Mlflow(await world.user("eve", { fraud: ["OWNER"] }));
});
afterAll(() => world?.close());

let made = 0;
const named = (): string => `model ${++made}`;
/** A model of team risk, made by olga. */
const model = async (more: Answer = {}): Promise<string> => {
  const name = named();
  await olga.post("registered-models/create", { name, ...more });
  return name;
};
const version = async (name: string, more: Answer = {}): Promise<Answer> =>
  (await olga.post("model-versions/create", { name, source: "s3://bucket/model", ...more })).model_version;
const get = async (name: string): Promise<Answer> =>
  (await olga.get("registered-models/get", { name })).registered_model;
const tag = (key: string, value: string): Answer => ({ key, value });

/** Hides the model from whoever is not of its team. */
const hide = async (name: string): Promise<void> => {
  const { registeredModel } = await olga.actor.ask("query ($n: String!) { registeredModel(name: $n) { id } }", {
    n: name,
  });
  await olga.actor.do("updateRegisteredModel", { registeredModelId: registeredModel.id, visibility: "TEAM" });
};

describe("registered-models/create and get", () => {
  it("answers what is set and leaves out what is not", async () => {
    const name = named();
    const before = Date.now();
    const { registered_model: bare } = await carl.post("registered-models/create", { name });
    const timestamp = bare.creation_timestamp as number;
    expect(bare).toEqual({
      name,
      creation_timestamp: timestamp,
      last_updated_timestamp: timestamp,
      user_id: "carl",
    });
    expect(timestamp).toBeGreaterThanOrEqual(before - 1_000);
    expect(Number.isSafeInteger(timestamp)).toBe(true);
    expect(await get(name)).toEqual(bare);
    const full = { name: named(), description: "what it is", tags: [tag("b", "1"), tag("a", ""), tag("b", "2")] };
    const { registered_model } = await carl.post("registered-models/create", full);
    expect(registered_model).toMatchObject({ description: "what it is", tags: [tag("a", ""), tag("b", "2")] });
  });

  it("reads camelCase bodies, unknown fields, tags without value; empty description is none", async () => {
    const name = named();
    const body = { name, description: "", tags: [{ key: "k" }], deployment_job_id: "7", nonsense: { a: [] } };
    const { registered_model } = await carl.post("registered-models/create", body);
    expect(registered_model.tags).toEqual([tag("k", "")]);
    expect(registered_model).not.toHaveProperty("description");
  });

  it("says that a name is taken, in words that tell models and prompts apart, with no entry for it", async () => {
    const name = await model();
    const entries = async (): Promise<number> => (await entriesOf(world.admin, { actor: "carl" })).length;
    const before = await entries();
    for (let again = 0; again < 2; again++)
      expect(await carl.refused("POST", "registered-models/create", { name })).toMatchObject({
        error: "400 RESOURCE_ALREADY_EXISTS",
        message: `Registered Model (name=${name}) already exists.`,
      });
    const prompt = { tags: [tag("mlflow.prompt.is_prompt", "true")] };
    const { error, message } = await carl.refused("POST", "registered-models/create", { name, ...prompt });
    expect([error, message]).toEqual([
      "400 RESOURCE_ALREADY_EXISTS",
      expect.stringContaining(
        `create a prompt with name '${name}', but the name is already taken by a registered model`,
      ),
    ]);
    const asking = named();
    await carl.post("registered-models/create", { name: asking, ...prompt });
    const taken = await carl.refused("POST", "registered-models/create", { name: asking, ...prompt });
    expect(taken.message).toBe(`Prompt (name=${asking}) already exists.`);
    expect(await entries()).toBe(before + 1);
  });

  it("one of many who take a name at once gets it; the others hear that it is there", { tags: "race" }, async () => {
    const name = named();
    const replies = await Promise.all(
      Array.from({ length: 12 }, () => carl.send("POST", "registered-models/create", { name })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array(11).fill(400)]);
    for (const { status, body } of replies)
      if (status === 400) expect(body?.error_code).toBe("RESOURCE_ALREADY_EXISTS");
  });

  it.each([
    ["no name", {}, "Missing value for required parameter 'name'"],
    ["an empty name", { name: "" }, "Missing value for required parameter 'name'"],
    ["a null name", { name: null }, "Missing value for required parameter 'name'"],
    ["a number", { name: 7 }, "Invalid value 7 for parameter 'name' supplied: Hint: Value was of type 'int'."],
    ["a blank name", { name: " " }, "Missing value for required parameter 'name'"],
    ["a slash", { name: "a/b" }, "Invalid model name 'a/b'. Names cannot contain '/' or ':'; 1–256 characters"],
    ["a colon", { name: "a:b" }, "Invalid model name 'a:b'. Names cannot contain '/' or ':'"],
    ["257 characters", { name: "n".repeat(257) }, "1–256 characters"],
    ["a NUL", { name: "a\0b" }, "no control"],
    ["tags that are none", { name: "x", tags: "no" }, "Invalid value \"no\" for parameter 'tags'"],
    ["a tag without key", { name: "x", tags: [{ value: "v" }] }, "Missing value for required parameter 'tags[0].key'"],
    ["a tag's key of 251", { name: "x", tags: [tag("k".repeat(251), "v")] }, "parameter 'tags[0].key' supplied: 1–250"],
    [
      "a tag's value of 100,001",
      { name: "x", tags: [tag("k", "v".repeat(100_001))] },
      "parameter 'tags[0].value' supplied: at most 100,000",
    ],
    [
      "a description of 10,001",
      { name: "x", description: "d".repeat(10_001) },
      "parameter 'description' supplied: at most 10,000",
    ],
    ["a description that is a list", { name: "x", description: [] }, "parameter 'description'"],
    ["a tag of the service", { name: "x", tags: [tag("countersign.owner", "v")] }, "set by the service"],
  ] as [string, Answer, string][])("refuses %s", async (_, body, fragment) => {
    const { error, message } = await carl.refused("POST", "registered-models/create", body);
    expect([error, message]).toEqual(["400 INVALID_PARAMETER_VALUE", expect.stringContaining(fragment)]);
    if (body.name === "x") expect((await carl.send("GET", "registered-models/get", { name: "x" })).status).toBe(404);
  });

  it("takes a name of 256 characters of any script, found in either normal form", async () => {
    const name = `é${"語".repeat(255)}`;
    await carl.post("registered-models/create", { name });
    expect((await get(name.normalize("NFD"))).name).toBe(name);
  });
});

describe("registered-models/update, rename, delete", () => {
  it("sets a description, and clears it when none is given; only the model's timestamp moves", async () => {
    const name = await model();
    const { last_updated_timestamp: versionAt } = await version(name);
    const created = await get(name);
    await clockTick();
    const { registered_model } = await olga.call("PATCH", "registered-models/update", { name, description: "told" });
    expect(registered_model.description).toBe("told");
    expect(registered_model.last_updated_timestamp).toBeGreaterThan(created.last_updated_timestamp);
    expect(registered_model.creation_timestamp).toBe(created.creation_timestamp);
    expect(registered_model.latest_versions[0].last_updated_timestamp).toBe(versionAt);
    await olga.call("PATCH", "registered-models/update", { name });
    expect(await get(name)).not.toHaveProperty("description");
  });

  it("renames with versions, tags and aliases, which keep following; the old name is free", async () => {
    const name = await model({ tags: [tag("k", "v")] });
    await version(name);
    await olga.post("registered-models/alias", { name, alias: "best", version: "1" });
    const new_name = named();
    const { registered_model } = await olga.post("registered-models/rename", { name, new_name });
    expect(registered_model).toMatchObject({
      name: new_name,
      tags: [tag("k", "v")],
      aliases: [{ alias: "best", version: "1" }],
      latest_versions: [{ name: new_name, version: "1", aliases: ["best"] }],
    });
    expect((await olga.refused("GET", "registered-models/get", { name })).error).toBe("404 RESOURCE_DOES_NOT_EXIST");
    await olga.post("registered-models/create", { name });
    expect(await olga.refused("POST", "registered-models/rename", { name, new_name })).toMatchObject({
      error: "400 RESOURCE_ALREADY_EXISTS",
      message: `Registered Model (name=${new_name}) already exists.`,
    });
    await olga.post("registered-models/rename", { name, new_name: name });
  });

  it("deletes it with everything; a name made anew starts at version 1", async () => {
    const name = await model({ tags: [tag("k", "v")] });
    await version(name);
    await olga.post("registered-models/alias", { name, alias: "best", version: "1" });
    expect(await olga.call("DELETE", "registered-models/delete", { name })).toEqual({});
    expect(await olga.refused("DELETE", "registered-models/delete", { name })).toMatchObject({
      error: "404 RESOURCE_DOES_NOT_EXIST",
      message: `Registered Model with name=${name} not found`,
    });
    await olga.post("registered-models/create", { name });
    expect(await get(name)).not.toHaveProperty("tags");
    expect((await version(name)).version).toBe("1");
    const { registered_models } = await olga.get("registered-models/search", { filter: `name = '${name}'` });
    expect(registered_models).toHaveLength(1);
  });

  it("keeps a model that holds Production", async () => {
    const name = await model();
    await version(name);
    await olga.post("model-versions/transition-stage", { name, version: "1", stage: "Production" });
    const { error, message } = await olga.refused("DELETE", "registered-models/delete", { name });
    expect([error, message]).toEqual([
      "403 PERMISSION_DENIED",
      expect.stringContaining(
        `Version 1 of "${name}" holds Production, an exclusive stage: move that version out with requestTransition(to: "Archived"), from MLflow with transition_model_version_stage(stage="Archived"), first.`,
      ),
    ]);
    await olga.post("model-versions/transition-stage", { name, version: "1", stage: "Archived" });
    await olga.call("DELETE", "registered-models/delete", { name });
  });
});

describe("registered-models/set-tag and delete-tag", () => {
  it("sets over what was set, without a value the empty one; deleting what is not set is done already", async () => {
    const name = await model();
    const { last_updated_timestamp } = await get(name);
    expect(await carl.post("registered-models/set-tag", { name, key: "a", value: "1" })).toEqual({});
    await carl.post("registered-models/set-tag", { name, key: "a", value: "2" });
    await carl.post("registered-models/set-tag", { name, key: "b" });
    expect(await get(name)).toMatchObject({ tags: [tag("a", "2"), tag("b", "")], last_updated_timestamp });
    for (let again = 0; again < 2; again++)
      expect(await carl.call("DELETE", "registered-models/delete-tag", { name, key: "a" })).toEqual({});
    expect((await get(name)).tags).toEqual([tag("b", "")]);
  });

  it("has values of 100,000 characters, and no longer ones", async () => {
    const name = await model();
    await carl.post("registered-models/set-tag", { name, key: "k".repeat(250), value: "é".repeat(100_000) });
    for (const wrong of [
      { key: "k".repeat(251), value: "v" },
      { key: "k", value: "v".repeat(100_001) },
      { key: "", value: "v" },
      { key: "k", value: 1 },
      { value: "v" },
    ])
      expect((await carl.refused("POST", "registered-models/set-tag", { name, ...wrong })).error).toBe(
        "400 INVALID_PARAMETER_VALUE",
      );
  });
});

describe("who may", () => {
  it("viewers read; contributors tag and make versions; maintainers and owners change the rest", async () => {
    const name = await model();
    const writes: [string, string, Answer][] = [
      ["POST", "registered-models/set-tag", { name, key: "k", value: "v" }],
      ["DELETE", "registered-models/delete-tag", { name, key: "absent" }],
      ["PATCH", "registered-models/update", { name, description: "d" }],
      ["POST", "registered-models/rename", { name, new_name: named() }],
      ["DELETE", "registered-models/delete", { name }],
    ];
    for (const [method, path, body] of writes)
      for (const stranger of [vera, eve])
        expect(await stranger.refused(method, path, body)).toMatchObject({ error: "403 PERMISSION_DENIED" });
    for (const [method, path, body] of writes.slice(2))
      expect(await carl.refused(method, path, body)).toMatchObject({ error: "403 PERMISSION_DENIED" });
    expect(await vera.get("registered-models/get", { name })).toEqual(await eve.get("registered-models/get", { name }));
  });

  it("answers the same bytes for what is hidden and for what is absent", async () => {
    const name = await model();
    await version(name);
    await hide(name);
    const other = `${name}`.replace(/\d+/, "x");
    const calls: [string, string, Answer][] = [
      ["GET", "registered-models/get", {}],
      ["PATCH", "registered-models/update", { description: "d" }],
      ["POST", "registered-models/rename", { new_name: named() }],
      ["DELETE", "registered-models/delete", {}],
      ["POST", "registered-models/get-latest-versions", { stages: ["None"] }],
      ["GET", "registered-models/get-latest-versions", {}],
      ["POST", "registered-models/set-tag", { key: "k", value: "v" }],
      ["DELETE", "registered-models/delete-tag", { key: "k" }],
      ["POST", "registered-models/alias", { alias: "a", version: "1" }],
      ["GET", "registered-models/alias", { alias: "a" }],
      ["DELETE", "registered-models/alias", { alias: "a" }],
      ["DELETE", "registered-models/alias", { alias: "latest" }],
      ["POST", "model-versions/create", { source: "s3://b/m" }],
      ["POST", "model-versions/create", { source: "/etc/passwd" }],
      ["GET", "model-versions/get", { version: "1" }],
      ["PATCH", "model-versions/update", { version: "1", description: "d" }],
      ["POST", "model-versions/transition-stage", { version: "1", stage: "Staging" }],
      ["POST", "model-versions/transition-stage", { version: "1", stage: "None" }],
      ["DELETE", "model-versions/delete", { version: "1" }],
      ["GET", "model-versions/get-download-uri", { version: "1" }],
      ["POST", "model-versions/set-tag", { version: "1", key: "k", value: "v" }],
      ["DELETE", "model-versions/delete-tag", { version: "1", key: "k" }],
    ];
    for (const [method, path, body] of calls) {
      const [hidden, absent] = [
        await eve.send(method, path, { name, ...body }),
        await eve.send(method, path, { name: other, ...body }),
      ];
      const plain = ({ text, status }: typeof hidden, its: string): string =>
        `${status} ${text.replaceAll(its, "<name>").replace(/"request_id":"[^"]*"/, "")}`;
      expect(plain(hidden, name), `${method} ${path}`).toBe(plain(absent, other));
      expect(hidden.status, `${method} ${path}`).toBe(body.source?.startsWith("/") ? 400 : 404);
    }
    for (const path of ["registered-models/search", "model-versions/search"])
      expect(await eve.get(path, { filter: `name = '${name}'` })).toEqual({});
    expect(await get(name)).toMatchObject({ latest_versions: [{ version: "1" }] });
  });

  it("shows of a long name or alias its beginning", async () => {
    const name = "n".repeat(9_000);
    const alias = "a".repeat(9_000);
    await olga.post("registered-models/create", { name: "short" });
    for (const [method, path, message] of [
      ["GET", "registered-models/get", { name }],
      ["GET", "registered-models/get-latest-versions", { name }],
      ["PATCH", "registered-models/update", { name }],
      ["GET", "model-versions/get", { name, version: "0".repeat(5_000) }],
      ["GET", "registered-models/alias", { name: "short", alias }],
      ["POST", "registered-models/alias", { name: "short", alias, version: "1" }],
    ] as const) {
      const { message: said } = await olga.refused(method, path, message);
      expect(said, path).toMatch(/n…|a…/);
      expect(said.length, path).toBeLessThan(800);
    }
  });

  it("serves the same below every mount and every team's prefix, and nowhere else", async () => {
    const name = await model();
    const query = `?name=${encodeURIComponent(name)}`;
    const mounts = ["/api/2.0/mlflow", "/ajax-api/2.0/mlflow", "//api/2.0/mlflow", "/teams/risk/api/2.0/mlflow"];
    mounts.push("/teams/fraud/ajax-api/2.0/mlflow");
    const answers = await Promise.all(mounts.map((mount) => olga.raw("GET", `${mount}/registered-models/get${query}`)));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
    for (const [method, path] of [
      ["GET", `/api/3.0/mlflow/registered-models/get${query}`],
      ["GET", `/api/2.0/preview/mlflow/registered-models/get${query}`],
      ["POST", `/api/2.0/mlflow/registered-models/get${query}`],
      ["GET", `/api/2.0/mlflow/registered-models/Get${query}`],
      ["DELETE", `/api/2.0/mlflow/registered-models/search`],
    ] as const)
      expect([path, (await olga.raw(method, path)).body]).toEqual([
        path,
        expect.objectContaining({ error_code: "ENDPOINT_NOT_FOUND" }),
      ]);
  });
});
