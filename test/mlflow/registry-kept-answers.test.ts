import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Actor, type Answer } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { registerModel } from "../support/registry.js";
import { finish, hideExperiment, register, train } from "../support/snapshot.js";
import { until } from "../support/until.js";
import { actorFor, openWorld, type World } from "../support/world.js";

let world: World;
let other: { url: string; close(): Promise<void> };
let olga: Mlflow, eve: Mlflow;

beforeAll(async () => {
  world = await openWorld();
  other = await world.replica();
  olga = new Mlflow(await world.user("olga", { risk: ["OWNER"], fraud: ["OWNER"] }));
  eve = new Mlflow(await world.user("eve", { legal: ["OWNER"] }));
});
afterAll(async () => {
  await other?.close();
  await world?.close();
});

/** The same caller at the other replica. */
const away = ({ actor }: Mlflow): Mlflow => new Mlflow(new Actor(other.url, actor.token, actor.handle, actor.id));

const CALLS: readonly [string, string, Answer][] = [
  ["GET", "registered-models/get", {}],
  ["POST", "registered-models/get-latest-versions", {}],
  ["GET", "registered-models/get-latest-versions", { stages: ["production"] }],
  ["GET", "registered-models/alias", { alias: "best" }],
  ["GET", "registered-models/alias", { alias: "latest" }],
  ["GET", "model-versions/get-download-uri", { version: "1" }],
];
/** Every kept answer about a model as the caller gets it, `fresh` ones past the cache. */
const answersTo = async (by: Mlflow, name: string, fresh = false): Promise<string[]> =>
  Promise.all(
    CALLS.map(async ([method, path, message]) => {
      const url = `${path}?${new URLSearchParams({ name, ...message })}`;
      const headers = { "content-type": "application/json", ...(fresh && { "cache-control": "no-cache" }) };
      const body = JSON.stringify({ name, ...message });
      const reply = await (method === "GET"
        ? by.raw("GET", url, { headers })
        : by.raw("POST", path, { headers, body }));
      return `${reply.status} ${reply.text.replace(/"request_id":"[^"]*"/, "")}`;
    }),
  );

const statements = async (): Promise<number> => {
  const text = await (await world.admin.get("/metrics")).text();
  return Number(/^countersign_sql_statements_total (\d+)/m.exec(text)?.[1]);
};

let made = 0;
interface Kept {
  readonly name: string;
  readonly id: string;
}
/** A model with two versions, the first in Production and @best, every answer about it kept on both replicas. */
const kept = async (more: Answer = {}): Promise<Kept> => {
  const name = `model-${++made}`;
  const id = await registerModel(olga.actor, world.teamId("risk"), name, more);
  for (let count = 0; count < 2; count++) await register(olga, name, { source: "s3://bucket/m" });
  await olga.post("model-versions/transition-stage", { name, version: "1", stage: "Production" });
  await olga.post("registered-models/alias", { name, alias: "best", version: "1" });
  return { name, id };
};

/** Warms both replicas, changes, then expects the truth here at once and there soon. */
const follows = async (name: string, change: () => Promise<unknown>, as: readonly Mlflow[] = [olga]): Promise<void> => {
  for (const by of as)
    for (let again = 0; again < 2; again++) for (const at of [by, away(by)]) await answersTo(at, name);
  const before = await Promise.all(as.map((by) => answersTo(by, name, true)));
  await change();
  for (const [index, by] of as.entries()) {
    const here = await answersTo(by, name);
    expect(here).toEqual(await answersTo(by, name, true));
    expect(here).not.toEqual(before[index]);
    const same = async () => JSON.stringify(await answersTo(away(by), name)) === JSON.stringify(here);
    await until(`the other replica tells ${by.actor.handle} the same`, same);
  }
};

describe("kept answers", () => {
  it("are given without a statement to the database, until something changes", async () => {
    const { name } = await kept();
    // The change feed tells of the process's own changes once more.
    await until("three rounds need no statement", async () => {
      await answersTo(olga, name);
      const before = await statements();
      for (let again = 0; again < 3; again++) await answersTo(olga, name);
      return (await statements()) === before;
    });
    const before = await statements();
    await answersTo(olga, name, true);
    expect(await statements()).toBeGreaterThanOrEqual(before + CALLS.length);
  });

  it.each<[string, (model: Kept) => Promise<unknown>]>([
    ["a new version", ({ name }) => register(olga, name, { source: "s3://bucket/new" })],
    [
      "a stage",
      ({ name }) => olga.post("model-versions/transition-stage", { name, version: "2", stage: "Production" }),
    ],
    ["an alias moved", ({ name }) => olga.post("registered-models/alias", { name, alias: "best", version: "2" })],
    ["an alias gone", ({ name }) => olga.call("DELETE", "registered-models/alias", { name, alias: "best" })],
    ["a model's tag", ({ name }) => olga.post("registered-models/set-tag", { name, key: "k", value: "v" })],
    [
      "a version's tag",
      ({ name }) => olga.post("model-versions/set-tag", { name, version: "1", key: "k", value: "v" }),
    ],
    ["a model's description", ({ name }) => olga.call("PATCH", "registered-models/update", { name, description: "d" })],
    [
      "a version's description",
      ({ name }) => olga.call("PATCH", "model-versions/update", { name, version: "1", description: "d" }),
    ],
    ["a rename", ({ name }) => olga.post("registered-models/rename", { name, new_name: `${name} renamed` })],
    ["a version deleted", ({ name }) => olga.call("DELETE", "model-versions/delete", { name, version: "2" })],
    [
      "a model deleted",
      async ({ name }) => {
        await olga.post("model-versions/transition-stage", { name, version: "1", stage: "None" });
        await olga.call("DELETE", "registered-models/delete", { name });
      },
    ],
  ])("follow %s", async (_, change) => {
    const model = await kept();
    await follows(model.name, () => change(model));
  });

  it("follow a run's end, which freezes other files", async () => {
    const name = `model-${++made}`;
    await registerModel(olga.actor, world.teamId("risk"), name);
    const risk = new Mlflow(olga.actor, { workspace: "risk" });
    const { run, source } = await train(risk);
    await register(risk, name, { source: source.replace(/model$/, "later"), run_id: run });
    await risk.upload(`${source.replace(/^mlflow-artifacts:\//, "").replace(/model$/, "later")}/MLmodel`, "later");
    await follows(name, () => finish(risk, run));
  });

  it("follow a name that goes to another model", async () => {
    const [one, two] = [await kept(), await kept({ visibility: "TEAM" })];
    await follows(one.name, async () => {
      await olga.post("registered-models/rename", { name: one.name, new_name: `${one.name} old` });
      await olga.post("registered-models/rename", { name: two.name, new_name: one.name });
    });
    expect((await answersTo(eve, one.name))[0]).toMatch(/^404/);
  });
});

