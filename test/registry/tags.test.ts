import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { addVersion, registerModel } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let owner: Actor;
let contributor: Actor;
let viewer: Actor;
let model: string;
let version: string;

const tag = (key: string, value: string): Answer => ({ key, value });

beforeAll(async () => {
  world = await openWorld();
  owner = await world.user("olga", { risk: ["OWNER"] });
  contributor = await world.user("carl", { risk: ["CONTRIBUTOR"] });
  viewer = await world.user("vera", { risk: ["VIEWER"] });
  model = await registerModel(owner, world.teamId("risk"), "churn");
  version = await addVersion(owner, model);
});
afterAll(() => world.close());

describe("tags", () => {
  it("are set, changed and taken from models and versions by contributors", async () => {
    const fields =
      "subject { id ... on RegisteredModel { tags { key value } } ... on ModelVersion { tags { key value } } }";
    for (const subjectId of [model, version]) {
      const set = await contributor.do("setTag", { subjectId, key: "b", value: "1" }, fields);
      expect(set.setTag.subject).toEqual({ id: subjectId, tags: [tag("b", "1")] });
      await contributor.do("setTag", { subjectId, key: "a", value: "" });
      const changed = await contributor.do("setTag", { subjectId, key: "b", value: "2" }, fields);
      expect(changed.setTag.subject.tags).toEqual([tag("a", ""), tag("b", "2")]);
      const gone = await contributor.do("deleteTag", { subjectId, key: "a" }, fields);
      expect(gone.deleteTag.subject.tags).toEqual([tag("b", "2")]);
      expect(await contributor.refused("deleteTag", { subjectId, key: "a" })).toBe("NOT_FOUND");
      expect(await viewer.refused("setTag", { subjectId, key: "b", value: "3" })).toBe("FORBIDDEN");
    }
  });

  it("know no other subjects", async () => {
    for (const subjectId of [world.teamId("risk"), owner.id, "Nonsense", "mv_00000000000000000000000000"])
      expect(await owner.refused("setTag", { subjectId, key: "k", value: "v" })).toBe("NOT_FOUND");
  });

  it("have keys of 250 and values of 100,000 characters, 1,000 at most", async () => {
    const subjectId = await addVersion(owner, model);
    await contributor.do("setTag", { subjectId, key: "k".repeat(250), value: "v".repeat(100_000) });
    expect(await contributor.refused("setTag", { subjectId, key: "k".repeat(251), value: "v" })).toBe("INVALID_INPUT");
    expect(await contributor.refused("setTag", { subjectId, key: "k", value: "v".repeat(100_001) })).toBe(
      "INVALID_INPUT",
    );
    const tags = Array.from({ length: 1_000 }, (_, index) => tag(`t${index}`, "v"));
    const full = await addVersion(owner, model, { tags });
    expect(await contributor.refused("setTag", { subjectId: full, key: "one more", value: "v" })).toBe("INVALID_INPUT");
    await contributor.do("setTag", { subjectId: full, key: "t7", value: "other" });
    const SOME =
      "query ($id: ID!) { node(id: $id) { ... on ModelVersion { tags { key } few: tags(first: 2) { key } } } }";
    const { node } = await viewer.ask<Answer>(SOME, { id: full });
    expect([node.tags.length, node.few.length]).toEqual([100, 2]);
  });

  it.each(["countersign.owner", "countersign.", "Countersign.owner", "COUNTERSIGN.x"])("cannot be %s", async (key) => {
    expect(await owner.refused("setTag", { subjectId: model, key, value: "me" })).toBe("INVALID_INPUT");
    expect(await owner.refused("deleteTag", { subjectId: model, key })).toBe("INVALID_INPUT");
  });

  it.each(["", " ", "a\nb", "a\u200bb", "a\u202eb", "a\0b"])("have no key like %j", async (key) => {
    expect(await owner.refused("setTag", { subjectId: model, key, value: "v" })).toBe("INVALID_INPUT");
  });

  it("leave an entry with before and after, a long value by its digest", async () => {
    const subjectId = await addVersion(owner, model);
    await owner.do("setTag", { subjectId, key: "k", value: "old" });
    await owner.do("setTag", { subjectId, key: "k", value: "n".repeat(5_000) });
    const TOLD = `query ($id: ID!) { node(id: $id) { ... on ModelVersion {
      evidence(first: 50) { nodes { action before after stream } } } } }`;
    const { nodes } = (await owner.ask(TOLD, { id: subjectId })).node.evidence;
    const last = nodes.filter(({ action }: Answer) => action === "setTag").at(-1)!;
    expect(last.before).toEqual({ key: "k", value: "old" });
    expect(last.after).toEqual({ key: "k", value: { length: 5_000, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    expect(last.stream).toBe(`model_version:${subjectId}`);
  });
});

describe("searching by tags", () => {
  const names = async (filter: Answer, by: Actor = viewer): Promise<string[]> => {
    const SEARCH =
      "query ($filter: RegisteredModelFilter) { registeredModels(first: 100, filter: $filter) { nodes { name } } }";
    return (await by.ask(SEARCH, { filter })).registeredModels.nodes.map(({ name }: Answer) => name);
  };
  const numbers = async (filter: Answer, by: Actor = viewer): Promise<string[]> => {
    const SEARCH = `query ($filter: ModelVersionFilter) { modelVersions(first: 100, filter: $filter, orderBy: { field: NAME }) {
      nodes { modelName version } } }`;
    const { nodes } = (await by.ask(SEARCH, { filter })).modelVersions;
    return nodes.map(({ modelName, version: number }: Answer) => `${modelName}/${number}`);
  };

  beforeAll(async () => {
    const team = world.teamId("risk");
    const one = await registerModel(owner, team, "one", { tags: [tag("area", "credit"), tag("tier.level", "1")] });
    const two = await registerModel(owner, team, "two", {
      tags: [tag("area", "credit card"), tag("tier.name", "gold")],
    });
    const secret = await registerModel(owner, team, "three", { visibility: "TEAM", tags: [tag("area", "credit")] });
    const long = "x".repeat(300);
    await addVersion(owner, one, { tags: [tag("git.commit", "abc"), tag("long", `${long}1`)] });
    await addVersion(owner, one, { tags: [tag("git.commit", "def"), tag("long", `${long}2`)], runId: "run-1" });
    const staged = await addVersion(owner, two, { tags: [tag("git.branch", "main"), tag("50%_done", "yes")] });
    await addVersion(owner, secret, { tags: [tag("git.commit", "abc")] });
    await owner.do("requestTransition", { modelVersionId: staged, to: "Staging", reason: "r" });
    await owner.do("setAlias", { modelVersionId: staged, alias: "champion" });
    await owner.do("setOwnershipTag", { registeredModelId: one, key: "STEWARD", teamId: team });
    await owner.do("setOwnershipTag", { registeredModelId: two, key: "data lead", principalId: owner.id });
  });

  it("finds a key, a key with its whole value, the beginning of a key, and all of several", async () => {
    expect(await names({ tags: [{ key: "area" }] })).toEqual(["one", "three", "two"]);
    expect(await names({ tags: [{ key: "area", value: "credit" }] })).toEqual(["one", "three"]);
    expect(await names({ tags: [{ keyPrefix: "tier." }] })).toEqual(["one", "two"]);
    expect(await names({ tags: [{ keyPrefix: "tier.", value: "gold" }] })).toEqual(["two"]);
    expect(await names({ tags: [{ key: "area", value: "credit" }, { keyPrefix: "tier" }] })).toEqual(["one"]);
    expect(await names({ tags: [{ key: "Area" }] })).toEqual([]);
    expect(await numbers({ tags: [{ key: "long", value: `${"x".repeat(300)}2` }] })).toEqual(["one/2"]);
    expect(await numbers({ tags: [{ keyPrefix: "git." }] })).toEqual(["one/1", "one/2", "three/1", "two/1"]);
    expect(await numbers({ tags: [{ keyPrefix: "50%_" }] })).toEqual(["two/1"]);
    expect(await numbers({ tags: [{ keyPrefix: "5_" }] })).toEqual([]);
  });

  it("joins with team, stage, alias, name, run and the model's tags", async () => {
    const git = { tags: [{ keyPrefix: "git." }] };
    expect(await numbers({ ...git, team: "risk", stage: "staging" })).toEqual(["two/1"]);
    expect(await numbers({ ...git, stage: "NONE" })).toEqual(["one/1", "one/2", "three/1"]);
    expect(await numbers({ ...git, alias: "champion" })).toEqual(["two/1"]);
    expect(await numbers({ ...git, alias: "@champion" })).toEqual(["two/1"]);
    expect(await numbers({ ...git, model: "one" })).toEqual(["one/1", "one/2"]);
    expect(await numbers({ ...git, runId: "run-1" })).toEqual(["one/2"]);
    expect(await numbers({ ...git, modelTags: [{ key: "area", value: "credit card" }] })).toEqual(["two/1"]);
    expect(await numbers({ ...git, team: "nobody" })).toEqual([]);
    expect(await names({ team: "risk", nameContains: "TW", tags: [{ key: "area" }] })).toEqual(["two"]);
  });

  it("finds ownership tags as the tags that they read as", async () => {
    expect(await names({ tags: [{ key: "countersign.steward", value: "risk" }] })).toEqual(["one"]);
    expect(await names({ tags: [{ key: "countersign.data lead", value: "olga" }] })).toEqual(["two"]);
    expect(await names({ tags: [{ keyPrefix: "countersign." }] })).toEqual(["one", "two"]);
    expect(await names({ tags: [{ keyPrefix: "count" }] })).toEqual(["one", "two"]);
    expect(await names({ tags: [{ key: "countersign.STEWARD" }] })).toEqual([]);
  });

  it("shows nobody what they may not see", async () => {
    const stranger = await world.user("sven", { fraud: ["OWNER"] });
    expect(await names({ tags: [{ key: "area" }] }, stranger)).toEqual(["one", "two"]);
    expect(await numbers({ tags: [{ key: "git.commit", value: "abc" }] }, stranger)).toEqual(["one/1"]);
    expect(await numbers({ model: "three" }, stranger)).toEqual([]);
  });

  it("refuses what is no condition", async () => {
    const SEARCH = "query ($filter: ModelVersionFilter) { modelVersions(filter: $filter) { nodes { id } } }";
    const bad: Answer[] = [
      { tags: [{}] },
      { tags: [{ key: "a", keyPrefix: "b" }] },
      { tags: [{ value: "v" }] },
      { tags: Array.from({ length: 11 }, () => ({ key: "k" })) },
      { tags: [{ key: "a\0" }] },
      { stage: "Nowhere" },
      { alias: "v7" },
      { model: "x".repeat(501) },
    ];
    for (const filter of bad) {
      const reply = await viewer.send(SEARCH, { filter });
      expect([JSON.stringify(filter).slice(0, 40), reply.errors[0]?.extensions.code]).toEqual([
        JSON.stringify(filter).slice(0, 40),
        "INVALID_INPUT",
      ]);
    }
  });
});
