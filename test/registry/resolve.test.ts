import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Actor, type Answer } from "../support/actor.js";
import { addVersion, registerModel, request, resolves } from "../support/registry.js";
import { until } from "../support/until.js";
import { actorFor, openWorld, type World } from "../support/world.js";

let world: World;
let mia: Actor;
let serving: Actor;

beforeAll(async () => {
  world = await openWorld();
  mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  const account = { teamId: world.teamId("fraud"), handle: "serving", displayName: "Serving" };
  const { createServiceAccount } = await world.admin.do("createServiceAccount", account, "serviceAccount { id }");
  const id: string = createServiceAccount.serviceAccount.id;
  await world.admin.do("grantOrganizationRole", { principalId: id, role: "RESOLVER" });
  serving = await actorFor(world.admin, id, "serving", { scopes: ["RESOLVE"] });
});
afterAll(() => world?.close());

const get = (who: Actor, uri: string, headers = {}): Promise<Response> =>
  who.get(`/resolve?uri=${encodeURIComponent(uri)}`, headers);

describe("resolving", () => {
  let model: string;
  let ids: string[];

  beforeAll(async () => {
    model = await registerModel(mia, world.teamId("fraud"), "churn", { visibility: "TEAM" });
    ids = [
      await addVersion(mia, model, { runId: "run-1" }),
      await addVersion(mia, model),
      await addVersion(mia, model),
    ];
    await request(mia, ids[1]!, "Production");
    await request(mia, ids[0]!, "Staging");
    await mia.do("setAlias", { modelVersionId: ids[0], alias: "champion" });
  });

  it.each([
    ["models:/churn/Production", 2],
    ["models:/churn/production", 2],
    ["models:/churn/STAGING", 1],
    ["models:/churn@champion", 1],
    ["models:/churn/3", 3],
    ["models:/churn/latest", 3],
    ["models:/churn/Latest", 3],
    ["models:/churn/None", 3],
    ["models:/churn/Archived", 404],
    ["models:/churn@challenger", 404],
    ["models:/churn/99", 404],
    ["models:/churn/99999999999999999999", 404],
    ["models:/Churn/1", 404],
    ["models:/none/1", 404],
    ["churn/1", 400],
    ["models:/churn", 400],
    ["models:/churn/1/2", 400],
    ["models:/churn@v7", 400],
    ["models:/\u0000/1", 400],
    ["", 400],
  ])("%s is %s", async (uri, expected) => {
    expect(await resolves(mia, uri)).toBe(expected);
    expect(await resolves(serving, uri)).toBe(expected);
  });

  it("answers what serving needs, with an ETag that 304 honours", async () => {
    const first = await get(serving, "models:/churn@champion");
    expect(await first.json()).toEqual({
      name: "churn",
      version: 1,
      stage: "Staging",
      aliases: ["champion"],
      source: "s3://bucket/model",
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      runId: "run-1",
      updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
    });
    const etag = first.headers.get("etag")!;
    const again = await get(serving, "models:/churn@champion", { "if-none-match": etag });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    await mia.do("setAlias", { modelVersionId: ids[2], alias: "champion" });
    expect((await get(serving, "models:/churn@champion", { "if-none-match": etag })).status).toBe(200);
  });

  it("needs a credential, a right and a scope; says so as JSON", async () => {
    const nobody = await get(new Actor(world.url, null, "nobody"), "models:/churn/1");
    expect([nobody.status, ((await nobody.json()) as Answer).code]).toEqual([401, "UNAUTHENTICATED"]);
    const other = await world.user("other", { other: ["OWNER"] });
    const [hidden, absent] = [await get(other, "models:/churn/1"), await get(other, "models:/absent/1")];
    expect([hidden.status, ((await hidden.json()) as Answer).message]).toEqual([
      absent.status,
      ((await absent.json()) as Answer).message,
    ]);
    const writer = await actorFor(world.admin, mia.id, "mia", { scopes: ["WRITE"] });
    expect((await get(writer, "models:/churn/1")).status).toBe(403);
    const basic = await fetch(`${world.url}/resolve?uri=models:/churn/1`, {
      headers: { authorization: `Basic ${Buffer.from(`anybody:${serving.token}`).toString("base64")}` },
    });
    expect(basic.status).toBe(200);
  });

  it("is right at once where it was changed or the cache is passed, and soon on another replica", {
    tags: "race",
  }, async () => {
    const replica = await world.replica();
    try {
      const there = new Actor(replica.url, mia.token, "mia");
      expect(await resolves(there, "models:/churn/Production")).toBe(2);
      for (const [index, id] of [ids[2]!, ids[1]!, ids[0]!, ids[1]!].entries()) {
        await request(mia, id, "Production");
        const expected = ids.indexOf(id) + 1;
        const asked = await get(there, "models:/churn/Production", { "cache-control": "no-cache" });
        expect(((await asked.json()) as Answer).version, `asked past the cache, move ${index}`).toBe(expected);
        expect(await resolves(mia, "models:/churn/Production"), `here, move ${index}`).toBe(expected);
        await until("there too", async () => (await resolves(there, "models:/churn/Production")) === expected);
      }
      await mia.do("setAlias", { modelVersionId: ids[1], alias: "served" });
      const named = await get(there, "models:/churn/Production", { "cache-control": "no-cache" });
      expect(((await named.json()) as Answer).aliases).toEqual(["served"]);
    } finally {
      await replica.close();
    }
  });

  it("tells who held a name at an instant, by present rights", async () => {
    const { modelVersion } = await mia.ask(
      `{ modelVersion(name: "churn", version: 2) { slotHistory(first: 50) { nodes { slot from to } } } }`,
    );
    const held = modelVersion.slotHistory.nodes.find(({ slot }: { slot: string }) => slot === "Production")!;
    const at = (instant: string, who = mia) =>
      get(who, "models:/churn/Production").then(() =>
        who.get(`/resolve?uri=models:/churn/Production&at=${encodeURIComponent(instant)}`),
      );
    expect(await (await at(held.from)).json()).toMatchObject({ version: 2 });
    expect(((await (await at(held.to)).json()) as Answer).version).not.toBe(2);
    expect((await at("2020-01-01T00:00:00Z")).status).toBe(404);
    expect((await at("2999-01-01T00:00:00Z")).status).toBe(400);
    expect((await at("yesterday")).status).toBe(400);
    const { resolve } = await mia.ask(
      `query ($at: DateTime) { resolve(uri: "models:/churn/Production", at: $at) { version stage { name } } }`,
      { at: held.from },
    );
    expect(resolve.version).toBe(2);
  });

  it("follows a rename, and the old name names nothing", async () => {
    await mia.do("renameRegisteredModel", { registeredModelId: model, name: "attrition" });
    expect(await resolves(mia, "models:/churn/Production")).toBe(404);
    expect(await resolves(mia, "models:/attrition/Production")).toBeGreaterThan(0);
    await mia.do("renameRegisteredModel", { registeredModelId: model, name: "churn" });
  });

  it("refuses a revoked token at once, and soon on another replica", { tags: "race" }, async () => {
    const token = await actorFor(world.admin, mia.id, "mia");
    const replica = await world.replica();
    try {
      const there = new Actor(replica.url, token.token, "mia");
      expect([await resolves(token, "models:/churn/1"), await resolves(there, "models:/churn/1")]).toEqual([1, 1]);
      await world.admin.do("revokeApiToken", { apiTokenId: token.tokenId });
      expect(await resolves(token, "models:/churn/1")).toBe(401);
      await until("there too", async () => (await resolves(there, "models:/churn/1")) === 401);
    } finally {
      await replica.close();
    }
  });
});
