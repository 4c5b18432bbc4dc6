import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { addVersion, approve, registerModel, request } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let olga: Actor, sven: Actor, rita: Actor;
const models: Record<string, string> = {};
const versions: Record<string, string[]> = {};
let pending: Answer;

const named = async (by: Actor, filter: Answer, orderBy: Answer | null = null): Promise<string[]> => {
  const { registeredModels } = await by.ask(
    `query ($filter: RegisteredModelFilter, $orderBy: RegisteredModelOrder) {
      registeredModels(first: 50, filter: $filter, orderBy: $orderBy) { nodes { name } totalCount { count } } }`,
    { filter, orderBy },
  );
  const names = registeredModels.nodes.map(({ name }: Answer) => name);
  expect(registeredModels.totalCount.count).toBe(names.length);
  return names;
};

const numbered = async (by: Actor, filter: Answer): Promise<string[]> => {
  const { modelVersions } = await by.ask(
    `query ($filter: ModelVersionFilter) {
      modelVersions(filter: $filter, orderBy: { field: NAME }) { nodes { modelName version } totalCount { count } }
      asMade: modelVersions(filter: $filter) { totalCount { count } } }`,
    { filter },
  );
  const found = modelVersions.nodes.map(({ modelName, version }: Answer) => `${modelName} ${version}`);
  expect(modelVersions.totalCount.count).toBe(found.length);
  return found;
};

const asked = async (by: Actor, filter: Answer, orderBy: Answer | null = null): Promise<string[]> => {
  const nodes: string[] = [];
  for (let after: string | null = null; ; ) {
    const { transitionRequests }: Answer = await by.ask(
      `query ($filter: TransitionRequestFilter, $orderBy: TransitionRequestOrder, $after: String) {
        transitionRequests(first: 2, after: $after, filter: $filter, orderBy: $orderBy) {
          nodes { modelName version to } pageInfo { hasNextPage endCursor } totalCount { count } } }`,
      { filter, orderBy, after },
    );
    nodes.push(
      ...transitionRequests.nodes.map(({ modelName, version, to }: Answer) => `${modelName} ${version} ${to}`),
    );
    if (!transitionRequests.pageInfo.hasNextPage) {
      expect(transitionRequests.totalCount.count).toBe(nodes.length);
      return nodes;
    }
    after = transitionRequests.pageInfo.endCursor;
  }
};

beforeAll(async () => {
  world = await openWorld();
  olga = await world.user("olga", { risk: ["OWNER"] });
  rita = await world.user("rita", { risk: ["REVIEWER"] });
  sven = await world.user("sven", { fraud: ["OWNER"] });
  for (const name of ["EU_Churn-v2", "churn", "Größe 7", "secret churn"]) {
    const visibility = name.startsWith("secret") ? "TEAM" : "ORGANIZATION";
    models[name] = await registerModel(olga, world.teamId("risk"), name, { visibility });
    versions[name] = [await addVersion(olga, models[name]), await addVersion(olga, models[name])];
  }
  await olga.do("setOwnershipTag", { registeredModelId: models.churn!, key: "OWNER", principalId: rita.id });
  await olga.do("setOwnershipTag", {
    registeredModelId: models["EU_Churn-v2"]!,
    key: "OWNER",
    teamId: world.teamId("risk"),
  });
  await olga.do("setAlias", { modelVersionId: versions.churn![0]!, alias: "champion" });
  await request(olga, versions["secret churn"]![0]!, "Staging");
  await olga.do("createApprovalPolicy", {
    name: "signed",
    scope: { registeredModelId: models.churn! },
    slots: ["Production"],
    requirements: [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }],
  });
  pending = await request(olga, versions.churn![1]!, "Production");
}, 120_000);
afterAll(() => world?.close());

