import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { addVersion, registerModel, request } from "../support/registry.js";
import { actorFor, openWorld, type World } from "../support/world.js";

/** A token that is good for one model: what its bearer does elsewhere changes no byte of any answer to it. */

let world: World;
let olga: Actor, job: Actor;
let model: string;

const questions = [
  `{ viewer { principal { handle } } }`,
  `{ users(first: 200) { nodes { handle } pageInfo { hasNextPage endCursor } } }`,
  `{ users(first: 200, filter: { kind: SERVICE_ACCOUNT }) { nodes { handle } } }`,
  `{ teams(first: 20) { nodes { slug members(first: 20) { nodes { principal { handle } } } } } }`,
  `{ apiTokens(first: 200) { nodes { id name } pageInfo { hasNextPage } } }`,
  `{ approvalPolicies(first: 200) { nodes { name } } }`,
  `{ approvalPolicies(first: 200, filter: { team: "risk" }) { nodes { name } } }`,
  `{ registeredModels(first: 200) { nodes { name } } }`,
  `{ transitionRequests(first: 200) { nodes { id requirements { policyName team { slug } } } } }`,
  `{ auditEntries(first: 200) { nodes { id } } }`,
  `{ modelVersion(name: "churn", version: 1) { evidence(first: 200) { nodes { id action subjects { id label } after stream seq } } } }`,
];

const answers = async (by: Actor): Promise<Answer[]> => {
  const all: Answer[] = [];
  for (const question of questions) {
    const { data, errors } = await by.send(question);
    all.push({ question, data, errors: errors.map(({ message, extensions }) => [message, extensions.code]) });
  }
  return all;
};

beforeAll(async () => {
  world = await openWorld();
  olga = await world.user("olga", { fraud: ["OWNER", "REVIEWER"], risk: ["OWNER"] });
  model = await registerModel(olga, world.teamId("fraud"), "churn");
  await request(olga, await addVersion(olga, model), "Staging");
  await olga.do("createApprovalPolicy", {
    name: "of fraud",
    scope: { teamId: world.teamId("fraud") },
    slots: ["Production"],
    requirements: [{ role: "REVIEWER", count: 1 }],
  });
  job = await actorFor(olga, olga.id, "olga", { modelIds: [model] });
}, 60_000);
afterAll(() => world?.close());

describe("a token that is good for one model", () => {
  it("finds itself, its bearer, that model's team and the policies that bear on it", async () => {
    const [, users, accounts, teams, tokens, policies] = (await answers(job)).map(({ data }) => data);
    expect(users?.users.nodes).toEqual([{ handle: "olga" }]);
    expect(accounts?.users.nodes).toEqual([]);
    expect(teams?.teams.nodes).toEqual([{ slug: "fraud", members: { nodes: [] } }]);
    expect(tokens?.apiTokens.nodes).toEqual([{ id: job.tokenId, name: expect.any(String) }]);
    expect(policies?.approvalPolicies.nodes).toEqual([{ name: "of fraud" }]);
  });

  it("learns nothing of what its bearer and others do elsewhere", async () => {
    const before = await answers(job);
    const other = await registerModel(olga, world.teamId("fraud"), "other");
    const version = await addVersion(olga, other);
    for (const scope of [{ registeredModelId: other }, { teamId: world.teamId("risk") }])
      await olga.do("createApprovalPolicy", {
        name: "elsewhere",
        scope,
        slots: ["Archived"],
        requirements: [{ role: "OWNER", teamId: world.teamId("risk"), count: 1 }],
      });
    await request(olga, version, "Staging");
    await actorFor(olga, olga.id, "olga");
    await world.user("newcomer", { fraud: ["VIEWER"], late: ["OWNER"] });
    expect(await answers(job)).toEqual(before);
  });

  it("reads of its bearer's own stream nothing", async () => {
    const own = `{ node(id: "${olga.id}") { id } }`;
    expect((await job.ask(own)).node).toEqual({ id: olga.id });
    const { modelVersion } = await olga.ask(
      `{ modelVersion(name: "churn", version: 1) { evidence(first: 200, includeReads: true) { nodes { id } } } }`,
    );
    expect(modelVersion.evidence.nodes.length).toBeGreaterThan(0);
    await (await olga.get("/evidence?model=other&version=1")).text();
    const { nodes } = (
      await olga.ask(
        `{ modelVersion(name: "other", version: 1) { evidence(first: 200, includeReads: true) { nodes { id action } } } }`,
      )
    ).modelVersion.evidence;
    const read = nodes.find(({ action }: Answer) => action === "exportEvidence")!;
    const ask = `query ($ids: [ID!]!) { nodes(ids: $ids) { id } }`;
    expect((await olga.ask(ask, { ids: [read.id] })).nodes).toEqual([{ id: read.id }]);
    expect((await job.ask(ask, { ids: [read.id] })).nodes).toEqual([null]);
  });
});
