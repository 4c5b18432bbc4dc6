import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { addVersion, registerModel, request } from "../support/registry.js";
import { actorFor, openWorld, type World } from "../support/world.js";

/** Everything by an id, or by how the words of its name begin. */

let world: World;
let ana: Actor, sven: Actor;
let churn: string, version: string;

beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { "churn-risk": ["OWNER"] });
  sven = await world.user("sven", { fraud: ["OWNER"] });
  churn = await registerModel(ana, world.teamId("churn-risk"), "EU_Churn-v2");
  version = await addVersion(ana, churn);
  await addVersion(ana, await registerModel(ana, world.teamId("churn-risk"), "churn"));
  await registerModel(ana, world.teamId("churn-risk"), "unchurned");
  await registerModel(ana, world.teamId("churn-risk"), "Größe & Łódź 😀");
  await new Mlflow(ana).experiment("churn training");
  const secret = await registerModel(sven, world.teamId("fraud"), "churn secret", { visibility: "TEAM" });
  await addVersion(sven, secret);
  await sven.do(
    "createExperiment",
    { teamId: world.teamId("fraud"), name: "churn unseen", visibility: "TEAM" },
    "experiment { id }",
  );
}, 90_000);
afterAll(() => world?.close());

const SEARCH = `query ($q: String!, $kinds: [SearchKind!], $first: Int) { search(q: $q, kinds: $kinds, first: $first) { kind id name version hint } }`;
const find = async (q: string, more: Answer = {}, by: Actor = ana): Promise<string[]> =>
  (await by.ask(SEARCH, { q, ...more })).search.map(({ kind, name, version: number }: Answer) =>
    [kind, name, number ?? ""].join(" ").trim(),
  );

it("finds names by the beginnings of their words, whatever the case, and never what is hidden", async () => {
  expect(await find("CHUR")).toEqual([
    "MODEL EU_Churn-v2",
    "MODEL churn",
    "EXPERIMENT churn training",
    "TEAM Team churn-risk",
  ]);
  expect(await find("churn")).toEqual([
    "MODEL churn",
    "MODEL EU_Churn-v2",
    "EXPERIMENT churn training",
    "TEAM Team churn-risk",
  ]);
  expect(await find("churn eu")).toEqual(["MODEL EU_Churn-v2"]);
  expect(await find("größe".normalize("NFD"))).toEqual(["MODEL Größe & Łódź 😀"]);
  expect(await find("ŁÓD")).toEqual(["MODEL Größe & Łódź 😀"]);
  expect(await find("sv", {}, ana)).toEqual(["PRINCIPAL The sven"]);
  expect(await find("churn", { kinds: ["EXPERIMENT"] }, sven)).toEqual([
    "EXPERIMENT churn training",
    "EXPERIMENT churn unseen",
  ]);
  for (const nothing of ["", "  ", "'", "😀", "%", "hurn", "& | !", "churn & secret"])
    expect(await find(nothing), nothing).toEqual([]);
});

it("finds a version by its number", async () => {
  expect((await find("churn 1", { kinds: ["VERSION"] })).sort()).toEqual(["VERSION EU_Churn-v2 1", "VERSION churn 1"]);
  for (const spelled of ["churn/1", "churn v1"]) expect(await find(spelled, { first: 1 })).toEqual(["VERSION churn 1"]);
  expect(await find("churn 7")).toEqual([]);
});

it("finds things by their whole ids, as far as one reads them", async () => {
  const { id } = await request(ana, version, "Staging");
  const mlflow = new Mlflow(ana);
  const run = await mlflow.run(await mlflow.experiment("found"), { run_name: "by id" });
  const ids = { [churn]: "MODEL EU_Churn-v2", [version]: "VERSION EU_Churn-v2 1", [id]: "REQUEST EU_Churn-v2 1" };
  for (const [each, name] of Object.entries({ ...ids, [ana.id]: "PRINCIPAL The ana", [run]: "RUN by id" }))
    expect(await find(each), name).toEqual([name]);
  const { registeredModel } = await sven.ask(`{ registeredModel(name: "churn secret") { id } }`);
  expect(await find(registeredModel.id)).toEqual([]);
  expect(await find(churn.slice(0, -1))).toEqual([]);
});

it("is narrowed by the credential, and bounded", async () => {
  const narrow = await actorFor(world.admin, ana.id, "ana", { modelIds: [churn] });
  expect(await find("churn", { kinds: ["MODEL", "VERSION", "TEAM"] }, narrow)).toEqual([
    "MODEL EU_Churn-v2",
    "TEAM Team churn-risk",
  ]);
  expect(await find("sven", {}, narrow)).toEqual([]);
  expect(await find("churn", { first: 1 })).toEqual(["MODEL churn"]);
  const refused = async (first: number) => (await ana.send(SEARCH, { q: "a", first })).errors[0]?.extensions.code;
  expect([await refused(0), await refused(51)]).toEqual(["PAGE_TOO_LARGE", "INVALID_INPUT"]);
});
