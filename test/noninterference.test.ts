import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor, Answer } from "./support/actor.js";
import { addVersion, registerModel, request } from "./support/registry.js";
import { actorFor, openWorld, type World } from "./support/world.js";

/**
 * What somebody may not see must not change a byte of any answer to them: the same questions are asked before and
 * after another team has worked out of sight.
 */

let world: World;
let vera: Actor, sam: Actor, narrow: Actor;
let hidden: { model: string; version: string; request: string };

beforeAll(async () => {
  world = await openWorld();
  vera = await world.user("vera", { fraud: ["OWNER", "REVIEWER"] });
  sam = await world.user("sam", { secret: ["OWNER"] });
  await world.user("sol", { secret: ["CONTRIBUTOR"] });
  for (const name of ["alpha", "beta", "gamma"]) {
    const model = await registerModel(vera, world.teamId("fraud"), name, {
      visibility: name === "beta" ? "TEAM" : "ORGANIZATION",
    });
    await vera.do("setTag", { subjectId: model, key: "risk", value: "high" });
    for (let count = 0; count < 3; count++) await request(vera, await addVersion(vera, model), "Production");
  }
  const { registeredModel } = await vera.ask(`{ registeredModel(name: "alpha") { id } }`);
  narrow = await actorFor(world.admin, vera.id, "vera", { modelIds: [registeredModel.id] });
}, 60_000);
afterAll(() => world?.close());

const questions: [string, (after: string | null) => Answer][] = [
  [
    `query ($after: String) { registeredModels(first: 2, after: $after) { nodes { id name slots { slot version } latestVersion { version } } pageInfo { hasNextPage endCursor } } }`,
    (after) => ({ after }),
  ],
  [
    `query { registeredModels(first: 100, filter: { tags: [{ key: "risk", value: "high" }] }, orderBy: { field: UPDATED_AT, direction: DESC }) { edges { cursor node { name } } pageInfo { hasNextPage } } }`,
    () => ({}),
  ],
  [`query { registeredModels(filter: { nameContains: "a" }) { nodes { name } } }`, () => ({})],
  [
    `query { modelVersions(first: 5, filter: { stage: "production" }, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { id version } pageInfo { hasNextPage endCursor } } }`,
    () => ({}),
  ],
  [
    `query { modelVersions(first: 200, filter: { team: "secret" }) { nodes { id } pageInfo { hasNextPage } } }`,
    () => ({}),
  ],
  [`query { transitionRequests(first: 200) { nodes { id state } pageInfo { hasNextPage endCursor } } }`, () => ({})],
  [`query { transitionRequests(filter: { awaitingMyDecision: true }) { nodes { id } } }`, () => ({})],
  [`query { approvalPolicies(first: 200) { nodes { id name } pageInfo { hasNextPage } } }`, () => ({})],
  [
    `query { auditEntries(first: 200, filter: { actor: "sam" }) { nodes { id } pageInfo { hasNextPage endCursor } } }`,
    () => ({}),
  ],
  [
    `query { modelVersion(name: "alpha", version: 2) { evidence(first: 200) { nodes { id action subjects { id label hidden } before after } } transitionRequests { nodes { id } } slotHistory { nodes { slot from to } } } }`,
    () => ({}),
  ],
  [
    `query { registeredModel(name: "hidden-1") { id } modelVersion(name: "hidden-1", version: 1) { id } resolve(uri: "models:/hidden-1/Production") { id } }`,
    () => ({}),
  ],
];

const program = async (who: Actor): Promise<string[]> => {
  const answers: string[] = [];
  for (const [query, variables] of questions) {
    let after: string | null = null;
    for (let page = 0; page < 5; page++) {
      const { status, data, errors } = await who.send(query, variables(after));
      answers.push(
        JSON.stringify({ status, data, errors: errors.map(({ message, extensions }) => [message, extensions.code]) }),
      );
      after = data?.registeredModels?.pageInfo?.endCursor ?? null;
      if (!query.includes("$after") || !data?.registeredModels?.pageInfo?.hasNextPage) break;
    }
  }
  for (const uri of [
    "models:/alpha/Production",
    "models:/hidden-1/Production",
    "models:/hidden-1/1",
    "models:/absent/1",
  ]) {
    const response = await who.get(`/resolve?uri=${encodeURIComponent(uri)}`);
    answers.push(
      `${response.status} ${response.headers.get("etag")} ${(await response.text()).replace(/"requestId":"[^"]*"/, "")}`,
    );
  }
  return answers;
};

it("another team's hidden work changes no byte of any answer", async () => {
  const before = [await program(vera), await program(narrow)];
  for (let count = 1; count <= 3; count++) {
    const model = await registerModel(sam, world.teamId("secret"), `hidden-${count}`, { visibility: "TEAM" });
    await sam.do("setTag", { subjectId: model, key: "risk", value: "high" });
    await sam.do("createApprovalPolicy", {
      name: "hidden",
      scope: { registeredModelId: model },
      slots: ["Archived"],
      requirements: [{ role: "REVIEWER", count: 1 }],
    });
    const versions = [await addVersion(sam, model), await addVersion(sam, model)];
    await request(sam, versions[0]!, "Production");
    const open = await request(sam, versions[0]!, "Archived");
    hidden = { model, version: versions[0]!, request: open.id };
  }
  expect([await program(vera), await program(narrow)]).toEqual(before);
});

it("a hidden thing and an absent one are refused alike, by id and by mutation", async () => {
  const absent = {
    model: "mod_00000000000000000000000001",
    version: "mv_00000000000000000000000001",
    request: "req_00000000000000000000000001",
  };
  const tries = ({ model, version, request: open }: typeof hidden): [string, Answer][] => [
    ["updateRegisteredModel", { registeredModelId: model, description: "x" }],
    ["renameRegisteredModel", { registeredModelId: model, name: "x" }],
    ["createModelVersion", { registeredModelId: model, source: "s3://b/m" }],
    ["setTag", { subjectId: version, key: "k", value: "v" }],
    ["setAlias", { modelVersionId: version, alias: "champion" }],
    ["requestTransition", { modelVersionId: version, to: "Production", reason: "x" }],
    ["approveTransition", { transitionRequestId: open, contentDigest: "0".repeat(64) }],
    ["withdrawTransition", { transitionRequestId: open }],
    ["grantAccess", { registeredModelId: model, teamId: world.teamId("fraud"), role: "VIEWER" }],
    ["createApiToken", { name: "t", expiresAt: "2027-01-01T00:00:00Z", scopes: ["READ"], modelIds: [model] }],
  ];
  const answer = async (mutation: string, input: Answer): Promise<string> => {
    const { status, data, errors } = await vera.attempt(mutation, input);
    return JSON.stringify({
      status,
      data,
      errors: errors.map(({ message, extensions }) => [message, extensions.code]),
    });
  };
  for (const [index, [mutation, input]] of tries(hidden).entries()) {
    const other = tries(absent)[index]!;
    expect(await answer(mutation, input), mutation).toBe(await answer(...other));
    const malformed = tries({ model: "nonsense", version: "nonsense", request: "nonsense" })[index]!;
    expect(await answer(mutation, input), mutation).toBe(await answer(...malformed));
  }
  const nodes = `query ($ids: [ID!]!) { nodes(ids: $ids) { id } }`;
  for (const ids of [Object.values(hidden), Object.values(absent)])
    expect((await vera.ask(nodes, { ids })).nodes).toEqual([null, null, null]);
});
