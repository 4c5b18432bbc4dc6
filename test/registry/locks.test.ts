import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor, Answer, MutationName, Reply } from "../support/actor.js";
import { addVersion, registerModel } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let olga: Actor, ana: Actor;

beforeAll(async () => {
  world = await openWorld();
  olga = await world.user("olga", { risk: ["OWNER"], fraud: ["OWNER"] });
  ana = await world.user("ana", { risk: ["MAINTAINER", "REVIEWER"], fraud: ["MAINTAINER", "REVIEWER"] });
});
afterAll(() => world.close());

const codesOf = (reply: Reply, mutation: MutationName): string[] => [
  ...reply.errors.map(({ extensions }) => extensions.code),
  ...(reply.data?.[mutation]?.userErrors ?? []).map(({ code }) => code),
];

/** Sends the calls, twelve at a time, while `beside` goes on; answers the codes that they were refused with, counted. */
const codesBeside = async (
  count: number,
  call: (index: number) => Promise<string[]>,
  beside: () => Promise<unknown>,
): Promise<Record<string, number>> => {
  let going = true;
  const disturbing = (async () => {
    for (; going; ) await beside();
  })();
  const codes: string[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < count; index = next++) codes.push(...(await call(index)));
  };
  await Promise.all(Array.from({ length: 12 }, worker));
  going = false;
  await disturbing;
  return Object.fromEntries([...Map.groupBy(codes, (code) => code)].map(([code, all]) => [code, all.length]));
};

it("answers no NOT_FOUND for what exists: 240 calls on a model that goes from team to team meanwhile", async () => {
  const model = await registerModel(olga, world.teamId("risk"), "churn");
  const versions = await Promise.all(Array.from({ length: 4 }, () => addVersion(ana, model)));
  const calls: ((index: number) => [MutationName, Answer])[] = [
    (index) => ["requestTransition", { modelVersionId: versions[index % 4], to: "Staging", reason: "r" }],
    (index) => ["requestTransition", { modelVersionId: versions[index % 4], to: "None", reason: "r" }],
    (index) => ["setTag", { subjectId: model, key: "k", value: String(index) }],
    (index) => ["setTag", { subjectId: versions[index % 4], key: "k", value: String(index) }],
    (index) => ["setAlias", { modelVersionId: versions[index % 4], alias: "champion" }],
    (index) => ["updateRegisteredModel", { registeredModelId: model, description: String(index) }],
    () => ["rollbackSlot", { registeredModelId: model, slot: "@champion", reason: "r" }],
    () => ["createModelVersion", { registeredModelId: model, source: "s3://bucket/m" }],
  ];
  let transfers = 0;
  const codes = await codesBeside(
    240,
    async (index) => {
      const [mutation, input] = calls[index % calls.length]!(index);
      return codesOf(await ana.attempt(mutation, input), mutation);
    },
    () =>
      olga.do("transferRegisteredModel", {
        registeredModelId: model,
        teamId: world.teamId(transfers++ % 2 === 0 ? "fraud" : "risk"),
        reason: "back and forth",
      }),
  );
  expect(transfers).toBeGreaterThan(5);
  expect(codes).not.toHaveProperty("NOT_FOUND");
  expect(codes).not.toHaveProperty("INTERNAL");
});

it("finds a policy whatever revision comes meanwhile", async () => {
  const policy = async (name: string): Promise<string> =>
    (
      await olga.do(
        "createApprovalPolicy",
        {
          name,
          scope: { teamId: world.teamId("risk") },
          slots: [`@${name}`],
          requirements: [{ role: "REVIEWER", count: 1 }],
        },
        "approvalPolicy { id }",
      )
    ).createApprovalPolicy.approvalPolicy.id;
  const id = await policy("shared");
  let beside = 0;
  const codes = await codesBeside(
    120,
    async (index) => {
      const input = { approvalPolicyId: id, name: `shared ${index}` };
      return codesOf(await olga.attempt("updateApprovalPolicy", input), "updateApprovalPolicy");
    },
    () => olga.do("updateApprovalPolicy", { approvalPolicyId: id, expiresAfterHours: 1 + (beside++ % 2) }),
  );
  expect(beside).toBeGreaterThan(1);
  expect(codes).toEqual({});
});
