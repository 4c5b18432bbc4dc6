import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../support/actor.js";
import { entriesOf } from "../support/audit.js";
import { Mlflow } from "../support/mlflow.js";
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
const modelWith = async (versions: number): Promise<string> => {
  const name = `model-${++made}`;
  await mia.post("registered-models/create", { name });
  for (let count = 0; count < versions; count++) await mia.post("model-versions/create", { name, source: "s3://b/m" });
  return name;
};
const set = (name: string, alias: unknown, version = "1") =>
  mia.send("POST", "registered-models/alias", { name, alias, version });
const holder = async (name: string, alias: string): Promise<string> =>
  (await vera.get("registered-models/alias", { name, alias })).model_version.version;

describe("registered-models/alias", () => {
  it("is set, moved, found and deleted; it heeds case and shows wherever versions do", async () => {
    const name = await modelWith(2);
    const { registered_model: before } = await vera.get("registered-models/get", { name });
    expect((await set(name, "Best")).body).toEqual({});
    await set(name, "best", "2");
    expect([await holder(name, "Best"), await holder(name, "best")]).toEqual(["1", "2"]);
    await set(name, "Best", "2");
    const shown = async (): Promise<unknown[]> => {
      const { registered_model } = await vera.get("registered-models/get", { name });
      const found = await vera.get("registered-models/search", { filter: `name = '${name}'` });
      const versions = await vera.get("model-versions/search", { filter: `name = '${name}'` });
      const latest = await vera.get("registered-models/get-latest-versions", { name });
      const one = await vera.get("model-versions/get", { name, version: "2" });
      expect(registered_model.last_updated_timestamp).toBe(before.last_updated_timestamp);
      return [
        registered_model.aliases,
        found.registered_models[0].aliases,
        ...[registered_model.latest_versions, found.registered_models[0].latest_versions, versions.model_versions].map(
          (list) => list[0].aliases,
        ),
        latest.model_versions[0].aliases,
        one.model_version.aliases,
      ];
    };
    const both = ["Best", "best"];
    const pairs = both.map((alias) => ({ alias, version: "2" }));
    expect(await shown()).toEqual([pairs, pairs, both, both, both, both, both]);
    for (let again = 0; again < 2; again++)
      for (const alias of [...both, "never"])
        expect(await mia.call("DELETE", "registered-models/alias", { name, alias })).toEqual({});
    expect(await shown()).toEqual(Array(7).fill(undefined));
  });

  it("set twice is set once, with one entry; deleted twice likewise", async () => {
    const name = await modelWith(2);
    for (let again = 0; again < 3; again++) await set(name, "champion", "2");
    for (let again = 0; again < 3; again++)
      await mia.call("DELETE", "registered-models/alias", { name, alias: "champion" });
    const { modelVersion } = await mia.actor.ask(`{ modelVersion(name: "${name}", version: 2) { id } }`);
    const entries = await entriesOf(world.admin, { subjectId: modelVersion.id });
    expect(entries.map(({ action, before, after }) => [action, before?.holder, after?.holder])).toEqual([
      ["createModelVersion", undefined, undefined],
      ["setAlias", null, 2],
      ["removeAlias", 2, null],
    ]);
  });

  it("says so in MLflow's words where there is no such alias, model or version", async () => {
    const name = await modelWith(1);
    expect(await vera.refused("GET", "registered-models/alias", { name, alias: "nobody" })).toMatchObject({
      error: "400 INVALID_PARAMETER_VALUE",
      message: "Registered model alias nobody not found.",
    });
    for (const [method, message] of [
      ["GET", "Registered Model with name=absent not found"],
      ["DELETE", "Registered Model with name=absent not found"],
      ["POST", "Model Version (name=absent, version=1) not found"],
    ] as const)
      expect(
        await mia.refused(method, "registered-models/alias", { name: "absent", alias: "a", version: "1" }),
      ).toMatchObject({ error: "404 RESOURCE_DOES_NOT_EXIST", message });
    expect((await set(name, "a", "2")).body?.error_code).toBe("RESOURCE_DOES_NOT_EXIST");
  });

  it.each([
    ["latest", "reserved"],
    ["LaTeSt", "reserved"],
    ["v1", "reserved"],
    ["V007", "reserved"],
    ["v٣", "reserved"],
    ["@champion", "Invalid alias name"],
    ["a b", "Invalid alias name"],
    ["a.b", "Invalid alias name"],
    ["a/b", "Invalid alias name"],
    ["a\0", "Invalid alias name"],
    ["a\ud800", "Invalid alias name"],
    ["\u0301", "Invalid alias name"],
    ["a\u200b", "Invalid alias name"],
    ["🦄", "Invalid alias name"],
    ["x".repeat(256), "Invalid alias name"],
    ["", "Missing value for required parameter 'alias'"],
    [7, "Hint: Value was of type 'int'"],
  ])("cannot be %j", async (alias, fragment) => {
    const name = await modelWith(1);
    const { status, body } = await set(name, alias);
    expect([status, body?.error_code, body?.message]).toEqual([
      400,
      "INVALID_PARAMETER_VALUE",
      expect.stringContaining(fragment),
    ]);
    expect((await vera.get("registered-models/get", { name })).registered_model).not.toHaveProperty("aliases");
  });

  it.each([
    ...["a", "1", "-_-", "vx", "v1a", "latest-1", "x".repeat(255), "é".repeat(255)],
    // As upstream: letters and digits of any script (Python's \\w).
    ...["größte", "冠军", "победитель", "الأفضل", "٣", "½", "Ⅷ", "ªº", "𠀀"],
  ])("can be %j", async (alias) => {
    const name = await modelWith(1);
    expect((await set(name, alias)).status).toBe(200);
    expect(await holder(name, alias)).toBe("1");
  });

  it("deleting a reserved one is done already; deleting what is none is refused", async () => {
    const name = await modelWith(1);
    for (const alias of ["latest", "v1"])
      expect(await mia.call("DELETE", "registered-models/alias", { name, alias })).toEqual({});
    expect((await mia.refused("DELETE", "registered-models/alias", { name, alias: "@a" })).error).toBe(
      "400 INVALID_PARAMETER_VALUE",
    );
    expect((await mia.refused("DELETE", "registered-models/alias", { name: "absent", alias: "latest" })).error).toBe(
      "404 RESOURCE_DOES_NOT_EXIST",
    );
  });

  it("latest, in any case, is the highest number, whatever its stage; none while there is no version", async () => {
    const name = await modelWith(0);
    expect((await vera.refused("GET", "registered-models/alias", { name, alias: "latest" })).error).toBe(
      "400 INVALID_PARAMETER_VALUE",
    );
    for (const version of ["1", "2", "3"]) {
      await mia.post("model-versions/create", { name, source: "s3://b/m" });
      expect(await holder(name, "Latest")).toBe(version);
    }
    await mia.post("model-versions/transition-stage", { name, version: "3", stage: "Archived" });
    expect(await holder(name, "latest")).toBe("3");
    await mia.call("DELETE", "model-versions/delete", { name, version: "3" });
    expect(await holder(name, "LATEST")).toBe("2");
  });

  it("is nothing for viewers and strangers to move, even where it is already; contributors ask", async () => {
    const name = await modelWith(1);
    await set(name, "champion");
    for (const who of [vera, eve])
      for (const [method, body] of [
        ["POST", { name, alias: "champion", version: "1" }],
        ["DELETE", { name, alias: "champion" }],
      ] as [string, Answer][])
        expect((await who.refused(method, "registered-models/alias", body)).error).toBe("403 PERMISSION_DENIED");
    expect((await carl.refused("DELETE", "registered-models/alias", { name, alias: "champion" })).error).toBe(
      "403 PERMISSION_DENIED",
    );
    expect(await carl.post("registered-models/alias", { name, alias: "champion", version: "1" })).toEqual({});
    expect(await carl.refused("POST", "registered-models/alias", { name, alias: "other", version: "1" })).toMatchObject(
      {
        error: "403 PERMISSION_DENIED",
        message: expect.stringContaining("1 × MAINTAINER of team risk"),
        body: { approval_request_id: expect.stringMatching(/^req_/) },
      },
    );
    expect(await holder(name, "champion")).toBe("1");
  });

  it("ends on one of the versions that 12 calls at once point it at", { tags: "race" }, async () => {
    const name = await modelWith(4);
    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, index) => set(name, "champion", String((index % 4) + 1))),
    );
    expect(replies.map(({ status }) => status)).toEqual(Array(12).fill(200));
    const { registered_model } = await vera.get("registered-models/get", { name });
    expect(registered_model.aliases).toHaveLength(1);
    expect(await holder(name, "champion")).toBe(registered_model.aliases[0].version);
  });
});
