import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { addVersion, approve, registerModel, request } from "../support/registry.js";
import { untilPast } from "../support/until.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let ana: Actor, rob: Actor, olga: Actor, eve: Actor;
let model: string;
let versions: string[];

beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { fraud: ["CONTRIBUTOR"] });
  rob = await world.user("rob", { risk: ["REVIEWER"] });
  olga = await world.user("olga", { fraud: ["OWNER"] });
  eve = await world.user("eve", { other: ["OWNER"] });
  model = await registerModel(olga, world.teamId("fraud"), "scores");
  versions = [await addVersion(ana, model), await addVersion(ana, model), await addVersion(ana, model)];
  const requirements = [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }];
  const policy = { name: "by risk", slots: ["Production"], requirements, separationOfDuties: ["REQUESTER"] };
  await olga.do("createApprovalPolicy", { ...policy, scope: { registeredModelId: model } }, "approvalPolicy { id }");
  const team = { ...policy, name: "team's own", slots: ["@champion"], scope: { teamId: world.teamId("fraud") } };
  await olga.do("createApprovalPolicy", team, "approvalPolicy { id }");
}, 120_000);
afterAll(() => world?.close());

const ofModel = async (by: Actor, fields: string) =>
  (await by.ask(`{ registeredModel(name: "scores") { ${fields} } }`)).registeredModel;
const ofRequest = async (by: Actor, id: string, fields: string) =>
  (await by.ask(`query ($id: ID!) { transitionRequest(id: $id) { ${fields} } }`, { id })).transitionRequest;

describe("what a page asks before anybody is stuck", () => {
  it("which slots are guarded, by those policies alone that one may read", async () => {
    const guards = "guards { slot policies { name } }";
    expect((await ofModel(ana, guards)).guards).toEqual([
      { slot: "@champion", policies: [{ name: "team's own" }] },
      { slot: "Production", policies: [{ name: "by risk" }] },
    ]);
    expect((await ofModel(eve, guards)).guards).toEqual([{ slot: "Production", policies: [{ name: "by risk" }] }]);
  });

  it("how many requests are open, what one can decide, which rule refuses, and who could", async () => {
    const open = await request(ana, versions[0] ?? "", "Production");
    expect((await ofModel(eve, "openRequestCount")).openRequestCount).toBe(1);
    const openOfVersion = async () =>
      (
        await eve.ask(
          `query ($id: ID!) { node(id: $id) { ... on ModelVersion { openRequests { nodes { id } totalCount { count } } } } }`,
          { id: versions[0] },
        )
      ).node.openRequests;
    expect(await openOfVersion()).toEqual({ nodes: [{ id: open.id }], totalCount: { count: 1 } });
    const fields = "viewerDecision { canApprove canReject code message } requirements { candidates { handle } }";
    expect(await ofRequest(rob, open.id, fields)).toEqual({
      viewerDecision: { canApprove: true, canReject: true, code: null, message: null },
      requirements: [{ candidates: [{ handle: "rob" }] }],
    });
    expect(await ofRequest(ana, open.id, fields)).toMatchObject({
      viewerDecision: { canApprove: false, canReject: false, code: "SELF_APPROVAL" },
      requirements: [{ candidates: [] }],
    });
    expect((await ofRequest(eve, open.id, fields)).viewerDecision.code).toBe("FORBIDDEN");
    const payload = await rob.do(
      "approveTransition",
      { transitionRequestId: open.id, contentDigest: open.contentDigest },
      "entry { stream seq hash } decision { id entry { stream seq hash } }",
    );
    const { entry, decision } = payload.approveTransition;
    expect(decision.entry).toEqual(entry);
    const { auditEntries } = await world.admin.ask(
      `query ($id: ID!) { auditEntries(filter: { subjectId: $id, action: "approveTransition" }) { nodes { stream seq hash after } } }`,
      { id: versions[0] },
    );
    expect(auditEntries.nodes).toHaveLength(1);
    expect(auditEntries.nodes[0]).toMatchObject({ ...entry, after: { decision: decision.id } });
    expect((await ofModel(eve, "openRequestCount")).openRequestCount).toBe(0);
    expect(await openOfVersion()).toEqual({ nodes: [], totalCount: { count: 0 } });
    expect((await ofRequest(rob, open.id, fields)).viewerDecision.code).toBe("REQUEST_CLOSED");
  });

  it("what a policy said before, revision by revision", async () => {
    const [guard] = (await ofModel(ana, "guards { policies { id } }")).guards;
    const id = guard?.policies[0]?.id ?? "";
    const REVISIONS = `query ($id: ID!, $after: String) { approvalPolicy(id: $id) { revision digest
      revisions(first: 1, after: $after) { nodes { revision digest at content by { handle } } pageInfo { hasNextPage endCursor } } } }`;
    const read = async (by: Actor, after: string | null = null) =>
      (await by.ask(REVISIONS, { id, after })).approvalPolicy;
    const [{ digest: first }] = [await read(ana)];
    await olga.do("updateApprovalPolicy", { approvalPolicyId: id, expiresAfterHours: 24 });
    const now = await read(ana);
    const [newest] = now.revisions.nodes;
    expect(newest).toMatchObject({ revision: 2, digest: now.digest, by: { handle: "olga" } });
    expect(
      createHash("sha256")
        .update(newest?.content ?? "")
        .digest("hex"),
    ).toBe(now.digest);
    expect(JSON.parse(newest?.content ?? "")).toMatchObject({ name: "team's own", expiresAfterHours: 24 });
    const before = (await read(ana, now.revisions.pageInfo.endCursor)).revisions;
    expect(before.nodes).toMatchObject([{ revision: 1, digest: first }]);
    expect(before.pageInfo.hasNextPage).toBe(false);
    expect(await read(eve), "of another team's policy nothing shows").toBeNull();
  });

  it("which requests are mine, which I decided, and which lead to a slot", async () => {
    const open = await request(ana, versions[1] ?? "", "Production");
    await rob.do("rejectTransition", { transitionRequestId: open.id, comment: "no" });
    const second = await request(ana, versions[2] ?? "", "Production");
    await approve(rob, second);
    await request(ana, versions[1] ?? "", "Staging");
    const ids = async (filter: string): Promise<number[]> =>
      (await ana.ask(`{ transitionRequests(filter: ${filter}) { nodes { version } } }`)).transitionRequests.nodes.map(
        ({ version }: { version: number }) => version,
      );
    expect(await ids(`{ requestedBy: "ana" }`)).toEqual([2, 3, 2, 1]);
    expect(await ids(`{ decidedBy: "rob" }`)).toEqual([3, 2, 1]);
    expect(await ids(`{ decidedBy: "ana" }`)).toEqual([]);
    expect(await ids(`{ requestedBy: "nobody-here" }`)).toEqual([]);
    expect(await ids(`{ to: "Staging" }`)).toEqual([2]);
  });

  it("a version by its number, and which values of a metric are the good ones", async () => {
    const metrics = ["auc", "log_loss", "duration_of_lunch", "colour"].map((key) => ({ key, value: 1 }));
    await addVersion(ana, model, { metrics });
    const { modelVersions } = await ana.ask(
      `{ modelVersions(filter: { version: 4, team: "fraud" }) { nodes { version metrics { key direction } } } }`,
    );
    expect(modelVersions.nodes).toEqual([
      {
        version: 4,
        metrics: [
          { key: "auc", direction: "HIGHER_IS_BETTER" },
          { key: "log_loss", direction: "LOWER_IS_BETTER" },
          { key: "duration_of_lunch", direction: "LOWER_IS_BETTER" },
          { key: "colour", direction: null },
        ],
      },
    ]);
  });
});

