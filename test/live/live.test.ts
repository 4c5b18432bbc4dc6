// @module-tag leak
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import type { RunningServer } from "../../src/server.js";
import type { Actor } from "../support/actor.js";
import { query } from "../support/database.js";
import { Mlflow } from "../support/mlflow.js";
import { addVersion, registerModel, request } from "../support/registry.js";
import { until } from "../support/until.js";
import { actorFor, openWorld, type World } from "../support/world.js";

/** A page listens to what changes of what its reader may see. */

let world: World;
let ana: Actor, sven: Actor, vera: Actor;
let model: string, version: string;
/** Hears of commits by the change feed alone: in their order, each once. */
let replica: RunningServer;

beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { risk: ["OWNER"] });
  vera = await world.user("vera", { risk: ["VIEWER"] });
  sven = await world.user("sven", { fraud: ["OWNER"] });
  model = await registerModel(ana, world.teamId("risk"), "churn", { visibility: "TEAM" });
  version = await addVersion(ana, model);
  replica = await world.replica();
}, 90_000);
afterAll(async () => {
  await replica?.close();
  await world?.close();
});

let markers = 0;
/** A page of the replica's that has heard all that was committed so far. */
const attentive = async (by: Actor, query = ""): Promise<Listening> => {
  const page = await listen(by.headers(), query, replica.url);
  await ana.do("setTag", { subjectId: version, key: "marker", value: String(++markers) });
  await heard(page, `model_version ${version}`);
  page.told.length = 0;
  return page;
};

interface Listening {
  readonly status: number;
  readonly headers: Headers;
  /** What was told, as `kind id`, in order. */
  readonly told: string[];
  /** How many lines came that only show that it lives. */
  beats(): number;
  /** Whether the service has ended it. */
  ended(): boolean;
}

const listen = async (headers: Record<string, string>, query = "", url = world.url): Promise<Listening> => {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const response = await fetch(`${url}/live${query}`, { headers, signal: leaving.signal });
  const told: string[] = [];
  let [ended, beats] = [false, 0];
  const read = async (): Promise<void> => {
    let text = "";
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      const events = text.split("\n\n");
      text = events.pop() ?? "";
      for (const event of events) {
        if (event === ": beat") beats += 1;
        if (!event.startsWith("data: ")) continue;
        const { kind, id } = JSON.parse(event.slice(6));
        told.push(`${kind} ${id}`);
      }
    }
    ended = true;
  };
  void read().catch(() => undefined);
  return { status: response.status, headers: response.headers, told, beats: () => beats, ended: () => ended };
};

const heard = ({ told }: Listening, what: string): Promise<unknown> =>
  until(`the page hears ${what}`, () => told.includes(what));

it("tells what changed of what the reader may see, and nothing of what is hidden", async () => {
  const page = await listen(vera.headers());
  expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/event-stream; charset=utf-8"]);
  expect(page.headers.get("x-accel-buffering")).toBe("no");
  const secret = await registerModel(sven, world.teamId("fraud"), "secret", { visibility: "TEAM" });
  await request(sven, await addVersion(sven, secret), "Staging");
  const wire = new Mlflow(sven);
  const hidden = (
    await sven.do(
      "createExperiment",
      { teamId: world.teamId("fraud"), name: "unseen", visibility: "TEAM" },
      "experiment { experimentId }",
    )
  ).createExperiment.experiment.experimentId;
  await wire.post("runs/update", { run_id: await wire.run(hidden), status: "FINISHED", end_time: 1 });
  const { id } = await request(ana, version, "Staging");
  await heard(page, `model_version ${version}`);
  await heard(page, `transition_request ${id}`);
  const kinds = new Set(page.told.map((each) => each.split(" ")[0]));
  expect([...kinds].sort()).toEqual(["model_version", "registered_model", "transition_request"]);
  expect(new Set(page.told)).toEqual(
    new Set([`model_version ${version}`, `registered_model ${model}`, `transition_request ${id}`]),
  );
});

it("tells of a shared run nothing that hidden work does with it", async () => {
  const wire = new Mlflow(ana);
  const shared = await wire.experiment("shared");
  const run = await wire.run(shared, { run_name: "open to all" });
  const page = await attentive(vera);
  const secret = await registerModel(sven, world.teamId("fraud"), "made of it", { visibility: "TEAM" });
  await sven.do("createModelVersion", { registeredModelId: secret, source: `runs:/${run}/model` });
  await ana.do("setTag", { subjectId: model, key: "marker", value: "1" });
  await heard(page, `registered_model ${model}`);
  expect(page.told).toEqual([`registered_model ${model}`]);
});

it("tells what another replica committed", async () => {
  const page = await attentive(vera);
  await ana.do("setTag", { subjectId: version, key: "from", value: "elsewhere" });
  await heard(page, `model_version ${version}`);
});

it("asks rights again each time, and ends with its credential", async () => {
  const tim = await world.user("tim", { risk: ["VIEWER"], other: ["VIEWER"] });
  const second = await actorFor(world.admin, tim.id, "tim", {});
  const [page, other] = [await listen(tim.headers()), await listen(second.headers())];
  await ana.do("setTag", { subjectId: version, key: "a", value: "1" });
  await heard(page, `model_version ${version}`);
  await world.admin.do("removeTeamMember", { teamId: world.teamId("risk"), principalId: tim.id }, "team { id }");
  const before = page.told.length;
  await ana.do("setTag", { subjectId: version, key: "a", value: "2" });
  const open = await registerModel(sven, world.teamId("fraud"), "open", {});
  await heard(page, `registered_model ${open}`);
  expect(page.told.slice(before)).toEqual([`registered_model ${open}`]);
  await world.admin.do("deactivateUser", { principalId: tim.id }, "user { id }");
  await until("the page is let go", () => page.ended() && other.ended());
});

