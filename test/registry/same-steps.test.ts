import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Reader, Statement } from "../../src/db/sql.js";
import type { RunningServer } from "../../src/server.js";
import { Actor } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { addVersion, registerModel, request } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

/**
 * A hidden name must not be told from an absent one by the time that an answer takes. A clock tells that badly; what is
 * done to find the answer tells it well: every statement sent, and how many rows came back.
 */

let world: World;
let server: RunningServer;
let sam: Actor, stranger: Actor;

type Step = readonly [statement: string, rows: number];
const steps: Step[] = [];

beforeAll(async () => {
  world = await openWorld();
  const owner = await world.user("sam", { secret: ["OWNER"] });
  const other = await world.user("stranger", { other: ["OWNER"] });
  const model = await registerModel(owner, world.teamId("secret"), "hidden", { visibility: "TEAM" });
  const version = await addVersion(owner, model);
  await request(owner, version, "Production");
  await owner.do("setAlias", { modelVersionId: version, alias: "champion" });
  server = await world.replica();
  [sam, stranger] = [owner, other].map(({ token, handle }) => new Actor(server.url, token, handle)) as [Actor, Actor];
  const note = ({ text }: Statement, found: number): void => {
    // What goes on by itself meanwhile asks nothing of models; who asks is known before what is asked for.
    if (/registered_model|model_version/.test(text) && !/from api_token/.test(text)) steps.push([text, found]);
  };
  const watch = (reader: Reader): void => {
    const { rows, row } = reader;
    vi.spyOn(reader, "rows").mockImplementation(async (statement, values) => {
      const found = await rows(statement, values);
      note(statement, found.length);
      return found as never;
    });
    vi.spyOn(reader, "row").mockImplementation(async (statement, values) => {
      const found = await row(statement, values);
      note(statement, found === undefined ? 0 : 1);
      return found as never;
    });
  };
  watch(server.db.reader);
  // Each request reads through a reader of its own, which counts its bytes.
  const { metered } = server.db;
  vi.spyOn(server.db, "metered").mockImplementation((meter) => {
    const db = metered(meter);
    watch(db.reader);
    return db;
  });
}, 90_000);
afterAll(async () => {
  vi.restoreAllMocks();
  await server?.close();
  await world?.close();
});

/** The steps of each of three questions about a name, after its own team has asked the same. */
const stepsOf = async (ask: (by: Actor, name: string) => Promise<number>, name: string): Promise<Step[][]> => {
  for (let warm = 0; warm < 3; warm++) await ask(sam, "hidden");
  const taken: Step[][] = [];
  for (let turn = 0; turn < 3; turn++) {
    steps.length = 0;
    expect(await ask(stranger, name)).toBe(404);
    // Those that are sent together come back in any order.
    taken.push([...steps].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  return taken;
};

describe("a hidden name takes the steps of an absent one", () => {
  it.each(["/Production", "@champion", "/1", "/latest", "/None"])("GET /resolve of %s", async (rest) => {
    for (const at of ["", `&at=${encodeURIComponent(new Date().toISOString())}`]) {
      const ask = async (by: Actor, name: string): Promise<number> =>
        (await by.get(`/resolve?uri=${encodeURIComponent(`models:/${name}${rest}`)}${at}`)).status;
      expect(await ask(sam, "hidden")).toBe(rest === "/None" ? 404 : 200);
      const [hidden, absent] = [await stepsOf(ask, "hidden"), await stepsOf(ask, "absent")];
      expect(hidden).toEqual(absent);
      for (const turn of hidden) expect(turn.map(([, rows]) => rows)).toEqual([0]);
    }
  });

  it("GraphQL's resolve, registeredModel and modelVersion", async () => {
    const ask = async (by: Actor, name: string): Promise<number> => {
      const query = `query ($name: String!, $uri: String!) { registeredModel(name: $name) { id } modelVersion(name: $name, version: 1) { id } resolve(uri: $uri) { id } }`;
      const data = await by.ask(query, { name, uri: `models:/${name}/1` });
      return Object.values(data).every((found) => found === null) ? 404 : 200;
    };
    const [hidden, absent] = [await stepsOf(ask, "hidden"), await stepsOf(ask, "absent")];
    expect(hidden).toEqual(absent);
    expect(hidden[0]?.length).toBeGreaterThan(2);
  });

  it.each<[string, (name: string) => Record<string, string>]>([
    ["registered-models/get", (name) => ({ name })],
    ["registered-models/get-latest-versions", (name) => ({ name })],
    ["registered-models/alias", (name) => ({ name, alias: "champion" })],
    ["model-versions/get", (name) => ({ name, version: "1" })],
    ["model-versions/get-download-uri", (name) => ({ name, version: "1" })],
  ])("MLflow's %s", async (path, message) => {
    const ask = async (by: Actor, name: string): Promise<number> =>
      (await new Mlflow(by).send("GET", path, message(name))).status;
    expect(await ask(sam, "hidden")).toBe(200);
    const [hidden, absent] = [await stepsOf(ask, "hidden"), await stepsOf(ask, "absent")];
    expect(hidden).toEqual(absent);
    for (const turn of hidden) expect(turn.length).toBeGreaterThan(0);
  });
});