it("a decision and its entry say how old the credential was", async () => {
  const uma = await world.user("uma", { risk: ["REVIEWER"] });
  await untilPast(Date.now() + 2_100);
  const open = await request(ana, await addVersion(ana, model), "Production");
  await approve(uma, open, { comment: "by a token of some seconds" });
  const [told] = await query<Answer>(
    world.database.superuserUrl,
    `select d.auth_age_seconds::int as kept, (e.body::json #>> '{decision,auth,ageSeconds}')::int as entered,
       extract(epoch from d.at - k.created_at)::float8 as age
     from decision d join api_token k on k.id = d.credential_id
     join audit.entry e on e.stream_id = (select model_version_id from transition_request where id = d.request_id)
       and e.action = 'approveTransition'
     where d.request_id = '${open.id}'`,
  );
  expect(told?.entered).toBe(told?.kept);
  expect(told?.kept).toBeGreaterThanOrEqual(2);
  expect(Math.abs(told?.kept - told?.age)).toBeLessThan(2);
});

it("of a version only the keys that are asked for", async () => {
  const pairs = ["a", "b", "c"].map((key) => ({ key, value: `${key}1` }));
  const id = await addVersion(ana, model, {
    params: pairs,
    metrics: [
      { key: "auc", value: 1 },
      { key: "f1", value: 2 },
    ],
    tags: pairs,
  });
  const ask = (keys: string) =>
    `{ node(id: "${id}") { ... on ModelVersion { params(keys: ${keys}, first: 1) { key } tags(keys: ${keys}) { key } metrics(keys: ["f1"]) { key value } } } }`;
  expect((await ana.ask(ask('["c", "b", "none"]'))).node).toEqual({
    params: [{ key: "b" }],
    tags: [{ key: "b" }, { key: "c" }],
    metrics: [{ key: "f1", value: 2 }],
  });
  expect((await ana.send(ask("[]"))).errors[0]?.extensions.code).toBe("INVALID_INPUT");
});
