import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { entriesOf } from "../support/audit.js";
import { addVersion, approve, registerModel, request } from "../support/registry.js";
import { actorFor, openWorld, type World } from "../support/world.js";

let world: World;
let mia: Actor, olga: Actor, rita: Actor;

beforeAll(async () => {
  world = await openWorld();
  mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  olga = await world.user("olga", { fraud: ["OWNER"] });
  rita = await world.user("rita", { risk: ["REVIEWER"] });
});
afterAll(() => world?.close());

let made = 0;
const newModel = async (): Promise<{ id: string; name: string }> => {
  const name = `tiered-${++made}`;
  return { id: await registerModel(mia, world.teamId("fraud"), name), name };
};
const setTier = (by: Actor, registeredModelId: string, tier: string, rationale = "it says so") =>
  by.do("setRiskTier", { registeredModelId, tier, rationale }, "registeredModel { riskTier }");
const refused = (by: Actor, registeredModelId: string, tier: string) =>
  by.refused("setRiskTier", { registeredModelId, tier, rationale: "it says so" });
const tierOf = async (name: string): Promise<string | null> =>
  (await mia.ask(`query ($name: String!) { registeredModel(name: $name) { riskTier } }`, { name })).registeredModel
    .riskTier;

/** A policy for some tiers only, over the whole organisation. */
const cover = async (slot: string, tiers: string[]): Promise<string> => {
  const input = {
    name: `for ${tiers.join(" and ")}`,
    scope: { organization: true },
    slots: [slot],
    tiers,
    requirements: [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }],
  };
  return (await world.admin.do("createApprovalPolicy", input, "approvalPolicy { id }")).createApprovalPolicy
    .approvalPolicy.id;
};

describe("a risk tier", () => {
  it("is set and raised by an owner, lowered by an administrator alone", async () => {
    const { id, name } = await newModel();
    expect(await tierOf(name)).toBeNull();
    expect(await refused(mia, id, "HIGH")).toBe("FORBIDDEN");
    await setTier(olga, id, "LOW");
    await setTier(olga, id, "MEDIUM");
    expect(await refused(olga, id, "LOW")).toBe("FORBIDDEN");
    await setTier(olga, id, "HIGH");
    expect(await refused(olga, id, "MEDIUM")).toBe("FORBIDDEN");
    await setTier(world.admin, id, "LOW");
    expect(await tierOf(name)).toBe("LOW");
    const few = await actorFor(olga, olga.id, "olga", { scopes: ["READ", "WRITE", "APPROVE"] });
    expect(await refused(few, id, "HIGH")).toBe("FORBIDDEN");
    expect(await olga.refused("setRiskTier", { registeredModelId: id, tier: "HIGH", rationale: " " })).toBe(
      "INVALID_INPUT",
    );
  });

  it("has a history, told for any instant, with an entry for each change", async () => {
    const { id, name } = await newModel();
    await setTier(olga, id, "LOW", "a toy");
    await setTier(olga, id, "LOW", "a toy");
    await setTier(olga, id, "HIGH", "it decides on credit");
    const text = `query ($name: String!) { registeredModel(name: $name) { createdAt riskTiers { tier rationale from to setBy { id } } } }`;
    const { registeredModel } = await mia.ask(text, { name });
    expect(registeredModel.riskTiers).toMatchObject([
      { tier: "LOW", rationale: "a toy", to: registeredModel.riskTiers[1]!.from, setBy: { id: olga.id } },
      { tier: "HIGH", rationale: "it decides on credit", to: null },
    ]);
    const at = `query ($name: String!, $at: DateTime) { registeredModel(name: $name) { riskTier(at: $at) } }`;
    const then = async (instant: string) => (await mia.ask(at, { name, at: instant })).registeredModel.riskTier;
    expect(await then(registeredModel.createdAt)).toBeNull();
    expect(await then(registeredModel.riskTiers[0]!.from)).toBe("LOW");
    expect(await then(registeredModel.riskTiers[1]!.from)).toBe("HIGH");
    const future = await mia.send(at, { name, at: "2100-01-01T00:00:00Z" });
    expect(future.errors[0]?.extensions.code).toBe("INVALID_INPUT");
    const entries = await entriesOf(world.admin, { action: "setRiskTier", subjectId: id });
    expect(entries.map(({ before, after }) => [before, after])).toEqual([
      [{ riskTier: null }, { riskTier: "LOW" }],
      [{ riskTier: "LOW" }, { riskTier: "HIGH" }],
    ]);
  });

  it("finds models: those without one count as HIGH", async () => {
    const [low, high, unset] = [await newModel(), await newModel(), await newModel()];
    await setTier(olga, low.id, "LOW");
    await setTier(olga, high.id, "HIGH");
    const text = `query ($tier: RiskTier) { registeredModels(first: 200, filter: { riskTier: $tier }) { nodes { id } } }`;
    const found = async (tier: string): Promise<string[]> =>
      (await mia.ask(text, { tier })).registeredModels.nodes.map((each) => each.id);
    expect(await found("LOW")).toContain(low.id);
    expect(await found("LOW")).not.toContain(unset.id);
    expect(await found("HIGH")).toEqual(expect.arrayContaining([high.id, unset.id]));
    expect(await found("HIGH")).not.toContain(low.id);
  });
});

