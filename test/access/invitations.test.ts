import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newSecret } from "../../src/access/tokens/token-format.js";
import { Actor, type Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { addVersion, approve, registerModel, request } from "../support/registry.js";
import { until } from "../support/until.js";
import { actorFor, inDays, invited, openWorld, redeem, type World } from "../support/world.js";

let world: World;
let admin: Actor;
beforeAll(async () => {
  world = await openWorld({ env: { COUNTERSIGN_AUTH_FAILURES_PER_MINUTE: "0" } });
  admin = world.admin;
});
afterAll(() => world?.close());

let made = 0;
const somebody = async (): Promise<{ id: string; handle: string }> => {
  const handle = `somebody-${++made}`;
  const { createUser } = await admin.do("createUser", { handle, displayName: handle }, "user { id }");
  return { id: createUser.user.id, handle };
};

const FIELDS =
  "invitation { id principal { handle } createdBy { handle } createdAt expiresAt redeemedAt revokedAt } code";
const invite = async (principalId: string, more: object = {}): Promise<Answer> =>
  (await admin.do("createInvitation", { principalId, ...more }, FIELDS)).createInvitation;
const wanted = { name: "my own", scopes: ["READ", "APPROVE"], expiresAt: inDays(10) };

const entriesOf = async (principal: string, action: string): Promise<Answer[]> =>
  query(
    world.database.superuserUrl,
    `select outcome, actor_id, body::json as body from audit.entry
     where stream_id = '${principal}' and action = '${action}' order by id`,
  );

describe("an invitation", () => {
  it("makes one token, with nobody behind it but its bearer, and entries with both people", async () => {
    const { id, handle } = await somebody();
    const { invitation, code } = await invite(id, { expiresAt: inDays(1) });
    expect(invitation).toMatchObject({
      principal: { handle },
      createdBy: { handle: "admin" },
      redeemedAt: null,
      revokedAt: null,
    });
    const { status, body, headers } = await redeem(world.url, { code, ...wanted });
    expect({ status, ...body }).toEqual({
      status: 200,
      token: expect.stringMatching(/^csp_/),
      expiresAt: wanted.expiresAt,
    });
    expect(headers.get("cache-control")).toBe("no-store");
    const bearer = new Actor(world.url, body.token, handle, id);
    const { viewer, apiTokens } = await bearer.ask(
      "{ viewer { principal { handle } scopes } apiTokens { nodes { name mintedBy { handle } invitedBy { handle } } } }",
    );
    expect(viewer).toEqual({ principal: { handle }, scopes: ["READ", "APPROVE"] });
    expect(apiTokens.nodes).toEqual([{ name: "my own", mintedBy: [], invitedBy: { handle: "admin" } }]);
    const [asked] = await entriesOf(id, "createInvitation");
    expect(asked).toMatchObject({ outcome: "ALLOWED", body: { actor: { kind: "USER" } } });
    const [used] = await entriesOf(id, "redeemInvitation");
    expect(used).toMatchObject({
      outcome: "ALLOWED",
      actor_id: id,
      body: {
        actor: { id, auth: { method: "invitation", credential: invitation.id, mintedBy: [] } },
        after: { invitedBy: expect.stringMatching(/^usr_/), redeemed: true },
      },
    });
    expect(used?.body.subjects).toContainEqual(
      expect.objectContaining({ role: "principal", id: asked?.body.actor.id }),
    );
    for (const entry of [asked, used]) expect(JSON.stringify(entry)).not.toContain(code.slice(4));
  });

  it("stores of its code the SHA-256 alone, and shows it once", async () => {
    const { id } = await somebody();
    const key = { principalId: id, idempotencyKey: `key-${id}` };
    const { createInvitation: first } = await admin.do("createInvitation", key, FIELDS);
    const { createInvitation: again } = await admin.do("createInvitation", key, FIELDS);
    expect(again).toEqual({ ...first, code: null });
    const rows = await query<{ all: string }>(
      world.database.superuserUrl,
      "select row_to_json(i)::text as all from invitation i",
    );
    for (const { all } of rows) expect(all).not.toContain(first.code.slice(4));
  });

  it("is good once, even for two at the same instant", async () => {
    const { id } = await somebody();
    const { code } = await invite(id);
    const answers = await Promise.all([1, 2, 3].map(() => redeem(world.url, { code, ...wanted })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
    const { apiTokens } = await admin.ask("query ($f: ApiTokenFilter) { apiTokens(filter: $f) { nodes { id } } }", {
      f: { principal: `somebody-${made}` },
    });
    expect(apiTokens.nodes).toHaveLength(1);
  });

  it("is the same 404 when unknown, malformed, used, revoked, expired, or its person deactivated", async () => {
    const cases: Record<string, string> = { unknown: newSecret("csi_"), malformed: "csi_nonsense", empty: "" };
    const used = await somebody();
    cases.used = (await invite(used.id)).code;
    await redeem(world.url, { code: cases.used, ...wanted });
    const revoked = await invite((await somebody()).id);
    await admin.do("revokeInvitation", { invitationId: revoked.invitation.id });
    cases.revoked = revoked.code;
    cases.expired = (await invite((await somebody()).id, { expiresAt: new Date(Date.now() + 400).toISOString() })).code;
    const gone = await somebody();
    cases.deactivated = (await invite(gone.id)).code;
    await admin.do("deactivateUser", { principalId: gone.id });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const answers = await Promise.all(
      Object.entries(cases).map(async ([name, code]) => {
        const { status, body } = await redeem(world.url, { code, ...wanted });
        return [name, { status, ...body, requestId: "" }];
      }),
    );
    const same = {
      status: 404,
      code: "NOT_FOUND",
      message: "There is no such invitation, or you may not see it.",
      requestId: "",
      inputPath: ["code"],
    };
    expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(Object.keys(cases).map((name) => [name, same])));
  });

  it("is not used up by a token that cannot be", async () => {
    const { id } = await somebody();
    const { code } = await invite(id);
    for (const more of [
      { expiresAt: inDays(400) },
      { expiresAt: inDays(-1) },
      { expiresAt: "soon" },
      { scopes: [] },
      { scopes: ["ROOT"] },
      { name: " " },
      { code: 7 },
    ]) {
      const { status, body } = await redeem(world.url, { code, ...wanted, ...more });
      expect({ more, status, code: body.code }).toEqual({ more, status: 400, code: "INVALID_INPUT" });
    }
    for (const body of [[], null, "x", {}]) expect((await redeem(world.url, body as object)).status).toBe(400);
    expect((await redeem(world.url, { code, ...wanted })).status).toBe(200);
  });

  it("takes no page of another site, no large body, no other method", async () => {
    const { code } = await invite((await somebody()).id);
    for (const headers of [{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }] as const)
      expect((await redeem(world.url, { code, ...wanted }, headers as never)).body.code).toBe("FOREIGN_ORIGIN");
    expect((await redeem(world.url, { code, ...wanted, name: "x".repeat(20_000) })).status).toBe(413);
    expect((await fetch(`${world.url}/invitations/redeem`)).status).toBe(401);
    expect((await redeem(world.url, { code, ...wanted }, { origin: world.url })).status).toBe(200);
  });
});

describe("inviting", () => {
  it("is for active users, at most seven days", async () => {
    const { id } = await somebody();
    expect(await admin.refused("createInvitation", { principalId: id, expiresAt: inDays(7.01) })).toBe("INVALID_INPUT");
    expect(await admin.refused("createInvitation", { principalId: id, expiresAt: inDays(-1) })).toBe("INVALID_INPUT");
    const { invitation } = await invite(id);
    expect(Date.parse(invitation.expiresAt) - Date.parse(invitation.createdAt)).toBe(7 * 86_400_000);
    await admin.do("deactivateUser", { principalId: id });
    expect(await admin.refused("createInvitation", { principalId: id })).toBe("CONFLICT");
    const teamId = await world.team("robots");
    const account = { teamId, handle: "a-robot", displayName: "Robot" };
    const { createServiceAccount } = await admin.do("createServiceAccount", account, "serviceAccount { id }");
    expect(await admin.refused("createInvitation", { principalId: createServiceAccount.serviceAccount.id })).toBe(
      "INVALID_INPUT",
    );
  });

  it("takes an administrator's credential with every scope", async () => {
    const { id } = await somebody();
    const { principal } = await admin.ask(`{ principal(handle: "admin") { id } }`);
    const narrow = await actorFor(admin, principal.id, "admin", { scopes: ["READ", "ADMIN"] });
    const { errors } = await narrow.attempt("createInvitation", { principalId: id });
    expect(errors[0]).toMatchObject({
      message: expect.stringContaining("RESOLVE, WRITE, APPROVE"),
      extensions: { code: "FORBIDDEN" },
    });
  });

  it("ends when whoever made it is no administrator any more, and the entry names it", async () => {
    const [boss, guest, late] = [await somebody(), await somebody(), await somebody()];
    await admin.do("grantOrganizationRole", { principalId: boss.id, role: "ADMIN" });
    await admin.do("grantOrganizationRole", { principalId: boss.id, role: "AUDITOR" });
    const speaking = await invited(admin, boss.id, boss.handle);
    const { createInvitation: made } = await speaking.do("createInvitation", { principalId: guest.id }, FIELDS);
    const { createInvitation: used } = await speaking.do("createInvitation", { principalId: late.id }, FIELDS);
    expect((await redeem(world.url, { code: used.code, ...wanted })).status).toBe(200);
    const forBoss = await invite(boss.id);
    await admin.do("revokeOrganizationRole", { principalId: boss.id, role: "AUDITOR" });
    await admin.do("revokeOrganizationRole", { principalId: boss.id, role: "ADMIN" });
    expect((await redeem(world.url, { code: made.code, ...wanted })).status).toBe(404);
    const entries = await entriesOf(boss.id, "revokeOrganizationRole");
    expect(entries.map(({ body }) => body.after)).toEqual([
      { organizationRoles: ["ADMIN"] },
      { endedInvitations: [made.invitation.id], organizationRoles: [] },
    ]);
    expect(entries[1]?.body.subjects).toContainEqual(
      expect.objectContaining({ kind: "invitation", id: made.invitation.id, role: "subject" }),
    );
    expect((await redeem(world.url, { code: forBoss.code, ...wanted })).status).toBe(200);
  });

  it("ends when whoever minted the token that made it is no administrator any more, or is gone", async () => {
    const guest = await somebody();
    for (const end of ["revokeOrganizationRole", "deactivateUser"] as const) {
      const [minter, boss] = [await somebody(), await somebody()];
      for (const { id } of [minter, boss]) await admin.do("grantOrganizationRole", { principalId: id, role: "ADMIN" });
      const minting = await invited(admin, minter.id, minter.handle);
      const [token, own] = [await actorFor(minting, boss.id, boss.handle), await invited(admin, boss.id, boss.handle)];
      const make = async (by: Actor): Promise<Answer> =>
        (await by.do("createInvitation", { principalId: guest.id }, FIELDS)).createInvitation;
      const [byToken, byBoss] = [await make(token), await make(own)];
      const ended = end === "deactivateUser" ? { principalId: minter.id } : { principalId: minter.id, role: "ADMIN" };
      await admin.do(end, ended);
      expect((await redeem(world.url, { code: byToken.code, ...wanted })).status).toBe(404);
      const [entry] = await entriesOf(minter.id, end);
      expect(entry?.body.after.endedInvitations).toEqual([byToken.invitation.id]);
      expect((await redeem(world.url, { code: byBoss.code, ...wanted })).status).toBe(200);
    }
  });

  it("is good for nothing where it was made while its maker stopped being an administrator", {
    tags: "race",
  }, async () => {
    const [boss, guest] = [await somebody(), await somebody()];
    await admin.do("grantOrganizationRole", { principalId: boss.id, role: "ADMIN" });
    const speaking = await invited(admin, boss.id, boss.handle);
    const holder = new pg.Client(world.database.superuserUrl);
    await holder.connect();
    try {
      await holder.query("begin");
      await holder.query("select from principal where id = $1 for update", [guest.id]);
      const making = speaking.do("createInvitation", { principalId: guest.id }, FIELDS);
      await until("the invitation waits for its person's row", async () => {
        const waits = "datname = current_database() and wait_event_type = 'Lock'";
        return (await query(world.database.superuserUrl, `select pid from pg_stat_activity where ${waits}`)).length > 0;
      });
      await admin.do("revokeOrganizationRole", { principalId: boss.id, role: "ADMIN" });
      await holder.query("commit");
      const { code } = (await making).createInvitation;
      expect((await redeem(world.url, { code, ...wanted })).status).toBe(404);
    } finally {
      await holder.end();
    }
  });

  it("ends with its person, and with whoever made it", async () => {
    const [boss, guest, other] = [await somebody(), await somebody(), await somebody()];
    await admin.do("grantOrganizationRole", { principalId: boss.id, role: "ADMIN" });
    const speaking = await invited(admin, boss.id, boss.handle);
    const input = { principalId: guest.id };
    const { createInvitation: byBoss } = await speaking.do("createInvitation", input, FIELDS);
    const forOther = await invite(other.id);
    await admin.do("deactivateUser", { principalId: boss.id });
    await admin.do("deactivateUser", { principalId: other.id });
    await admin.do("reactivateUser", { principalId: other.id });
    for (const { code } of [byBoss, forOther]) expect((await redeem(world.url, { code, ...wanted })).status).toBe(404);
    const { node } = await admin.ask("query ($id: ID!) { node(id: $id) { ... on Invitation { revokedAt } } }", {
      id: byBoss.invitation.id,
    });
    expect(node.revokedAt).not.toBeNull();
  });

  it("cannot be undone once the token is there, and twice is once before", async () => {
    const { id, handle } = await somebody();
    const { invitation } = await invite(id);
    await admin.do("revokeInvitation", { invitationId: invitation.id });
    await admin.do("revokeInvitation", { invitationId: invitation.id });
    expect(await entriesOf(id, "revokeInvitation")).toHaveLength(1);
    await invited(admin, id, handle);
    const { invitations } = await admin.ask(
      "query ($f: InvitationFilter) { invitations(filter: $f) { nodes { id redeemedAt } } }",
      { f: { principal: handle, open: false } },
    );
    expect(invitations.nodes).toHaveLength(2);
    expect(invitations.nodes[0]?.redeemedAt).not.toBeNull();
    expect(await admin.refused("revokeInvitation", { invitationId: invitations.nodes[0]?.id })).toBe("CONFLICT");
  });

  it("is listed by pages, for administrators and auditors alone", async () => {
    const { id, handle } = await somebody();
    const codes = [await invite(id), await invite(id), await invite(id)];
    const list = `query ($after: String, $f: InvitationFilter) {
      invitations(first: 2, after: $after, filter: $f) { nodes { id } pageInfo { hasNextPage endCursor } } }`;
    const f = { principal: handle, open: true };
    const first = (await admin.ask(list, { f })).invitations;
    const rest = (await admin.ask(list, { f, after: first.pageInfo.endCursor })).invitations;
    expect([...first.nodes, ...rest.nodes].map((node: Answer) => node.id)).toEqual(
      codes.map(({ invitation }) => invitation.id).reverse(),
    );
    expect(rest.pageInfo.hasNextPage).toBe(false);
    const owner = await world.user("an-owner", { robots: ["OWNER"] });
    expect((await owner.ask(list, {})).invitations.nodes).toEqual([]);
    expect((await owner.ask("query ($id: ID!) { node(id: $id) { id } }", { id: first.nodes[0]?.id })).node).toBeNull();
  });
});

describe("what is signed by it", () => {
  it("names who invited, through tokens that the person minted from it", async () => {
    const mia = await world.user("mia", { fraud: ["MAINTAINER"] });
    const rob = await world.user("rob", { fraud: ["REVIEWER"] });
    const model = await registerModel(mia, world.teamId("fraud"), "churn");
    const policy = {
      name: "one reviewer",
      scope: { registeredModelId: model },
      slots: ["Production"],
      requirements: [{ role: "REVIEWER", count: 1 }],
    };
    await admin.do("createApprovalPolicy", policy);
    const open = await request(mia, await addVersion(mia, model), "Production");
    const second = await actorFor(rob, rob.id, "rob");
    await approve(second, open);
    const { transitionRequest } = await mia.ask(
      "query ($id: ID!) { transitionRequest(id: $id) { state decisions { by { handle } mintedBy invitedBy { handle } } } }",
      { id: open.id },
    );
    expect(transitionRequest).toEqual({
      state: "APPLIED",
      decisions: [{ by: { handle: "rob" }, mintedBy: [], invitedBy: { handle: "admin" } }],
    });
  });
});

describe("guessing codes", () => {
  it("counts as failed sign-ins of that address", async () => {
    const strict = await openWorld({ env: { COUNTERSIGN_AUTH_FAILURES_PER_MINUTE: "4" } });
    try {
      const statuses: number[] = [];
      for (let tries = 0; tries < 3; tries++)
        statuses.push((await redeem(strict.url, { code: newSecret("csi_"), ...wanted })).status);
      for (let tries = 0; tries < 2; tries++) statuses.push((await fetch(`${strict.url}/metrics`)).status);
      statuses.push((await redeem(strict.url, { code: newSecret("csi_"), ...wanted })).status);
      expect(statuses).toEqual([404, 404, 404, 401, 429, 429]);
    } finally {
      await strict.close();
    }
  });
});
