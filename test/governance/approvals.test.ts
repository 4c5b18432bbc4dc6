import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../support/actor.js";
import { asSuperuser } from "../support/database.js";
import { addVersion, approvalRefused, approve, registerModel, request, resolves } from "../support/registry.js";
import { actorFor, openWorld, type World } from "../support/world.js";

let world: World;
let ana: Actor, mia: Actor, rob: Actor, lea: Actor, olga: Actor;

beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { fraud: ["CONTRIBUTOR"] });
  mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  rob = await world.user("rob", { risk: ["REVIEWER"], fraud: ["REVIEWER"] });
  lea = await world.user("lea", { legal: ["REVIEWER"] });
  olga = await world.user("olga", { fraud: ["OWNER"] });
});
afterAll(() => world?.close());

let made = 0;
/** A model of team fraud with some versions of ana's making. */
const modelWith = async (versions: number): Promise<{ model: string; name: string; ids: string[] }> => {
  const name = `model-${++made}`;
  const model = await registerModel(mia, world.teamId("fraud"), name);
  const ids: string[] = [];
  for (let count = 0; count < versions; count++) ids.push(await addVersion(ana, model));
  return { model, name, ids };
};

const guard = async (registeredModelId: string, more: object = {}): Promise<string> => {
  const input = {
    name: "four eyes",
    scope: { registeredModelId },
    slots: ["Production", "@champion"],
    requirements: [
      { role: "REVIEWER", teamId: world.teamId("risk"), count: 1 },
      { role: "REVIEWER", teamId: world.teamId("legal"), count: 1 },
    ],
    separationOfDuties: ["REQUESTER", "AUTHOR"],
    ...more,
  };
  return (await olga.do("createApprovalPolicy", input, "approvalPolicy { id }")).createApprovalPolicy.approvalPolicy.id;
};

const stateOf = async (id: string): Promise<{ state: string; cause: string | null }> =>
  (await world.admin.ask("query ($id: ID!) { transitionRequest(id: $id) { state cause } }", { id })).transitionRequest;

describe("without a policy", () => {
  it("a maintainer moves at once; a contributor waits for one maintainer", async () => {
    const { name, ids } = await modelWith(2);
    expect(await request(mia, ids[0]!, "production")).toMatchObject({ state: "APPLIED" });
    expect(await resolves(mia, `models:/${name}/Production`)).toBe(1);
    const open = await request(ana, ids[1]!, "Production");
    expect(open).toMatchObject({ state: "PENDING", displaces: { version: 1 } });
    expect(await approvalRefused(ana, open)).toBe("SELF_APPROVAL");
    expect(await approvalRefused(lea, open)).toBe("FORBIDDEN");
    expect(await approve(mia, open)).toMatchObject({ state: "APPLIED" });
    expect(await resolves(mia, `models:/${name}/Production`)).toBe(2);
    const { modelVersion } = await mia.ask(
      `query ($name: String!) { modelVersion(name: $name, version: 1) { stage { name } } }`,
      { name },
    );
    expect(modelVersion.stage.name).toBe("Archived");
  });

  it("says what is wrong: same stage, unknown stage, stale expectation, stranger", async () => {
    const { ids } = await modelWith(1);
    await request(mia, ids[0]!, "Staging");
    const ask = { modelVersionId: ids[0], reason: "x" };
    expect(await mia.refused("requestTransition", { ...ask, to: "staging" })).toBe("ALREADY_IN_SLOT");
    expect(await mia.refused("requestTransition", { ...ask, to: "Shadow" })).toBe("INVALID_INPUT");
    expect(await mia.refused("requestTransition", { ...ask, to: "Production", expectedHolder: 4 })).toBe(
      "HOLDER_CHANGED",
    );
    expect(await lea.refused("requestTransition", { ...ask, to: "Production" })).toBe("FORBIDDEN");
    expect(await mia.refused("requestTransition", { ...ask, modelVersionId: "mv_nonsense", to: "Production" })).toBe(
      "NOT_FOUND",
    );
  });

  it("rolls back to the latest earlier holder that still exists", async () => {
    const { model, name, ids } = await modelWith(3);
    expect(await mia.refused("rollbackSlot", { registeredModelId: model, slot: "Production", reason: "x" })).toBe(
      "NO_PREVIOUS_HOLDER",
    );
    for (const id of ids) await request(mia, id, "Production");
    await mia.do("deleteModelVersion", { modelVersionId: ids[1], reason: "broken" });
    await mia.do("rollbackSlot", { registeredModelId: model, slot: "production", reason: "regression" });
    expect(await resolves(mia, `models:/${name}/Production`)).toBe(1);
  });

  it("40 at once leave one holder at every instant", { tags: "race" }, async () => {
    const { name, ids } = await modelWith(40);
    const replies = await Promise.all(
      ids.map((modelVersionId) =>
        mia.attempt(
          "requestTransition",
          { modelVersionId, to: "Production", reason: "race" },
          "transitionRequest { state }",
        ),
      ),
    );
    expect(replies.map(({ data }) => data?.requestTransition.transitionRequest.state)).toEqual(
      Array(40).fill("APPLIED"),
    );
    const { registeredModel } = await mia.ask(
      `query ($name: String!) { registeredModel(name: $name) { slots { slot version } slotHistory(slot: "Production", first: 100) { nodes { from to version } } } }`,
      { name },
    );
    const history: { from: string; to: string | null }[] = registeredModel.slotHistory.nodes;
    expect(history).toHaveLength(40);
    for (const [index, { to }] of history.entries()) expect(to).toBe(history[index + 1]?.from ?? null);
  });
});