describe("a policy with tiers", () => {
  const applied = async (modelId: string, slot: string): Promise<string> =>
    (await request(mia, await addVersion(mia, modelId), slot)).state;

  it("applies to models of these tiers only, and to those without one where it names HIGH", async () => {
    await cover("@high", ["HIGH"]);
    await cover("@small", ["LOW", "MEDIUM"]);
    const { id, name } = await newModel();
    expect([await applied(id, "@high"), await applied(id, "@small")]).toEqual(["PENDING", "APPLIED"]);
    await setTier(world.admin, id, "MEDIUM");
    expect([await applied(id, "@high"), await applied(id, "@small")]).toEqual(["APPLIED", "PENDING"]);
    const text = `query ($name: String!) { registeredModel(name: $name) { guards { slot policies { tiers } } } }`;
    const { registeredModel } = await mia.ask(text, { name });
    expect(registeredModel.guards).toEqual([{ slot: "@small", policies: [{ tiers: ["MEDIUM", "LOW"] }] }]);
    await setTier(olga, id, "HIGH");
    expect([await applied(id, "@high"), await applied(id, "@small")]).toEqual(["PENDING", "APPLIED"]);
  });

  it("is nothing that an owner slips out of by a first tier", async () => {
    const { id } = await newModel();
    expect(await refused(olga, id, "LOW")).toBe("FORBIDDEN");
    await setTier(olga, id, "HIGH");
    const approvalPolicyId = await cover("@slip", ["HIGH", "MEDIUM"]);
    const other = await newModel();
    expect(await refused(olga, other.id, "MEDIUM")).toBe("FORBIDDEN");
    await world.admin.do("retireApprovalPolicy", { approvalPolicyId });
  });

  it("voids open requests when the tier changes which apply", async () => {
    await cover("@open", ["HIGH"]);
    await cover("@calm", ["LOW"]);
    const { id } = await newModel();
    await setTier(world.admin, id, "LOW");
    const low = await request(mia, await addVersion(mia, id), "@calm");
    expect(low.state).toBe("PENDING");
    const contributor = await world.user(`cora-${made}`, { fraud: ["CONTRIBUTOR"] });
    const plain = await request(contributor, await addVersion(contributor, id), "@open");
    const elsewhere = await request(contributor, await addVersion(contributor, id), "@elsewhere");
    await setTier(olga, id, "HIGH");
    const text = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on TransitionRequest { state cause } } }`;
    const { nodes } = await mia.ask(text, { ids: [low.id, plain.id, elsewhere.id] });
    expect(nodes).toEqual([
      { state: "VOIDED", cause: 'the policy "for LOW" no longer applies (the risk tier was set to HIGH)' },
      { state: "VOIDED", cause: 'the policy "for HIGH" now applies too (the risk tier was set to HIGH)' },
      { state: "PENDING", cause: null },
    ]);
  });

  it("says so where it is read; all tiers are the same as none", async () => {
    const { id: registeredModelId } = await newModel();
    const input = (more: Answer): Answer => ({
      name: "some",
      scope: { registeredModelId },
      slots: ["Production"],
      requirements: [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }],
      ...more,
    });
    const fields = "approvalPolicy { id tiers digest }";
    const create = async (more: Answer) =>
      (await olga.do("createApprovalPolicy", input(more), fields)).createApprovalPolicy.approvalPolicy;
    const [plain, every, some] = [
      await create({}),
      await create({ tiers: ["LOW", "HIGH", "MEDIUM"] }),
      await create({ tiers: ["LOW", "HIGH"] }),
    ];
    expect([every.digest, every.tiers, some.tiers]).toEqual([plain.digest, [], ["HIGH", "LOW"]]);
    expect(some.digest).not.toBe(plain.digest);
    const [entry] = await entriesOf(world.admin, { action: "createApprovalPolicy", subjectId: some.id });
    expect(entry?.after).toMatchObject({ tiers: ["HIGH", "LOW"] });
    await olga.do("updateApprovalPolicy", { approvalPolicyId: some.id, tiers: [] });
    const { approvalPolicy } = await mia.ask(`query ($id: ID!) { approvalPolicy(id: $id) { tiers } }`, { id: some.id });
    expect(approvalPolicy.tiers).toEqual([]);
  });
});

it("a model that takes a guarded name takes the tier of the model that had it, unless its own is higher", async () => {
  await cover("@kept", ["MEDIUM"]);
  const { id, name } = await newModel();
  /** The name stays guarded: it had the alias under the policy. */
  const holdAndFree = async (registeredModelId: string): Promise<void> => {
    await setTier(world.admin, registeredModelId, "MEDIUM");
    await approve(rita, await request(mia, await addVersion(mia, registeredModelId), "@kept"));
    await setTier(world.admin, registeredModelId, "LOW");
    await mia.do("removeAlias", { registeredModelId, alias: "kept" });
    await setTier(olga, registeredModelId, "MEDIUM");
    await mia.do("deleteRegisteredModel", { registeredModelId, reason: "it is old" });
  };
  await holdAndFree(id);
  const next = await registerModel(mia, world.teamId("fraud"), name);
  expect(await tierOf(name)).toBe("MEDIUM");
  const [entry] = await entriesOf(world.admin, { action: "setRiskTier", subjectId: next });
  expect(entry).toMatchObject({ before: { riskTier: null }, after: { riskTier: "MEDIUM" } });
  await holdAndFree(next);
  const low = await newModel();
  await setTier(world.admin, low.id, "LOW");
  await mia.do("renameRegisteredModel", { registeredModelId: low.id, name });
  expect(await tierOf(name)).toBe("MEDIUM");
});
