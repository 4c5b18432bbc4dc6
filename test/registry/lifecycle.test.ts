import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { addVersion, registerModel, resolves } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let owner: Actor;
let model: string;

const stage = (name: string, exclusive = false): Answer => ({ name, exclusive });
const standard = [stage("None"), stage("Staging"), stage("Production", true), stage("Archived")];
/** Where no edges are given, every stage leads to every other. */
const anyToAny = ["None", "Staging", "Production", "Archived"].flatMap((from, _, stages) =>
  stages.filter((to) => to !== from).map((to) => ({ from, to })),
);

const LIFECYCLE = "lifecycle { stages { name exclusive } edges { from to } }";

const move = (modelVersionId: string, to: string) =>
  owner.do("requestTransition", { modelVersionId, to, reason: "r" }, "transitionRequest { state }");

beforeAll(async () => {
  world = await openWorld();
  owner = await world.user("olga", { risk: ["OWNER"] });
  model = await registerModel(owner, world.teamId("risk"), "churn");
});
afterAll(() => world.close());

describe("the lifecycle", () => {
  it("is MLflow's until it is set, by an admin only", async () => {
    expect((await owner.ask(`{ ${LIFECYCLE} }`)).lifecycle).toEqual({ stages: standard, edges: anyToAny });
    expect(await owner.refused("setLifecycle", { stages: standard })).toBe("FORBIDDEN");
    const stages = [...standard, stage("Canary", true)];
    const edges = [
      { from: "none", to: "STAGING" },
      { from: "Staging", to: "Canary" },
      { from: "Canary", to: "Production" },
      { from: "Production", to: "Archived" },
    ];
    const reply = await world.admin.do("setLifecycle", { stages, edges }, LIFECYCLE);
    expect(reply.setLifecycle.lifecycle).toEqual({
      stages,
      edges: [{ from: "None", to: "Staging" }, ...edges.slice(1)],
    });
    const version = await addVersion(owner, model);
    expect(await owner.refused("requestTransition", { modelVersionId: version, to: "Production", reason: "r" })).toBe(
      "TRANSITION_NOT_ALLOWED",
    );
    await world.admin.do("setLifecycle", { stages: standard });
    expect((await owner.ask(`{ ${LIFECYCLE} }`)).lifecycle).toEqual({ stages: standard, edges: anyToAny });
  });

  const refused: [string, Answer][] = [
    ["lacks one of MLflow's stages", { stages: standard.slice(1) }],
    ["names a stage twice", { stages: [...standard, stage("staging")] }],
    [
      "has a stage that no edge leads to",
      { stages: [...standard, stage("Island")], edges: [{ from: "None", to: "Staging" }] },
    ],
    ["has an edge to nowhere", { stages: standard, edges: [{ from: "None", to: "Nowhere" }] }],
    ["makes None exclusive", { stages: [stage("None", true), ...standard.slice(1)] }],
  ];
  it.each(refused)("is refused when it %s", async (_, input) => {
    expect(await world.admin.refused("setLifecycle", input)).toBe("LIFECYCLE_INVALID");
  });

  it("keeps a stage that a version is in, or that an open request asks for", async () => {
    const stages = [...standard, stage("Shadow")];
    await world.admin.do("setLifecycle", { stages });
    const version = await addVersion(owner, model);
    await move(version, "Shadow");
    expect(await world.admin.refused("setLifecycle", { stages: standard })).toBe("LIFECYCLE_INVALID");
    await move(version, "Archived");
    const contributor = await world.user("carl", { risk: ["CONTRIBUTOR"] });
    const input = { modelVersionId: version, to: "Shadow", reason: "r" };
    const asked = await contributor.do("requestTransition", input, "transitionRequest { id state }");
    expect(asked.requestTransition.transitionRequest.state).toBe("PENDING");
    expect(await world.admin.refused("setLifecycle", { stages: standard })).toBe("LIFECYCLE_INVALID");
    await contributor.do("withdrawTransition", { transitionRequestId: asked.requestTransition.transitionRequest.id });
    await world.admin.do("setLifecycle", { stages: standard });
  });

  it("makes a stage exclusive where each model has one holder, and lets it be shared again", async () => {
    const [first, second] = [await addVersion(owner, model), await addVersion(owner, model)];
    await move(first, "Staging");
    await move(second, "Staging");
    const exclusive = [stage("None"), stage("Staging", true), stage("Production", true), stage("Archived")];
    expect(await world.admin.refused("setLifecycle", { stages: exclusive })).toBe("LIFECYCLE_INVALID");
    await move(first, "None");
    await world.admin.do("setLifecycle", { stages: exclusive });
    expect(await owner.refused("deleteModelVersion", { modelVersionId: second, reason: "r" })).toBe(
      "EXCLUSIVE_STAGE_HELD",
    );
    await move(first, "Staging");
    const STAGE = "query ($id: ID!) { node(id: $id) { ... on ModelVersion { stage { name exclusive } } } }";
    expect((await owner.ask(STAGE, { id: second })).node.stage.name).toBe("Archived");
    expect((await owner.ask(STAGE, { id: first })).node.stage).toEqual(stage("Staging", true));
    const shared = standard.map(({ name }) => stage(name as string));
    await world.admin.do("setLifecycle", { stages: shared });
    await move(second, "Staging");
    expect((await owner.ask(STAGE, { id: first })).node.stage).toEqual(stage("Staging"));
    expect(await resolves(owner, "models:/churn/staging")).toBe(4);
  });

  it("changes the slots of many models under one operation, in entries that name every version", async () => {
    const versions: string[] = [];
    for (let index = 0; index < 12; index++) {
      const id = await registerModel(owner, world.teamId("risk"), `many-${index}`);
      versions.push(await addVersion(owner, id));
      await move(versions.at(-1) ?? "", "Production");
    }
    await world.admin.do("setLifecycle", { stages: standard });
    const TOLD = `query ($id: ID!) { auditEntries(first: 5, filter: { action: "setLifecycle", subjectId: $id }) {
      nodes { stream subjects { id label } before after } } }`;
    for (const [index, id] of versions.entries()) {
      const [entry] = (await world.admin.ask(TOLD, { id })).auditEntries.nodes;
      expect(entry?.stream).toMatch(/^organization:/);
      expect(entry?.subjects).toContainEqual({ id, label: `many-${index}/1` });
      expect((entry!.after as Answer).stages).toEqual(standard);
    }
  });
});
