import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { linkTeamGroup } from "../../src/access/groups/link-team-group.js";
import { unlinkTeamGroup } from "../../src/access/groups/unlink-team-group.js";
import { grantOrganizationRole } from "../../src/access/organization/grant-organization-role.js";
import { revokeOrganizationRole } from "../../src/access/organization/revoke-organization-role.js";
import { createServiceAccount } from "../../src/access/principals/create-service-account.js";
import { createUser } from "../../src/access/principals/create-user.js";
import { deactivateServiceAccount } from "../../src/access/principals/deactivate-service-account.js";
import { deactivateUser } from "../../src/access/principals/deactivate-user.js";
import { linkUserIdentity } from "../../src/access/principals/link-user-identity.js";
import { reactivateUser } from "../../src/access/principals/reactivate-user.js";
import type { TeamRole } from "../../src/access/roles.js";
import { addTeamMember } from "../../src/access/teams/add-team-member.js";
import { changeTeamMemberRoles } from "../../src/access/teams/change-team-member-roles.js";
import { createTeam } from "../../src/access/teams/create-team.js";
import { removeTeamMember } from "../../src/access/teams/remove-team-member.js";
import { createApiToken } from "../../src/access/tokens/create-api-token.js";
import { revokeApiToken } from "../../src/access/tokens/revoke-api-token.js";
import type { Ctx } from "../../src/context.js";
import { codeOf, createWorld, inDays, type World } from "./world.js";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const team = async (slug: string): Promise<string> => (await createTeam(world.admin, { slug, name: slug })).teamId;
const member = async (teamId: string, handle: string, roles: TeamRole[]) => {
  const user = await world.user(handle);
  await addTeamMember(world.admin, { teamId, principalId: user.id, roles });
  return { ...user, ctx: await world.as(user.token) };
};
const as = (token: string): Promise<Ctx> => world.as(token);

describe("names", () => {
  test("handles and slugs are unique and plain", async () => {
    await team("names");
    expect(await codeOf(team("names"))).toBe("NAME_TAKEN");
    await createUser(world.admin, { handle: "once", displayName: "Once" });
    expect(await codeOf(createUser(world.admin, { handle: "once", displayName: "Twice" }))).toBe("NAME_TAKEN");
    expect(await codeOf(createUser(world.admin, { handle: "countersign", displayName: "X" }))).toBe("NAME_TAKEN");
    for (const handle of ["", "Upper", "-a", "a b", "é", "a".repeat(64), "a\u0000"])
      expect(await codeOf(createUser(world.admin, { handle, displayName: "X" })), handle).toBe("INVALID_INPUT");
    for (const displayName of ["", " ", " a", "a\u202E", "a\u200B", "\ud800", "x".repeat(257), "a\nb"])
      expect(await codeOf(createUser(world.admin, { handle: "ok", displayName })), displayName).toBe("INVALID_INPUT");
    expect(await codeOf(createUser(world.admin, { handle: "ok", displayName: "X", email: "no" }))).toBe(
      "INVALID_INPUT",
    );
  });
});

