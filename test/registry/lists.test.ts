import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { addVersion, registerModel, request } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let owner: Actor;
let stranger: Actor;
let reviewer: Actor;
let risk: string;
const COUNT = 25;

const MODELS = `query ($first: Int, $after: String, $filter: RegisteredModelFilter, $orderBy: RegisteredModelOrder) {
  registeredModels(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
    edges { cursor node { id } } nodes { id name visibility } pageInfo { hasNextPage endCursor } } }`;
const VERSIONS = `query ($first: Int, $after: String, $filter: ModelVersionFilter, $orderBy: ModelVersionOrder) {
  modelVersions(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
    edges { cursor } nodes { id modelName version createdAt deletedAt } pageInfo { hasNextPage endCursor } } }`;

/** Every page of a list, each but the last full. */
const all = async (by: Actor, text: string, first: number, variables: Answer = {}): Promise<Answer[]> => {
  const nodes: Answer[] = [];
  for (let after: string | null = null; ; ) {
    const answer = await by.ask(text, { ...variables, first, after });
    const list: Answer = answer.registeredModels ?? answer.modelVersions;
    nodes.push(...list.nodes);
    if (!list.pageInfo.hasNextPage) return nodes;
    expect(list.nodes).toHaveLength(first);
    after = list.pageInfo.endCursor;
  }
};

beforeAll(async () => {
  world = await openWorld();
  owner = await world.user("olga", { risk: ["OWNER"] });
  stranger = await world.user("sven", { fraud: ["OWNER"] });
  reviewer = await world.user("rita", { audit: ["REVIEWER"] });
  risk = world.teamId("risk");
  for (let index = 0; index < COUNT; index++) {
    const visibility = index % 5 === 0 ? "ORGANIZATION" : "TEAM";
    const id = await registerModel(owner, risk, `m-${String(index).padStart(2, "0")}`, { visibility });
    await addVersion(owner, id);
    if (index % 2 === 0) await addVersion(owner, id);
  }
}, 120_000);
afterAll(() => world.close());

describe("lists of models", () => {
  it.each(["NAME", "CREATED_AT", "UPDATED_AT"])(
    "are whole and in order by %s, either way, at any page size",
    async (field) => {
      for (const direction of ["ASC", "DESC"]) {
        const orderBy = { field, direction };
        const whole = (await all(owner, MODELS, 200, { orderBy })).map(({ id }) => id);
        expect(new Set(whole).size).toBe(COUNT);
        for (const first of [1, 7, 25])
          expect((await all(owner, MODELS, first, { orderBy })).map(({ id }) => id)).toEqual(whole);
        const back = (
          await all(owner, MODELS, 9, { orderBy: { field, direction: direction === "ASC" ? "DESC" : "ASC" } })
        ).map(({ id }) => id);
        expect(back.reverse()).toEqual(whole);
      }
      if (field === "NAME") {
        const names = (await all(owner, MODELS, 50)).map(({ name }) => name);
        expect(names).toEqual([...names].sort());
      }
    },
  );

  it("are full pages for those who see a part, and tell nothing of the rest", async () => {
    const seen = await all(stranger, MODELS, 2);
    expect(seen.map(({ name }) => name)).toEqual(["m-00", "m-05", "m-10", "m-15", "m-20"]);
    const { registeredModels } = await stranger.ask(MODELS, { first: 5 });
    expect(registeredModels.pageInfo.hasNextPage).toBe(false);
  });

  it("have cursors that are good for that list, filter and order only", async () => {
    const { registeredModels } = await owner.ask(MODELS, { first: 1 });
    const after = registeredModels.pageInfo.endCursor;
    for (const variables of [
      { after, filter: { team: "risk" } },
      { after, orderBy: { field: "CREATED_AT" } },
      { after: `${after}x` },
      { after: "" },
    ])
      expect((await owner.send(MODELS, variables)).errors[0]?.extensions.code).toBe("INVALID_INPUT");
    expect((await owner.send(VERSIONS, { after })).errors[0]?.extensions.code).toBe("INVALID_INPUT");
  });

  it("show deleted ones to those who read them, when asked", async () => {
    const id = await registerModel(owner, risk, "m-deleted");
    await owner.do("deleteRegisteredModel", { registeredModelId: id, reason: "r" });
    const names = async (by: Actor, includeDeleted: boolean) =>
      (await all(by, MODELS, 10, { filter: { includeDeleted, nameContains: "M-D" } })).map(({ name }) => name);
    expect(await names(owner, true)).toEqual(["m-deleted"]);
    expect(await names(world.admin, true)).toEqual(["m-deleted"]);
    expect(await names(owner, false)).toEqual([]);
    expect(await names(stranger, true)).toEqual([]);
  });

  it("find names by any part of them, in any case, letters beyond ASCII too", async () => {
    await registerModel(owner, risk, "Größe 100%");
    const find = async (nameContains: string) =>
      (await all(owner, MODELS, 10, { filter: { nameContains } })).map(({ name }) => name);
    expect(await find("GRÖSSE")).toEqual([]);
    expect(await find("GRÖ")).toEqual(["Größe 100%"]);
    expect(await find("100%")).toEqual(["Größe 100%"]);
    expect(await find("1_0")).toEqual([]);
    expect(await find("M-2")).toEqual(["m-20", "m-21", "m-22", "m-23", "m-24"]);
  });
});