describe("are authorised before they are given", () => {
  it("to whom the model is hidden it is absent, kept or not", async () => {
    const { name } = await kept({ visibility: "TEAM" });
    for (let again = 0; again < 2; again++) await answersTo(olga, name);
    const [hidden, absent] = [await answersTo(eve, name), await answersTo(eve, "model-none")];
    expect(hidden.map((each) => each.replaceAll(name, "<name>"))).toEqual(
      absent.map((each) => each.replaceAll("model-none", "<name>")),
    );
    for (const each of hidden) expect(each).toMatch(/^404/);
  });

  it("to tokens that resolve only, but to none of other models or without a scope", async () => {
    const [one, two] = [await kept(), await kept()];
    const token = async (options: Answer): Promise<Mlflow> =>
      new Mlflow(await actorFor(eve.actor, eve.actor.id, "eve", options));
    const resolving = await token({ scopes: ["RESOLVE"] });
    const bound = await token({ scopes: ["RESOLVE", "READ"], modelIds: [two.id] });
    const writing = await token({ scopes: ["WRITE"] });
    const expected = await answersTo(olga, one.name);
    expect(await answersTo(resolving, one.name)).toEqual(expected);
    for (const each of await answersTo(bound, one.name)) expect(each).toMatch(/^404/);
    for (const each of await answersTo(writing, one.name)) expect(each).toMatch(/^403/);
    expect((await answersTo(bound, two.name))[0]).toMatch(/^200/);
  });

  it("follow visibility, grants, membership and the owning team, for whoever gains and loses", async () => {
    const { name, id } = await kept({ visibility: "TEAM" });
    const legal = world.teamId("legal");
    const visible = (visibility: string) =>
      olga.actor.do("updateRegisteredModel", { registeredModelId: id, visibility });
    await follows(name, () => visible("ORGANIZATION"), [eve]);
    await follows(name, () => visible("TEAM"), [eve]);
    await follows(name, () => olga.actor.do("grantAccess", { registeredModelId: id, teamId: legal, role: "VIEWER" }), [
      eve,
    ]);
    await follows(name, () => olga.actor.do("revokeAccess", { registeredModelId: id, teamId: legal }), [eve]);
    const vera = new Mlflow(await world.user("vera", { fraud: ["VIEWER"] }));
    const transfer = { registeredModelId: id, teamId: world.teamId("fraud"), reason: "reorganised" };
    await follows(name, () => olga.actor.do("transferRegisteredModel", transfer), [vera]);
    const gone = { teamId: world.teamId("fraud"), principalId: vera.actor.id };
    await follows(name, () => world.admin.do("removeTeamMember", gone), [vera]);
    expect((await answersTo(olga, name))[0]).toMatch(/^200/);
  });

  it("to a reviewer who reads a version for its open request alone", async () => {
    const rob = new Mlflow(await world.user("rob", { audit: ["REVIEWER"] }));
    const name = `model-${++made}`;
    const id = await registerModel(olga.actor, world.teamId("risk"), name, { visibility: "TEAM" });
    const risk = new Mlflow(olga.actor, { workspace: "risk" });
    const { run, source, experiment } = await train(risk);
    await finish(risk, run);
    await hideExperiment(olga.actor, experiment);
    await register(risk, name, { source, run_id: run });
    await olga.actor.do("createApprovalPolicy", {
      name: "outside review",
      scope: { registeredModelId: id },
      slots: ["Production"],
      requirements: [{ role: "REVIEWER", teamId: world.teamId("audit"), count: 1 }],
    });
    const uri = { name, version: "1" };
    for (let again = 0; again < 2; again++) await olga.get("model-versions/get-download-uri", uri);
    expect((await rob.refused("GET", "model-versions/get-download-uri", uri)).error).toBe(
      "404 RESOURCE_DOES_NOT_EXIST",
    );
    await olga.refused("POST", "model-versions/transition-stage", { ...uri, stage: "Production" });
    const { artifact_uri } = await rob.get("model-versions/get-download-uri", uri);
    expect((await rob.download(`${artifact_uri.replace(/^mlflow-artifacts:\//, "")}/MLmodel`)).text).toBe(
      "flavors: {}",
    );
    expect((await rob.refused("GET", "registered-models/get", { name })).error).toBe("404 RESOURCE_DOES_NOT_EXIST");
  });
});