const own = { "countersign-console": "1", "sec-fetch-site": "same-origin" };

/** Signs in; answers the session's cookie. */
const signedIn = async ({ token }: Actor): Promise<string> => {
  const opened = await fetch(`${world.url}/session`, {
    method: "POST",
    headers: { "content-type": "application/json", ...own },
    body: JSON.stringify({ token }),
  });
  return opened.headers.get("set-cookie")?.split(";")[0] ?? "";
};

it("takes the session's cookie from the console's own pages, and ends with the session", async () => {
  const cookie = await signedIn(vera);
  expect((await listen({ cookie })).status).toBe(403);
  expect((await listen({ cookie, ...own, "sec-fetch-site": "cross-site" })).status).toBe(403);
  expect((await listen({})).status).toBe(401);
  const page = await listen({ cookie, ...own });
  expect(page.status).toBe(200);
  await ana.do("setTag", { subjectId: version, key: "b", value: "1" });
  await heard(page, `model_version ${version}`);
  await fetch(`${world.url}/session`, { method: "DELETE", headers: { cookie, ...own } });
  await until("the page is let go", () => page.ended());
});

const sessionOf = ({ id }: Actor): string => `(select id from session where principal_id = '${id}')`;

/** Lets the person's session be used this long ago, for the last time. */
const lastUsed = (who: Actor, ago: string): Promise<unknown> =>
  query(
    world.database.superuserUrl,
    `update session_seen set at = clock_timestamp() - interval '${ago}' where session_id = ${sessionOf(who)} returning at`,
  );

/** Whether the person's session was used in the last 49 minutes. */
const isAwake = async (who: Actor): Promise<boolean | undefined> => {
  const [row] = await query<{ awake: boolean }>(
    world.database.superuserUrl,
    `select at > clock_timestamp() - interval '49 minutes' as awake from session_seen where session_id = ${sessionOf(who)}`,
  );
  return row?.awake;
};

it("does not keep a session awake, and ends when it has fallen asleep", async () => {
  const hal = await world.user("hal", { risk: ["VIEWER"] });
  const page = await listen({ cookie: await signedIn(hal), ...own });
  await lastUsed(hal, "50 minutes");
  // What callers may do is read anew.
  await world.admin.do("createUser", { handle: "wakes-caches", displayName: "x" }, "user { id }");
  await ana.do("setTag", { subjectId: version, key: "c", value: "1" });
  await heard(page, `model_version ${version}`);
  expect(await isAwake(hal)).toBe(false);
  await lastUsed(hal, "61 minutes");
  await ana.do("setTag", { subjectId: version, key: "c", value: "2" });
  await until("the page is let go", () => page.ended());
});

it("does not wake a session by looking, at every fourth beat, whether it has ended", async () => {
  const looking = await world.replica({ liveBeatMs: 50 });
  onTestFinished(() => looking.close());
  const ida = await world.user("ida", { risk: ["VIEWER"] });
  const page = await listen({ cookie: await signedIn(ida), ...own }, "", looking.url);
  await lastUsed(ida, "50 minutes");
  const from = page.beats();
  await until("three looks", () => page.beats() >= from + 12);
  expect([page.ended(), await isAwake(ida)]).toEqual([false, false]);
});

it("tells of running runs that are watched that points came, and of others nothing", async () => {
  const wire = new Mlflow(ana);
  const experiment = await wire.experiment("training");
  const [watched, other] = [await wire.run(experiment), await wire.run(experiment)];
  const { run } = await vera.ask(`query ($id: ID!) { run(id: $id) { id } }`, { id: watched });
  const page = await attentive(vera, `?watch=${watched}&watch=${"0".repeat(32)}`);
  const log = (run_id: string, step: number): Promise<unknown> =>
    wire.post("runs/log-metric", { run_id, key: "loss", value: 1 / (step + 1), timestamp: step, step });
  for (let step = 0; step < 2; step++) {
    const before = page.told.length;
    await log(other, step);
    await log(watched, step);
    await until("points are told", () => page.told.length > before);
  }
  expect(new Set(page.told)).toEqual(new Set([`run ${run.id}`]));
});

it("is bounded: 20 runs, and 20 pages of one person", async () => {
  const many = Array.from({ length: 21 }, (_, at) => `watch=${at.toString(16).padStart(32, "0")}`).join("&");
  expect((await listen(vera.headers(), `?${many}`)).status).toBe(400);
  const zoe = await world.user("zoe", { risk: ["VIEWER"] });
  const pages: Listening[] = [];
  for (let page = 0; page < 21; page++) pages.push(await listen(zoe.headers()));
  expect(pages.map(({ status }) => status)).toEqual([...Array.from({ length: 20 }, () => 200), 429]);
});

it("lets its pages go when the service stops", async () => {
  const leaving = await world.replica();
  const page = await listen(vera.headers(), "", leaving.url);
  await leaving.close();
  await until("the page is let go", () => page.ended());
});
