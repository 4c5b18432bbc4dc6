import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { actorFor, openWorld, type World } from "../support/world.js";

let world: World;
let ana: Actor;
beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana");
});
afterAll(() => world?.close());

const FIELDS = "theme density timeZone singleKeys";
const nothing = { theme: null, density: null, timeZone: null, singleKeys: null };
const read = async (by: Actor) => (await by.ask(`{ viewer { preferences { ${FIELDS} } } }`)).viewer.preferences;
const set = async (by: Actor, input: Answer) =>
  (await by.do("setPreferences", input, `preferences { ${FIELDS} }`)).setPreferences.preferences;

it("one's preferences are one's own: what is absent stays, null takes back, and no entry tells of them", async () => {
  const rob = await world.user("rob");
  const entries = async (): Promise<unknown> =>
    (await query<{ n: string }>(world.database.superuserUrl, "select count(*) as n from audit.entry"))[0]?.n;
  expect(await read(ana)).toEqual(nothing);
  const before = await entries();
  expect(await set(ana, { theme: "DARK", timeZone: "Europe/Vienna" })).toEqual({
    ...nothing,
    theme: "DARK",
    timeZone: "Europe/Vienna",
  });
  await set(ana, { density: "COMPACT", singleKeys: false });
  const all = { theme: "DARK", density: "COMPACT", timeZone: "Europe/Vienna", singleKeys: false };
  expect(await read(ana)).toEqual(all);
  expect(await set(ana, { theme: null })).toEqual({ ...all, theme: null });
  expect(await read(rob)).toEqual(nothing);
  expect(await entries()).toBe(before);
});

it("what makes no sense is refused, and nothing is lost", async () => {
  await set(ana, { density: "ROOMY" });
  for (const timeZone of ["Mars/Olympus", "", "x".repeat(65), "Europe/Vienna\u0000"])
    expect(await ana.refused("setPreferences", { timeZone })).toBe("INVALID_INPUT");
  expect((await read(ana)).density).toBe("ROOMY");
});

it("a token that only reads keeps them, too; one that only resolves does not", async () => {
  const reader = await actorFor(ana, ana.id, "ana", { scopes: ["READ"] });
  expect((await set(reader, { theme: "LIGHT" })).theme).toBe("LIGHT");
  const resolver = await actorFor(ana, ana.id, "ana", { scopes: ["RESOLVE"] });
  expect(await resolver.refused("setPreferences", { theme: "DARK" })).toBe("FORBIDDEN");
});