describe("members", () => {
  test("roles add up, are changed exactly, and go", async () => {
    const teamId = await team("members");
    const { id, token } = await member(teamId, "m-ana", ["VIEWER"]);
    await addTeamMember(world.admin, { teamId, principalId: id, roles: ["REVIEWER", "REVIEWER"] });
    expect((await as(token)).access.roleNames).toEqual(["members:REVIEWER", "members:VIEWER"]);
    await changeTeamMemberRoles(world.admin, { teamId, principalId: id, roles: ["MAINTAINER", "VIEWER"] });
    expect((await as(token)).access.roleNames).toEqual(["members:MAINTAINER", "members:VIEWER"]);
    await removeTeamMember(world.admin, { teamId, principalId: id });
    expect((await as(token)).access.roleNames).toEqual([]);
    expect(await codeOf(removeTeamMember(world.admin, { teamId, principalId: id }))).toBe("NOT_FOUND");
    expect(await codeOf(changeTeamMemberRoles(world.admin, { teamId, principalId: id, roles: ["VIEWER"] }))).toBe(
      "NOT_FOUND",
    );
  });

  test("the same call again changes nothing and writes nothing", async () => {
    const teamId = await team("again");
    const { id } = await member(teamId, "again-ana", ["OWNER"]);
    const entries = async () =>
      (await world.db.single.rows({ text: "select from audit.entry where stream_id = $1" }, [teamId])).length;
    const before = await entries();
    await addTeamMember(world.admin, { teamId, principalId: id, roles: ["OWNER"] });
    await changeTeamMemberRoles(world.admin, { teamId, principalId: id, roles: ["OWNER"] });
    expect(await entries()).toBe(before);
  });

  test("who gave a role is recorded, the minter of the credential too", async () => {
    const teamId = await team("given");
    const owner = await member(teamId, "given-owner", ["OWNER"]);
    await addTeamMember(owner.ctx, { teamId, principalId: owner.id, roles: ["REVIEWER"] });
    const held = (await as(owner.token)).access;
    const given = held.roles.find(({ role }) => role === "REVIEWER");
    expect(given?.grantedBy).toEqual([owner.id, world.admin.principal.id, "sys_00000000000000000000000000"]);
    // A role that someone gave themself opens no place.
    expect(held.places).toContain(`${teamId}:OWNER`);
    expect(held.places).not.toContain(`${teamId}:REVIEWER`);
  });

  test("absent teams and principals, and malformed ids, answer alike", async () => {
    const teamId = await team("absent");
    for (const wrong of ["", "X", "team_00000000000000000000000000", "usr_00000000000000000000000000", "tok_'\u0000"]) {
      const input = { teamId: wrong, principalId: world.admin.principal.id, roles: ["VIEWER" as const] };
      await expect(addTeamMember(world.admin, input)).rejects.toMatchObject({
        code: "NOT_FOUND",
        path: ["input", "teamId"],
      });
      const other = { teamId, principalId: wrong, roles: ["VIEWER" as const] };
      await expect(addTeamMember(world.admin, other)).rejects.toMatchObject({
        code: "NOT_FOUND",
        path: ["input", "principalId"],
      });
    }
    const system = { teamId, principalId: "sys_00000000000000000000000000", roles: ["VIEWER" as const] };
    expect(await codeOf(addTeamMember(world.admin, system))).toBe("NOT_FOUND");
  });

  test("nothing is given to a deactivated account", async () => {
    const teamId = await team("inactive");
    const { id } = await world.user("inactive-ana");
    await deactivateUser(world.admin, { principalId: id, reason: "left" });
    expect(await codeOf(addTeamMember(world.admin, { teamId, principalId: id, roles: ["VIEWER"] }))).toBe("CONFLICT");
    expect(await codeOf(grantOrganizationRole(world.admin, { principalId: id, role: "AUDITOR" }))).toBe("CONFLICT");
  });
});