describe("models", () => {
  it.each<[string, string[], string[]]>([
    ["chur", ["EU_Churn-v2", "churn", "secret churn"], ["EU_Churn-v2", "churn"]],
    ["V2 eu", ["EU_Churn-v2"], ["EU_Churn-v2"]],
    ["hurn", [], []],
    ["GRO\u0308SSE", [], []],
    ["gro\u0308ß", ["Größe 7"], ["Größe 7"]],
    ["secret", ["secret churn"], []],
    ["-", [], []],
  ])("are found by how words of their names begin: %s", async (text, ours, theirs) => {
    expect(await named(olga, { text })).toEqual(ours);
    expect(await named(sven, { text })).toEqual(theirs);
  });

  it("are found by their whole ids, not by a part of one", async () => {
    const id = models["secret churn"]!;
    expect(await named(olga, { text: ` ${id}` })).toEqual(["secret churn"]);
    expect(await named(sven, { text: id })).toEqual([]);
    expect(await named(olga, { text: id.slice(0, -1) })).toEqual([]);
  });

  it("are found by whoever owns them, by what they hold and by what is asked of them", async () => {
    expect(await named(olga, { ownedBy: "@rita" })).toEqual(["churn"]);
    expect(await named(olga, { ownedBy: "risk" })).toEqual(["EU_Churn-v2"]);
    expect(await named(olga, { ownedBy: "risk", ownership: { principal: "rita" } })).toEqual([]);
    expect(await named(olga, { ownedBy: "@nobody" })).toEqual([]);
    expect(await named(olga, { holds: "@champion" })).toEqual(["churn"]);
    expect(await named(olga, { holds: "staging" })).toEqual(["secret churn"]);
    expect(await named(sven, { holds: "staging" })).toEqual([]);
    expect(await named(olga, { hasOpenRequests: true })).toEqual(["churn"]);
    expect(await named(olga, { hasOpenRequests: false, text: "churn" })).toEqual(["EU_Churn-v2", "secret churn"]);
  });

  it("refuse a stage that there is none of, and an alias that can be none", async () => {
    for (const [holds, said] of [
      ["Nowhere", /one of None, Staging, Production, Archived/],
      ["@a b", /filter.holds/],
    ] as const) {
      const { errors } = await olga.send(
        "query ($filter: RegisteredModelFilter) { registeredModels(filter: $filter) { nodes { id } } }",
        { filter: { holds } },
      );
      expect(errors[0]?.extensions.code).toBe("INVALID_INPUT");
      expect(errors[0]?.message).toMatch(said);
    }
  });

  it("are ordered by what was done to them last, at any page size", async () => {
    const orderBy = { field: "LAST_ACTIVITY", direction: "DESC" };
    const order = () => named(olga, {}, orderBy);
    expect(await order()).toEqual(["churn", "secret churn", "EU_Churn-v2", "Größe 7"]);
    await olga.do("setTag", { subjectId: versions["Größe 7"]![0]!, key: "checked", value: "yes" });
    expect((await order())[0]).toBe("Größe 7");
    await olga.do("deleteTag", { subjectId: versions["Größe 7"]![0]!, key: "checked" });
    await olga.do("updateModelVersion", { modelVersionId: versions["EU_Churn-v2"]![0]!, description: "the first" });
    expect(await order()).toEqual(["EU_Churn-v2", "Größe 7", "churn", "secret churn"]);
    const seen: string[] = [];
    for (let after: string | null = null; ; ) {
      const { registeredModels }: Answer = await olga.ask(
        `query ($after: String, $orderBy: RegisteredModelOrder) { registeredModels(first: 1, after: $after, orderBy: $orderBy) {
          nodes { name lastActivityAt updatedAt } pageInfo { hasNextPage endCursor } } }`,
        { after, orderBy },
      );
      const [{ name, lastActivityAt, updatedAt }] = registeredModels.nodes;
      expect(lastActivityAt >= updatedAt).toBe(true);
      seen.push(name);
      if (!registeredModels.pageInfo.hasNextPage) break;
      after = registeredModels.pageInfo.endCursor;
    }
    expect(seen).toEqual(["EU_Churn-v2", "Größe 7", "churn", "secret churn"]);
  });
});

describe("versions", () => {
  it.each<[string, string[], string[]]>([
    ["churn 2", ["EU_Churn-v2 2", "churn 2", "secret churn 2"], ["EU_Churn-v2 2", "churn 2"]],
    ["eu churn/1", ["EU_Churn-v2 1"], ["EU_Churn-v2 1"]],
    ["größe 7", ["Größe 7 1", "Größe 7 2"], ["Größe 7 1", "Größe 7 2"]],
    ["secret", ["secret churn 1", "secret churn 2"], []],
    ["hurn", [], []],
  ])("are found by the model's name and their number: %s", async (text, ours, theirs) => {
    expect(await numbered(olga, { text })).toEqual(ours);
    expect(await numbered(sven, { text })).toEqual(theirs);
  });

  it("are found by their own id and by their model's", async () => {
    expect(await numbered(olga, { text: versions["secret churn"]![1]! })).toEqual(["secret churn 2"]);
    expect(await numbered(olga, { text: models.churn! })).toEqual(["churn 1", "churn 2"]);
    expect(await numbered(sven, { text: versions["secret churn"]![1]! })).toEqual([]);
  });
});

describe("requests", () => {
  it("are found by their own id, and by that and the name of what they are about", async () => {
    expect(await asked(olga, { text: pending.id })).toEqual(["churn 2 Production"]);
    expect(await asked(olga, { text: "churn" })).toEqual(["churn 2 Production", "secret churn 1 Staging"]);
    expect(await asked(olga, { text: "churn 1" })).toEqual(["secret churn 1 Staging"]);
    expect(await asked(olga, { text: models["secret churn"]! })).toEqual(["secret churn 1 Staging"]);
    expect(await asked(sven, { text: "churn" })).toEqual(["churn 2 Production"]);
  });

  it("are ordered by when they were asked for and by when they expire, page by page", async () => {
    const third = await request(olga, versions["EU_Churn-v2"]![0]!, "Staging");
    expect(third.id).not.toBe(pending.id);
    const newest = await asked(olga, {});
    expect(newest).toEqual(["EU_Churn-v2 1 Staging", "churn 2 Production", "secret churn 1 Staging"]);
    expect(await asked(olga, {}, { field: "REQUESTED_AT" })).toEqual([...newest].reverse());
    const expiring = await asked(olga, {}, { field: "EXPIRES_AT" });
    expect([...expiring].sort()).toEqual([...newest].sort());
    expect(await asked(olga, {}, { field: "EXPIRES_AT", direction: "DESC" })).toEqual([...expiring].reverse());
  });

  it("leave a model's list of open requests when they are decided, which is the last that was done", async () => {
    await approve(rita, pending);
    expect(await named(olga, { hasOpenRequests: true })).toEqual([]);
    expect((await named(olga, {}, { field: "LAST_ACTIVITY", direction: "DESC" }))[0]).toBe("churn");
    expect(await asked(olga, { decidedBy: "rita" })).toEqual(["churn 2 Production"]);
  });
});
