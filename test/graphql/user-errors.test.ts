import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { addVersion, approve, registerModel, request } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let mia: Actor, ana: Actor, rob: Actor, olga: Actor;

beforeAll(async () => {
  world = await openWorld();
  mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  ana = await world.user("ana", { fraud: ["CONTRIBUTOR"] });
  rob = await world.user("rob", { fraud: ["REVIEWER"] });
  olga = await world.user("olga", { fraud: ["OWNER"] });
});
afterAll(() => world?.close());

interface Story {
  readonly by: () => Actor;
  readonly mutation: string;
  readonly input: () => Promise<Answer>;
}

let made = 0;
const model = () => registerModel(mia, world.teamId("fraud"), `model-${++made}`);

const setStages = (exclusive: boolean, edges: Answer[] | null = null) => {
  const stages = ["None", "Staging", "Production", "Archived"].map((name) => ({
    name,
    exclusive: exclusive && name === "Production",
  }));
  return world.admin.do("setLifecycle", { stages, edges });
};

/** A request that waits for rob, on a model of which another version may hold the slot. */
const guardedRequest = async (held = false): Promise<{ versionId: string; open: Answer }> => {
  const modelId = await model();
  await setStages(true);
  if (held) await request(mia, await addVersion(mia, modelId), "Production");
  await olga.do("createApprovalPolicy", {
    name: "one reviewer",
    scope: { registeredModelId: modelId },
    slots: ["Production", "@champion"],
    requirements: [{ role: "REVIEWER", count: 1 }],
  });
  const versionId = await addVersion(mia, modelId);
  return { versionId, open: await request(ana, versionId, "Production") };
};

const ask = async (to: string, more: Answer = {}) => ({
  modelVersionId: await addVersion(mia, await model()),
  to,
  reason: "r",
  ...more,
});

const asking = { to: "Production", reason: "r" };

/** A version of a model on whose Production stands a gate. */
const gated = async (gate: Answer): Promise<{ versionId: string }> => {
  const modelId = await model();
  await setStages(true);
  await olga.do("createApprovalPolicy", {
    name: "a gate",
    scope: { registeredModelId: modelId },
    slots: ["Production"],
    requirements: [],
    gates: [{ key: "gate", ...gate }],
  });
  return { versionId: await addVersion(mia, modelId) };
};

/** A story for each concrete type that carries more than its message. */
const stories: Record<string, Story> = {
  InvalidInputError: { by: () => mia, mutation: "requestTransition", input: () => ask("Shadow") },
  HolderChangedError: {
    by: () => mia,
    mutation: "requestTransition",
    input: () => ask("Production", { expectedHolder: 7 }),
  },
  ContentChangedError: {
    by: () => rob,
    mutation: "approveTransition",
    input: async () => ({ transitionRequestId: (await guardedRequest()).open.id, contentDigest: "0".repeat(64) }),
  },
  ApprovalRequiredError: {
    by: () => mia,
    mutation: "setAlias",
    input: async () => ({ modelVersionId: (await guardedRequest()).versionId, alias: "champion" }),
  },
  RequestOpenError: {
    by: () => mia,
    mutation: "requestTransition",
    input: async () => ({
      modelVersionId: (await guardedRequest()).versionId,
      to: "Production",
      reason: "in other words",
    }),
  },
  EmergencyNotAllowedError: {
    by: () => mia,
    mutation: "requestTransition",
    input: async () => {
      const modelId = await model();
      await setStages(true);
      const reviewed = [{ role: "REVIEWER", count: 1 }];
      await olga.do("createApprovalPolicy", {
        name: "reviewed afterwards",
        scope: { registeredModelId: modelId },
        slots: ["Production"],
        requirements: reviewed,
        emergency: { requirements: reviewed, reviewWithinHours: 1 },
      });
      const emergency = { reason: "it answers nonsense" };
      await approve(rob, await request(ana, await addVersion(mia, modelId), "Production", { emergency }));
      await query(
        world.database.superuserUrl,
        `alter table review disable trigger all; update review set due_at = clock_timestamp();
         alter table review enable always trigger review_is_audited`,
      );
      return { modelVersionId: await addVersion(mia, modelId), ...asking, emergency };
    },
  },
  GatesFailedError: {
    by: () => mia,
    mutation: "requestTransition",
    input: async () => ({ modelVersionId: (await gated({ metric: { key: "auc", min: 0.8 } })).versionId, ...asking }),
  },
  GatesPendingError: {
    by: () => mia,
    mutation: "approveTransition",
    input: async () => {
      const { versionId } = await gated({ tag: { key: "audited", values: ["yes"] } });
      const open = await request(ana, versionId, "Production");
      return { transitionRequestId: open.id, contentDigest: open.contentDigest };
    },
  },
  RequestVoidedError: {
    by: () => rob,
    mutation: "approveTransition",
    input: async () => {
      const { open } = await guardedRequest(true);
      // A shared stage has no holder to displace.
      await setStages(false);
      return { transitionRequestId: open.id, contentDigest: open.contentDigest };
    },
  },
  TransitionNotAllowedError: {
    by: () => mia,
    mutation: "requestTransition",
    input: async () => {
      await setStages(true, [
        { from: "None", to: "Staging" },
        { from: "Staging", to: "Production" },
        { from: "Production", to: "Archived" },
      ]);
      return ask("Production");
    },
  },
};

/** Fields that are objects, with one of theirs. */
const selections: Record<string, string> = { gates: "gates { key }" };

interface ConcreteType {
  readonly name: string;
  readonly fields: readonly { readonly name: string }[];
}

it("fills every field that a concrete type of user error has", async () => {
  const { __type } = await world.admin.ask<Answer>(
    `{ __type(name: "UserError") { fields { name } possibleTypes { name fields { name } } } }`,
  );
  const common = new Set(__type.fields.map(({ name }: { name: string }) => name));
  const concrete = (__type.possibleTypes as ConcreteType[]).flatMap(({ name, fields }) => {
    const own = fields.map((field) => field.name).filter((field) => !common.has(field));
    return own.length === 0 ? [] : [{ name, own }];
  });
  expect(concrete.map(({ name }) => name).sort()).toEqual(Object.keys(stories).sort());
  for (const { name, own } of concrete) {
    const { by, mutation, input } = stories[name]!;
    const reply = await by().send<Answer>(
      `mutation ($input: ${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!) {
        ${mutation}(input: $input) { userErrors { __typename message ... on ${name} { ${own.map((field) => selections[field] ?? field).join(" ")} } } } }`,
      { input: await input() },
    );
    const [error] = reply.data?.[mutation]?.userErrors ?? [];
    expect(error, JSON.stringify(reply)).toMatchObject({ __typename: name });
    for (const field of own) expect(error[field], `${name}.${field} of ${JSON.stringify(error)}`).not.toBeNull();
  }
});