describe("who may", () => {
  test("every command, by actor", async () => {
    const teamId = await team("matrix");
    const owner = await member(teamId, "mx-owner", ["OWNER"]);
    const maintainer = await member(teamId, "mx-maintainer", ["MAINTAINER", "REVIEWER"]);
    const { id: otherTeam } = { id: await team("matrix-other") };
    const stranger = await member(otherTeam, "mx-stranger", ["OWNER"]);
    const auditor = await world.user("mx-auditor");
    await grantOrganizationRole(world.admin, { principalId: auditor.id, role: "AUDITOR" });
    const { principalId: account } = await createServiceAccount(world.admin, {
      teamId,
      handle: "mx-sa",
      displayName: "SA",
    });
    const victim = await world.user("mx-victim");
    const { secret: readOnly } = await createApiToken(owner.ctx, {
      name: "r",
      expiresAt: inDays(1),
      scopes: ["READ", "WRITE"],
    });
    const { apiTokenId } = await createApiToken(world.admin, {
      principalId: account,
      name: "t",
      expiresAt: inDays(1),
      scopes: ["READ"],
    });

    const token = { name: "n", expiresAt: inDays(1), scopes: ["READ" as const] };
    const commands: Record<string, (ctx: Ctx) => Promise<unknown>> = {
      createUser: (ctx) => createUser(ctx, { handle: "mx-new", displayName: "N" }),
      linkUserIdentity: (ctx) =>
        linkUserIdentity(ctx, { principalId: victim.id, identity: { issuer: "i", subject: "s" } }),
      deactivateUser: (ctx) => deactivateUser(ctx, { principalId: victim.id }),
      reactivateUser: (ctx) => reactivateUser(ctx, { principalId: victim.id }),
      createTeam: (ctx) => createTeam(ctx, { slug: "mx-new", name: "N" }),
      grantOrganizationRole: (ctx) => grantOrganizationRole(ctx, { principalId: victim.id, role: "ADMIN" }),
      revokeOrganizationRole: (ctx) => revokeOrganizationRole(ctx, { principalId: auditor.id, role: "AUDITOR" }),
      addTeamMember: (ctx) => addTeamMember(ctx, { teamId, principalId: victim.id, roles: ["VIEWER"] }),
      changeTeamMemberRoles: (ctx) =>
        changeTeamMemberRoles(ctx, { teamId, principalId: maintainer.id, roles: ["VIEWER"] }),
      removeTeamMember: (ctx) => removeTeamMember(ctx, { teamId, principalId: maintainer.id }),
      linkTeamGroup: (ctx) => linkTeamGroup(ctx, { teamId, group: "g", roles: ["VIEWER"] }),
      unlinkTeamGroup: (ctx) => unlinkTeamGroup(ctx, { teamId, group: "g" }),
      createServiceAccount: (ctx) => createServiceAccount(ctx, { teamId, handle: "mx-sa-2", displayName: "SA" }),
      createApiTokenForAccount: (ctx) => createApiToken(ctx, { ...token, principalId: account }),
      createApiTokenForUser: (ctx) => createApiToken(ctx, { ...token, principalId: victim.id }),
      revokeApiToken: (ctx) => revokeApiToken(ctx, { apiTokenId }),
      deactivateServiceAccount: (ctx) => deactivateServiceAccount(ctx, { principalId: account }),
    };
    const state = async () =>
      world.db.single.rows({
        text: `select (select json_agg(x order by x::text) from (select * from principal) x) p,
          (select json_agg(x order by x::text) from (select * from team_member) x) m,
          (select json_agg(x order by x::text) from (select * from organization_role) x) o,
          (select json_agg(x order by x::text) from (select * from team) x) t,
          (select json_agg(x order by x::text) from (select * from team_group) x) g,
          (select json_agg(x order by x::text) from (select * from user_identity) x) i,
          (select json_agg(x order by x::text) from (select * from api_token) x) k`,
      });
    const before = await state();
    const refused: Record<string, Ctx> = {
      maintainer: maintainer.ctx,
      stranger: stranger.ctx,
      auditor: await as(auditor.token),
      "owner without the scope": await as(readOnly),
    };
    for (const [actor, ctx] of Object.entries(refused))
      for (const [name, run] of Object.entries(commands)) {
        const expected =
          name === "revokeApiToken" && ["maintainer", "stranger"].includes(actor) ? "NOT_FOUND" : "FORBIDDEN";
        expect(await codeOf(run(ctx)), `${actor}: ${name}`).toBe(expected);
      }
    expect(await state()).toEqual(before);

    const adminOnly = [
      "createUser",
      "linkUserIdentity",
      "deactivateUser",
      "reactivateUser",
      "createTeam",
      "grantOrganizationRole",
      "revokeOrganizationRole",
      "createApiTokenForUser",
    ];
    for (const name of adminOnly)
      expect(await codeOf(commands[name]?.(owner.ctx) ?? Promise.resolve()), name).toBe("FORBIDDEN");
    expect(await state()).toEqual(before);
    for (const name of Object.keys(commands).filter((each) => !adminOnly.includes(each)))
      expect(await codeOf(commands[name]?.(owner.ctx) ?? Promise.resolve()), name).toBe("ALLOWED");
    for (const name of adminOnly)
      expect(await codeOf(commands[name]?.(world.admin) ?? Promise.resolve()), name).toBe("ALLOWED");
  });

  test("a refusal is on record, in the actor's stream, with its target", async () => {
    const teamId = await team("denied");
    const { ctx, id } = await world.user("denied-ana");
    await codeOf(addTeamMember(ctx, { teamId, principalId: id, roles: ["OWNER"] }));
    const [entry] = await world.db.single.rows<{ outcome: string; subjects: string[] }>(
      {
        text: `select outcome, array(select subject_id from audit.subject where entry_id = e.id) as subjects
        from audit.entry e where stream_id = $1 and action = 'addTeamMember'`,
      },
      [id],
    );
    expect(entry?.outcome).toBe("DENIED");
    expect(entry?.subjects).toContain(teamId);
  });

  test("a token restricted to models manages nothing", async () => {
    const { as: asToken } = world;
    const modelId = "mod_01h2xcejqtf2nbrexx3vqjhp41";
    const restricted = { ...world.admin, credential: { ...world.admin.credential, modelIds: [modelId] } } as Ctx;
    const { defineAccess } = await import("../../src/access/ability.js");
    const ctx: Ctx = {
      ...restricted,
      access: defineAccess(world.db.kinds, restricted.principal, restricted.credential, world.admin.access),
    };
    expect(await codeOf(createTeam(ctx, { slug: "restricted", name: "R" }))).toBe("FORBIDDEN");
    expect(await codeOf(createUser(ctx, { handle: "restricted", displayName: "R" }))).toBe("FORBIDDEN");
    const own = await createApiToken(ctx, { name: "n", expiresAt: inDays(1), scopes: ["READ"] });
    expect((await asToken(own.secret)).credential.modelIds).toEqual([modelId]);
    const other = {
      name: "n",
      expiresAt: inDays(1),
      scopes: ["READ" as const],
      modelIds: ["mod_01h2xcejqtf2nbrexx3vqjhp42"],
    };
    expect(await codeOf(createApiToken(ctx, other))).toBe("NOT_FOUND");
  });
});

