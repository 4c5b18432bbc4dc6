import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { registerModel } from "../support/registry.js";
import { actorFor, openWorld, type World } from "../support/world.js";

let world: World;
let ana: Mlflow, bea: Mlflow, vera: Mlflow;

beforeAll(async () => {
  world = await openWorld();
  for (const slug of ["fraud", "risk", "legal"]) await world.team(slug);
  ana = new Mlflow(await world.user("ana", { risk: ["CONTRIBUTOR"] }));
  bea = new Mlflow(await world.user("bea", { risk: ["CONTRIBUTOR"], fraud: ["CONTRIBUTOR"], legal: ["VIEWER"] }));
  vera = new Mlflow(await world.user("vera", { risk: ["VIEWER"] }));
});
afterAll(() => world?.close());

let made = 0;
const named = (): string => `model-${++made}`;
const teamOf = async (name: string): Promise<string | null> => {
  const query = "query ($n: String!) { registeredModel(name: $n) { team { slug } } }";
  return (await world.admin.ask(query, { n: name })).registeredModel?.team.slug ?? null;
};
const create = async (by: Mlflow, more: Answer = {}): Promise<string | null> => {
  const name = named();
  await by.post("registered-models/create", { name, ...more });
  return teamOf(name);
};
const refusal = async (by: Mlflow, more: Answer = {}): Promise<{ error: string; message: string }> => {
  const name = named();
  const { error, message } = await by.refused("POST", "registered-models/create", { name, ...more });
  expect(await teamOf(name)).toBe(null);
  return { error, message };
};
const teamTag = (value: string): Answer => ({ tags: [{ key: "team", value }] });

describe("the team that a registered model is made in", () => {
  it("is the caller's only one", async () => {
    expect(await create(ana)).toBe("risk");
    expect(await create(ana, teamTag("purple"))).toBe("risk");
  });

  it("of several is told by header, by the tracking URI, or by a tag; header before URI before tag", async () => {
    expect(await create(new Mlflow(bea.actor, { workspace: "fraud" }))).toBe("fraud");
    expect(await create(new Mlflow(bea.actor, { team: "fraud" }))).toBe("fraud");
    expect(await create(bea, teamTag("fraud"))).toBe("fraud");
    expect(await create(new Mlflow(bea.actor, { workspace: "risk", team: "fraud" }), teamTag("fraud"))).toBe("risk");
    expect(await create(new Mlflow(bea.actor, { team: "risk" }), teamTag("fraud"))).toBe("risk");
  });

  it("of several, none told, is asked for with the choices", async () => {
    for (const tag of [null, "legal", "absent"]) {
      const { error, message } = await refusal(bea, tag === null ? {} : teamTag(tag));
      expect(message.startsWith(`The tag team=${tag} is none of the teams that you may create in.`)).toBe(tag !== null);
      expect(error).toBe("400 INVALID_PARAMETER_VALUE");
      expect(message).toContain("You may create in: fraud, risk.");
      expect(message).toContain("MLFLOW_WORKSPACE");
    }
  });

  it("is none that the caller may not create in", async () => {
    for (const by of [new Mlflow(bea.actor, { workspace: "legal" }), new Mlflow(ana.actor, { team: "fraud" })]) {
      const { error, message } = await refusal(by);
      expect([error, message]).toEqual([
        "403 PERMISSION_DENIED",
        expect.stringContaining("role CONTRIBUTOR in the team"),
      ]);
    }
    expect(await refusal(vera)).toMatchObject({ error: "403 PERMISSION_DENIED" });
    const { error, message } = await refusal(new Mlflow(bea.actor, { workspace: "nowhere" }));
    expect([error, message]).toEqual([
      "400 INVALID_PARAMETER_VALUE",
      expect.stringContaining('There is no team "nowhere"'),
    ]);
  });

  it("needs a token that writes and is bound to no models", async () => {
    const reading = await actorFor(ana.actor, ana.actor.id, "ana", { scopes: ["READ"] });
    expect(await refusal(new Mlflow(reading))).toMatchObject({ error: "403 PERMISSION_DENIED" });
    const name = named();
    await ana.post("registered-models/create", { name });
    const { registeredModel } = await world.admin.ask(`{ registeredModel(name: "${name}") { id } }`);
    const bound = new Mlflow(await actorFor(ana.actor, ana.actor.id, "ana", { modelIds: [registeredModel.id] }));
    expect(await refusal(bound)).toMatchObject({ error: "403 PERMISSION_DENIED" });
    await bound.post("model-versions/create", { name, source: "s3://b/m" });
    const { registered_models } = await bound.get("registered-models/search");
    expect(registered_models.map((model: Answer) => model.name)).toEqual([name]);
  });

  it("does not matter for reading, nor for what is done to a model that is there", async () => {
    const name = named();
    await ana.post("registered-models/create", { name });
    for (const options of [{}, { workspace: "legal" }, { workspace: "nowhere" }, { team: "fraud" }]) {
      const by = new Mlflow(bea.actor, options);
      expect((await by.get("registered-models/get", { name })).registered_model.name).toBe(name);
      await by.post("registered-models/set-tag", { name, key: "k", value: JSON.stringify(options) });
      await by.post("model-versions/create", { name, source: "s3://b/m" });
      expect((await by.refused("POST", "registered-models/create", { name })).error).toBe(
        "400 RESOURCE_ALREADY_EXISTS",
      );
    }
  });
});

describe("a hidden model's name", () => {
  it("is taken, and that is all that its creation tells", async () => {
    const name = named();
    await registerModel(ana.actor, world.teamId("risk"), name, { visibility: "TEAM" });
    const eve = new Mlflow(await world.user("eve", { fraud: ["OWNER"] }));
    const taken = await eve.refused("POST", "registered-models/create", { name });
    expect([taken.error, taken.message]).toEqual([
      "400 RESOURCE_ALREADY_EXISTS",
      `Registered Model (name=${name}) already exists.`,
    ]);
    const added = await eve.refused("POST", "model-versions/create", { name, source: "s3://b/m" });
    expect([added.error, added.message]).toEqual([
      "404 RESOURCE_DOES_NOT_EXIST",
      `Registered Model with name=${name} not found`,
    ]);
    expect(await ana.get("model-versions/search", { filter: `name = '${name}'` })).toEqual({});
  });
});