describe("lists of versions", () => {
  const labels = (nodes: Answer[]) => nodes.map(({ modelName, version }) => `${modelName}/${version}`);

  it.each(["NAME", "CREATED_AT", "VERSION"])(
    "are whole and in order by %s, either way, at any page size",
    async (field) => {
      for (const direction of ["ASC", "DESC"]) {
        const orderBy = { field, direction };
        const whole = labels(await all(owner, VERSIONS, 200, { orderBy }));
        expect(new Set(whole).size).toBe(38);
        for (const first of [1, 5, 38]) expect(labels(await all(owner, VERSIONS, first, { orderBy }))).toEqual(whole);
        if (field !== "CREATED_AT") {
          const sorted = [...whole].sort();
          expect(whole).toEqual(direction === "ASC" ? sorted : sorted.reverse());
        }
      }
      const seen = await all(stranger, VERSIONS, 3, { orderBy: { field } });
      expect(labels(seen).sort()).toEqual([
        "m-00/1",
        "m-00/2",
        "m-05/1",
        "m-10/1",
        "m-10/2",
        "m-15/1",
        "m-20/1",
        "m-20/2",
      ]);
    },
  );

  it("are newest first unless told otherwise, within one model too", async () => {
    const times = (await all(owner, VERSIONS, 10)).map(({ createdAt }) => createdAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(labels(await all(owner, VERSIONS, 1, { filter: { model: "m-00" } }))).toEqual(["m-00/2", "m-00/1"]);
    for (const field of ["NAME", "CREATED_AT", "VERSION"]) {
      const one = await all(owner, VERSIONS, 1, { filter: { model: "m-00" }, orderBy: { field } });
      expect(labels(one)).toEqual(["m-00/1", "m-00/2"]);
    }
  });

  it("know deleted versions, and every model that ever had a name, when asked", async () => {
    const first = await registerModel(owner, risk, "again");
    await addVersion(owner, first);
    const gone = await addVersion(owner, first);
    await owner.do("deleteModelVersion", { modelVersionId: gone, reason: "r" });
    const filter = { model: "again", includeDeleted: true };
    expect(labels(await all(owner, VERSIONS, 1, { filter }))).toEqual(["again/2", "again/1"]);
    await owner.do("deleteRegisteredModel", { registeredModelId: first, reason: "r" });
    const second = await registerModel(owner, risk, "again");
    await addVersion(owner, second);
    expect(await all(owner, VERSIONS, 1, { filter: { model: "again" } })).toHaveLength(1);
    const every = await all(owner, VERSIONS, 1, { filter });
    expect(every.map(({ deletedAt }) => deletedAt === null).sort()).toEqual([false, false, true]);
    expect(labels(await all(stranger, VERSIONS, 10, { filter }))).toEqual(["again/1"]);
  });

  it("hold the version of an open request for those who could sign it, and the model's name, no more", async () => {
    const id = await registerModel(owner, risk, "under-review", { visibility: "TEAM" });
    await addVersion(owner, id);
    const version = await addVersion(owner, id);
    const policy = {
      name: "two teams",
      scope: { registeredModelId: id },
      slots: ["Production"],
      requirements: [{ role: "REVIEWER", teamId: world.teamId("audit"), count: 1 }],
    };
    await owner.do("createApprovalPolicy", policy);
    const find = async () => labels(await all(reviewer, VERSIONS, 1, { filter: { model: "under-review" } }));
    expect(await find()).toEqual([]);
    const open = await request(owner, version, "Production");
    expect(await find()).toEqual(["under-review/2"]);
    for (const field of ["NAME", "CREATED_AT", "VERSION"]) {
      const seen = labels(await all(reviewer, VERSIONS, 2, { orderBy: { field } }));
      expect(seen.filter((label) => label.startsWith("under"))).toEqual(["under-review/2"]);
    }
    const member = await world.user("rolf", { audit: ["REVIEWER"], risk: ["VIEWER"] });
    expect(labels(await all(member, VERSIONS, 10, { filter: { model: "under-review" } }))).toEqual([
      "under-review/2",
      "under-review/1",
    ]);
    const ONE = `{ modelVersion(name: "under-review", version: 2) { modelName params { key } registeredModel { id } }
      other: modelVersion(name: "under-review", version: 1) { id } registeredModel(name: "under-review") { id } }`;
    expect(await reviewer.ask(ONE)).toEqual({
      modelVersion: { modelName: "under-review", params: [], registeredModel: null },
      other: null,
      registeredModel: null,
    });
    expect(await reviewer.refused("setTag", { subjectId: version, key: "k", value: "v" })).toBe("FORBIDDEN");
    expect(await reviewer.refused("setTag", { subjectId: id, key: "k", value: "v" })).toBe("NOT_FOUND");
    await owner.do("withdrawTransition", { transitionRequestId: open.id });
    expect(await find()).toEqual([]);
    expect(await reviewer.refused("setTag", { subjectId: version, key: "k", value: "v" })).toBe("NOT_FOUND");
  });
});