describe("service accounts", () => {
  test("owners manage their tokens; those with power over everyone belong to administrators", async () => {
    const teamId = await team("robots");
    const owner = await member(teamId, "robots-owner", ["OWNER"]);
    const { principalId } = await createServiceAccount(owner.ctx, {
      teamId,
      handle: "robot",
      displayName: "R",
      roles: ["CONTRIBUTOR"],
    });
    const token = { principalId, name: "n", expiresAt: inDays(1), scopes: ["READ" as const, "WRITE" as const] };
    const { secret } = await createApiToken(owner.ctx, token);
    expect(secret).toMatch(/^css_/);
    const robot = await as(secret);
    expect(robot.access.roleNames).toEqual(["robots:CONTRIBUTOR"]);
    expect(robot.access.places).toEqual([]);
    expect(robot.credential.mintedBy).toContain(owner.id);
    await grantOrganizationRole(world.admin, { principalId, role: "RESOLVER" });
    expect(await codeOf(createApiToken(owner.ctx, token))).toBe("FORBIDDEN");
    await grantOrganizationRole(world.admin, { principalId, role: "ADMIN" });
    expect(await codeOf(createApiToken(owner.ctx, token))).toBe("FORBIDDEN");
    expect(await codeOf(createApiToken(world.admin, token))).toBe("ALLOWED");
    await deactivateServiceAccount(owner.ctx, { principalId });
    expect(await codeOf(world.as(secret))).toBe("UNAUTHENTICATED");
    expect(await codeOf(deactivateUser(world.admin, { principalId }))).toBe("NOT_FOUND");
  });

  test("a team's robot cannot launder a role for its owner", async () => {
    const teamId = await team("laundry");
    const owner = await member(teamId, "laundry-owner", ["OWNER"]);
    const { principalId } = await createServiceAccount(owner.ctx, {
      teamId,
      handle: "washer",
      displayName: "W",
      roles: ["OWNER"],
    });
    const { secret } = await createApiToken(owner.ctx, {
      principalId,
      name: "n",
      expiresAt: inDays(1),
      scopes: ["ADMIN"],
    });
    const second = await createApiToken(await as(secret), { name: "n", expiresAt: inDays(1), scopes: ["ADMIN"] });
    await addTeamMember(await as(second.secret), { teamId, principalId: owner.id, roles: ["REVIEWER"] });
    expect((await as(owner.token)).access.places).not.toContain(`${teamId}:REVIEWER`);
  });
});