describe("under a policy", () => {
  it("needs both reviewers, whatever the order, and records what they signed", async () => {
    const { model, name, ids } = await modelWith(1);
    await guard(model);
    const open = await request(mia, ids[0]!, "Production");
    expect(open.state).toBe("PENDING");
    expect(await request(mia, ids[0]!, "Production")).toMatchObject({ id: open.id });
    expect(await approve(lea, open, { comment: "fine by law", meaning: "REVIEW" })).toMatchObject({ state: "PENDING" });
    expect(await resolves(mia, `models:/${name}/Production`)).toBe(404);
    expect(await approve(rob, open)).toMatchObject({ state: "APPLIED" });
    expect(await resolves(mia, `models:/${name}/Production`)).toBe(1);
    const { transitionRequest } = await mia.ask(
      `query ($id: ID!) { transitionRequest(id: $id) { requirements { role team { slug } needed given } decisions { verdict by { handle } printedName role meaning comment contentDigest } } }`,
      { id: open.id },
    );
    expect(transitionRequest.requirements.map((each: { given: number }) => each.given)).toEqual([1, 1]);
    expect(transitionRequest.decisions[0]).toEqual({
      verdict: "APPROVE",
      by: { handle: "lea" },
      printedName: "The lea",
      role: "REVIEWER",
      meaning: "REVIEW",
      comment: "fine by law",
      contentDigest: open.contentDigest,
    });
  });

  it("takes no signature on other content, from the requester, or from a role one gave oneself", async () => {
    const { model, ids } = await modelWith(1);
    await guard(model);
    const open = await request(mia, ids[0]!, "Production");
    expect(await approvalRefused(lea, { ...open, contentDigest: "0".repeat(64) })).toBe("CONTENT_CHANGED");
    expect(await approvalRefused(mia, open)).toBe("SELF_APPROVAL");
    expect(await approvalRefused(ana, open)).toBe("SELF_APPROVAL");
    const zoe = await world.user("zoe", { risk: ["OWNER"] });
    await zoe.do("changeTeamMemberRoles", {
      teamId: world.teamId("risk"),
      principalId: zoe.id,
      roles: ["OWNER", "REVIEWER"],
    });
    expect(await approvalRefused(zoe, open)).toBe("CREDENTIAL_NOT_INDEPENDENT");
  });

  it("takes no signature made with a token that the requester minted, not even laundered", async () => {
    const boss = await world.user("boss", { fraud: ["MAINTAINER"] });
    await world.admin.do("grantOrganizationRole", { principalId: boss.id, role: "ADMIN" });
    const { model, ids } = await modelWith(1);
    await guard(model);
    const open = await request(boss, ids[0]!, "Production");
    const puppet = await actorFor(boss, lea.id, "lea");
    expect(await approvalRefused(puppet, open)).toBe("CREDENTIAL_NOT_INDEPENDENT");
    const laundered = await actorFor(puppet, lea.id, "lea");
    expect(await approvalRefused(laundered, open)).toBe("CREDENTIAL_NOT_INDEPENDENT");
    expect(await approve(lea, open)).toMatchObject({ state: "PENDING" });
  });

  it("one rejection by someone who could sign ends it", async () => {
    const { model, ids } = await modelWith(1);
    await guard(model);
    const open = await request(mia, ids[0]!, "Production");
    const no = { transitionRequestId: open.id, comment: "the data is stale" };
    expect(await olga.refused("rejectTransition", no)).toBe("FORBIDDEN");
    await rob.do("rejectTransition", no);
    expect(await stateOf(open.id)).toMatchObject({ state: "REJECTED" });
    expect(await approvalRefused(lea, open)).toBe("REQUEST_CLOSED");
    expect(await request(mia, ids[0]!, "Production")).not.toMatchObject({ id: open.id });
  });

  it("is void when what was to be approved stops being true, naming the cause", async () => {
    const { model, ids } = await modelWith(3);
    const policy = await guard(model, { slots: ["Production"], boundTags: ["data"] });
    const [first, second] = [await request(mia, ids[0]!, "Production"), await request(mia, ids[1]!, "Production")];
    await mia.do("setTag", { subjectId: ids[0], key: "data", value: "v2" });
    expect(await stateOf(first.id)).toMatchObject({ state: "VOIDED", cause: expect.stringContaining('"data"') });
    expect(await stateOf(second.id)).toMatchObject({ state: "PENDING" });
    const third = await request(mia, ids[2]!, "Production");
    await approve(lea, second);
    await approve(rob, second);
    expect(await stateOf(third.id)).toMatchObject({ state: "VOIDED", cause: expect.stringContaining("version 2") });
    const fourth = await request(mia, ids[2]!, "Production");
    await olga
      .do(
        "createApprovalPolicy",
        {
          name: "more",
          scope: { teamId: world.teamId("fraud") },
          slots: ["Production"],
          requirements: [{ role: "OWNER", count: 1 }],
        },
        "approvalPolicy { id }",
      )
      .then(async (answer) => {
        expect(await stateOf(fourth.id)).toMatchObject({ state: "VOIDED", cause: expect.stringContaining('"more"') });
        const retiring = { approvalPolicyId: answer.createApprovalPolicy.approvalPolicy.id };
        expect(await olga.refused("retireApprovalPolicy", retiring)).toBe("FORBIDDEN");
        await world.admin.do("retireApprovalPolicy", retiring);
      });
    await world.admin.do("retireApprovalPolicy", { approvalPolicyId: policy });
  });

  it("guards leaving and removing too: the holder cannot be archived, the alias not moved by hand", async () => {
    const { model, ids } = await modelWith(2);
    await request(mia, ids[0]!, "Production");
    await mia.do("setAlias", { modelVersionId: ids[0], alias: "champion" });
    await guard(model);
    expect(await request(mia, ids[0]!, "Archived")).toMatchObject({ state: "PENDING" });
    expect(await mia.refused("setAlias", { modelVersionId: ids[1], alias: "champion" })).toBe("APPROVAL_REQUIRED");
    expect(await mia.refused("removeAlias", { registeredModelId: model, alias: "@champion" })).toBe(
      "APPROVAL_REQUIRED",
    );
    expect(await mia.refused("deleteModelVersion", { modelVersionId: ids[0], reason: "x" })).toBe(
      "EXCLUSIVE_STAGE_HELD",
    );
    const move = await request(mia, ids[1]!, "@champion");
    await approve(lea, move);
    expect(await approve(rob, move)).toMatchObject({ state: "APPLIED" });
  });

  it("counts nobody who has lost the role by the last signature", async () => {
    const { model, ids } = await modelWith(1);
    await guard(model);
    const temp = await world.user("temp", { legal: ["REVIEWER"] });
    const open = await request(mia, ids[0]!, "Production");
    await approve(temp, open);
    await world.admin.do("removeTeamMember", { teamId: world.teamId("legal"), principalId: temp.id });
    expect(await approve(rob, open)).toMatchObject({ state: "PENDING" });
    expect(await approve(lea, open)).toMatchObject({ state: "APPLIED" });
  });

  it("shows a TEAM model's open request and version to those who could sign, and only the request afterwards", async () => {
    const model = await registerModel(mia, world.teamId("fraud"), "secret-model", { visibility: "TEAM" });
    const id = await addVersion(ana, model);
    await guard(model);
    const see = `query ($req: ID!) { modelVersion(name: "secret-model", version: 1) { id } registeredModel(name: "secret-model") { id } transitionRequest(id: $req) { id modelName } }`;
    const open = await request(mia, id, "Production");
    expect(await lea.ask(see, { req: open.id })).toEqual({
      modelVersion: { id },
      registeredModel: null,
      transitionRequest: { id: open.id, modelName: "secret-model" },
    });
    await lea.do("rejectTransition", { transitionRequestId: open.id, comment: "no" });
    expect(await lea.ask(see, { req: open.id })).toMatchObject({
      modelVersion: null,
      transitionRequest: { id: open.id },
    });
    const other = await world.user("outsider", { other: ["OWNER", "REVIEWER"] });
    expect(await other.ask(see, { req: open.id })).toEqual({
      modelVersion: null,
      registeredModel: null,
      transitionRequest: null,
    });
  });

  it("40 approvals at once apply one request and void the others, naming the one that won", {
    tags: "race",
  }, async () => {
    const { model, name, ids } = await modelWith(40);
    await guard(model, {
      slots: ["Production"],
      requirements: [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }],
    });
    const open = await Promise.all(ids.map((id) => request(mia, id, "Production")));
    const replies = await Promise.all(
      open.map(({ id, contentDigest }) =>
        rob.attempt("approveTransition", { transitionRequestId: id, contentDigest }, "transitionRequest { state }"),
      ),
    );
    expect(replies.map(({ status, errors }) => [status, errors])).toEqual(Array(40).fill([200, []]));
    const states = await Promise.all(open.map(({ id }) => stateOf(id)));
    expect(states.filter(({ state }) => state === "APPLIED")).toHaveLength(1);
    expect(
      states.filter(({ state, cause }) => state === "VOIDED" && cause?.includes("is now held by version")),
    ).toHaveLength(39);
    expect(await resolves(mia, `models:/${name}/Production`)).toBe(
      states.findIndex(({ state }) => state === "APPLIED") + 1,
    );
  });

  it("ends when its time has passed: told so at once, closed by the service with an entry", async () => {
    const { model, ids } = await modelWith(1);
    await guard(model, { expiresAfterHours: 1 });
    const open = await request(mia, ids[0]!, "Production");
    await asSuperuser(
      world.database.superuserUrl,
      `alter table transition_request disable trigger all; update transition_request set expires_at = clock_timestamp() where id = '${open.id}'; alter table transition_request enable always trigger transition_request_is_audited`,
    );
    expect(await stateOf(open.id)).toMatchObject({ state: "EXPIRED" });
    expect(await approvalRefused(lea, open)).toBe("REQUEST_CLOSED");
    const { auditEntries } = await world.admin.ask(
      `query ($id: ID!) { auditEntries(filter: { subjectId: $id, action: "expireTransition" }) { nodes { after } } }`,
      { id: open.id },
    );
    expect(auditEntries.nodes).toEqual([{ after: expect.objectContaining({ state: "EXPIRED" }) }]);
    expect(await request(mia, ids[0]!, "Production")).toMatchObject({ state: "PENDING" });
  });

  it("is withdrawn by its requester, and lists what awaits me", async () => {
    const { model, ids } = await modelWith(1);
    await guard(model);
    const open = await request(mia, ids[0]!, "Production");
    const inbox = `{ transitionRequests(filter: { awaitingMyDecision: true }, first: 100) { nodes { id viewerCanApprove } } }`;
    expect((await lea.ask(inbox)).transitionRequests.nodes).toContainEqual({ id: open.id, viewerCanApprove: true });
    expect((await mia.ask(inbox)).transitionRequests.nodes).not.toContainEqual(
      expect.objectContaining({ id: open.id }),
    );
    expect(await lea.refused("withdrawTransition", { transitionRequestId: open.id })).toBe("FORBIDDEN");
    await mia.do("withdrawTransition", { transitionRequestId: open.id, reason: "changed my mind" });
    expect(await stateOf(open.id)).toMatchObject({ state: "WITHDRAWN", cause: "changed my mind" });
    const again = await request(mia, ids[0]!, "Production");
    await mia.do("withdrawTransition", { transitionRequestId: again.id });
    expect(await stateOf(again.id)).toMatchObject({ state: "WITHDRAWN", cause: "withdrawn by mia" });
  });
});
