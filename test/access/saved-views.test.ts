import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { actorFor, openWorld, type World } from "../support/world.js";

let world: World;
let ana: Actor;
let rob: Actor;
beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana");
  rob = await world.user("rob");
});
afterAll(() => world?.close());

const save = async (by: Actor, input: Answer): Promise<string> =>
  (await by.do("saveView", input, "savedView { id }")).saveView.savedView.id;
const list = async (by: Actor, screen: string | null = null): Promise<Answer[]> =>
  (await by.ask("query ($screen: String) { savedViews(screen: $screen) { id screen name query } }", { screen }))
    .savedViews;
const open = async (by: Actor, id: string): Promise<Answer> =>
  (await by.ask("query ($id: ID!) { savedView(id: $id) { screen name query savedBy { handle } } }", { id })).savedView;

it("a view is its person's to list, change and delete, and anybody's to open who has its id", async () => {
  const mine = { screen: "models", name: "Fraud’s", query: "q=team%3Afraud" };
  const id = await save(ana, mine);
  const kept = await save(ana, { screen: "audit", query: "q=actor%3Aana" });
  expect(await save(ana, { screen: "audit", query: "q=actor%3Aana" })).toBe(kept);
  expect(await list(ana)).toEqual([
    { id, ...mine },
    { id: kept, screen: "audit", name: null, query: "q=actor%3Aana" },
  ]);
  expect((await list(ana, "audit")).map((view) => view.id)).toEqual([kept]);
  expect(await list(rob)).toEqual([]);
  expect(await open(rob, id)).toEqual({ ...mine, savedBy: { handle: "ana" } });
  expect(await save(ana, { ...mine, query: "q=x" })).toBe(id);
  expect(await save(rob, mine)).not.toBe(id);
  expect((await open(rob, id)).query).toBe("q=x");
  expect(await rob.refused("deleteSavedView", { savedViewId: id })).toBe("NOT_FOUND");
  await ana.do("deleteSavedView", { savedViewId: id }, "savedViewId");
  expect(await open(ana, id)).toBeNull();
  expect(await ana.refused("deleteSavedView", { savedViewId: id })).toBe("NOT_FOUND");
});

it("each act is an entry of one's own stream, which only commits to the name and the query", async () => {
  const eva = await world.user("eva");
  const id = await save(eva, { screen: "inbox", name: "What I signed", query: "tab=decided" });
  await save(eva, { screen: "inbox", name: "What I signed", query: "tab=decided" });
  await save(eva, { screen: "inbox", name: "What I signed", query: "tab=mine" });
  await eva.do("deleteSavedView", { savedViewId: id }, "savedViewId");
  const told = (): Promise<Answer[]> =>
    query(
      world.database.superuserUrl,
      `select e.action, e.body from audit.entry e join audit.subject s on s.entry_id = e.id
       where s.kind = 'saved_view' and s.subject_id = '${id}' order by e.id`,
    );
  const entries = await told();
  expect(entries.map(({ action }) => action)).toEqual(["saveView", "saveView", "deleteSavedView"]);
  for (const { body } of entries) {
    expect(body).toContain(id);
    expect(body).not.toMatch(/What I signed|tab=/);
  }
});

it("what is no screen, name or query is refused, and so is more than a person may keep", async () => {
  const good = { screen: "models", name: "a", query: "" };
  for (const wrong of [
    { screen: "/models" },
    { screen: "models//a" },
    { screen: "" },
    { screen: `models/${"x".repeat(200)}` },
    { screen: "models?q=1" },
    { name: " " },
    { name: "a\u202eb" },
    { name: "x".repeat(257) },
    { query: "x".repeat(100_001) },
    { query: "\u0000" },
  ])
    expect(await ana.refused("saveView", { ...good, ...wrong })).toBe("INVALID_INPUT");
  const full = await world.user("full");
  const wide = { screen: "compare", query: "x".repeat(99_999) };
  for (let part = 10; part < 51; part++) await save(full, { ...wide, query: `${wide.query.slice(1)}${part}` });
  expect(await full.refused("saveView", wide)).toBe("INVALID_INPUT");
  expect(await save(full, good)).toBeTruthy();
});

it("a person’s words go: their views are deleted, and what entries told of them", async () => {
  const gone = await world.user("gone");
  const id = await save(gone, { screen: "models", name: "Gone’s", query: "q=gone" });
  const others = await save(rob, { screen: "models", name: "Rob’s", query: "q=rob" });
  await world.admin.do(
    "erasePersonalData",
    { principalId: gone.id, categories: ["NETWORK"], reason: "they asked" },
    "erased { rows }",
  );
  expect(await open(rob, id)).not.toBeNull();
  await world.admin.do(
    "erasePersonalData",
    { principalId: gone.id, categories: ["TEXT"], reason: "they asked" },
    "erased { rows }",
  );
  expect(await open(rob, id)).toBeNull();
  expect(await open(rob, others)).not.toBeNull();
});

it("a token that only reads saves views, too; one that only resolves does not", async () => {
  const reader = await actorFor(ana, ana.id, "ana", { scopes: ["READ"] });
  await save(reader, { screen: "compare", query: "runs=a" });
  const resolver = await actorFor(ana, ana.id, "ana", { scopes: ["RESOLVE"] });
  expect(await resolver.refused("saveView", { screen: "models", query: "" })).toBe("FORBIDDEN");
});