describe("the last one stays", () => {
  test("the last owner: removal, change of roles, deactivation", async () => {
    const teamId = await team("lone");
    const { id } = await member(teamId, "lone-owner", ["OWNER", "REVIEWER"]);
    expect(await codeOf(removeTeamMember(world.admin, { teamId, principalId: id }))).toBe("LAST_OWNER");
    expect(await codeOf(changeTeamMemberRoles(world.admin, { teamId, principalId: id, roles: ["VIEWER"] }))).toBe(
      "LAST_OWNER",
    );
    expect(await codeOf(deactivateUser(world.admin, { principalId: id }))).toBe("LAST_OWNER");
    const second = await member(teamId, "lone-second", ["OWNER"]);
    await deactivateUser(world.admin, { principalId: second.id });
    expect(await codeOf(removeTeamMember(world.admin, { teamId, principalId: id }))).toBe("LAST_OWNER");
    expect(await codeOf(removeTeamMember(world.admin, { teamId, principalId: second.id }))).toBe("ALLOWED");
    await reactivateUser(world.admin, { principalId: second.id });
    await addTeamMember(world.admin, { teamId, principalId: second.id, roles: ["OWNER"] });
    expect(await codeOf(removeTeamMember(world.admin, { teamId, principalId: id }))).toBe("ALLOWED");
  });

  test("a team that has no owner may stay without", async () => {
    const teamId = await team("ownerless");
    const { id } = await member(teamId, "ownerless-ana", ["MAINTAINER"]);
    expect(await codeOf(removeTeamMember(world.admin, { teamId, principalId: id }))).toBe("ALLOWED");
  });

  test("the last administrator: revocation, deactivation", async () => {
    const { id } = world.admin.principal;
    await addTeamMember(world.admin, {
      teamId: await defaultTeam(),
      principalId: (await world.user("default-two")).id,
      roles: ["OWNER"],
    });
    const admins = await otherAdmins();
    for (const principalId of admins) await revokeOrganizationRole(world.admin, { principalId, role: "ADMIN" });
    expect(await codeOf(revokeOrganizationRole(world.admin, { principalId: id, role: "ADMIN" }))).toBe("LAST_ADMIN");
    expect(await codeOf(deactivateUser(world.admin, { principalId: id }))).toBe("LAST_ADMIN");
  });

  const defaultTeam = async (): Promise<string> =>
    (await world.db.single.row<{ id: string }>({ text: "select id from team where slug = 'default'" }))?.id ?? "";
  const otherAdmins = async (): Promise<string[]> =>
    (
      await world.db.single.rows<{ id: string }>(
        {
          text: "select principal_id as id from organization_role where role = 'ADMIN' and principal_id <> $1",
        },
        [world.admin.principal.id],
      )
    ).map(({ id }) => id);

  test("two owners leaving at once, in every way: one stays", { tags: "race" }, async () => {
    const ways: ((teamId: string, principalId: string) => Promise<unknown>)[] = [
      (teamId, principalId) => removeTeamMember(world.admin, { teamId, principalId }),
      (teamId, principalId) => changeTeamMemberRoles(world.admin, { teamId, principalId, roles: ["VIEWER"] }),
      (_, principalId) => deactivateUser(world.admin, { principalId }),
    ];
    let round = 0;
    for (const one of ways)
      for (const another of ways) {
        const teamId = await team(`race-${++round}`);
        const a = await member(teamId, `race-a-${round}`, ["OWNER"]);
        const b = await member(teamId, `race-b-${round}`, ["OWNER"]);
        const codes = await Promise.all([codeOf(one(teamId, a.id)), codeOf(another(teamId, b.id))]);
        expect(codes.sort(), `round ${round}`).toEqual(["ALLOWED", "LAST_OWNER"]);
      }
  });

  test("ownership given and the only other owner leaving at once never leave the team bare", {
    tags: "race",
  }, async () => {
    for (let round = 0; round < 10; round++) {
      const teamId = await team(`cross-${round}`);
      const a = await member(teamId, `cross-a-${round}`, ["OWNER"]);
      const b = await world.user(`cross-b-${round}`);
      await Promise.all([
        codeOf(addTeamMember(world.admin, { teamId, principalId: b.id, roles: ["OWNER"] })),
        codeOf(deactivateUser(world.admin, { principalId: b.id })),
        codeOf(removeTeamMember(world.admin, { teamId, principalId: a.id })),
      ]);
      const row = await world.db.single.row<{ owners: bigint }>(
        {
          text: `select count(*) as owners from team_member m join principal p on p.id = m.principal_id
          where m.team_id = $1 and m.role = 'OWNER' and p.deactivated_at is null`,
        },
        [teamId],
      );
      expect(Number(row?.owners), `round ${round}`).toBeGreaterThan(0);
    }
  });

  test("administrators leaving at once: one stays", { tags: "race" }, async () => {
    const people = await Promise.all(["x", "y", "z"].map((name) => world.user(`adm-${name}`)));
    for (const { id } of people) await grantOrganizationRole(world.admin, { principalId: id, role: "ADMIN" });
    const everyone = [world.admin.principal.id, ...people.map(({ id }) => id)];
    const codes = await Promise.all(
      everyone.map((principalId, index) =>
        codeOf(
          index % 2 === 0
            ? revokeOrganizationRole(world.admin, { principalId, role: "ADMIN" })
            : deactivateUser(world.admin, { principalId }),
        ),
      ),
    );
    expect(codes.filter((code) => code === "LAST_ADMIN")).toHaveLength(1);
    expect(codes.filter((code) => code === "ALLOWED")).toHaveLength(3);
  });
});
