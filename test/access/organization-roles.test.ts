import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../support/actor.js";
import { actorFor, invited, openWorld, type World } from "../support/world.js";

/** A role over the whole organisation counts for a token while all who minted it are active administrators. */

let world: World;
let olga: Actor;
let made = 0;

beforeAll(async () => {
  world = await openWorld();
  olga = await world.user("olga", { fraud: ["OWNER"] });
});
afterAll(() => world?.close());

const account = async (): Promise<string> => {
  const input = { teamId: world.teamId("fraud"), handle: `robot-${++made}`, displayName: "Robot" };
  return (await olga.do("createServiceAccount", input, "serviceAccount { id }")).createServiceAccount.serviceAccount.id;
};

const rolesOf = async (actor: Actor): Promise<string[]> =>
  (await actor.ask("{ viewer { organizationRoles } }")).viewer.organizationRoles;

const newAdmin = async (): Promise<Actor> => {
  const boss = await world.user(`boss-${++made}`);
  await world.admin.do("grantOrganizationRole", { principalId: boss.id, role: "ADMIN" });
  return boss;
};

describe("a team's owner", () => {
  it.each(["ADMIN", "AUDITOR", "RESOLVER"])("keeps no hand in a service account that becomes %s", async (role) => {
    const principalId = await account();
    const owners = await actorFor(olga, principalId, "robot");
    await world.admin.do("grantOrganizationRole", { principalId, role });
    expect(await rolesOf(owners)).toEqual([]);
    expect(await owners.refused("createUser", { handle: `puppet-${made}`, displayName: "Puppet" })).toBe("FORBIDDEN");
    const laundered = await actorFor(owners, principalId, "robot");
    expect(await rolesOf(laundered)).toEqual([]);
    expect(await rolesOf(await actorFor(world.admin, principalId, "robot"))).toEqual([role]);
  });

  it.each(["ADMIN", "AUDITOR", "RESOLVER"])("mints nothing for one that is %s, and reads why", async (role) => {
    const principalId = await account();
    await world.admin.do("grantOrganizationRole", { principalId, role });
    const input = {
      principalId,
      name: "n",
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
      scopes: ["READ"],
    };
    const { errors } = await olga.attempt("createApiToken", input);
    expect(errors[0]).toMatchObject({
      extensions: { code: "FORBIDDEN" },
      message: expect.stringMatching(new RegExp(`organisation role ${role}.*an administrator must mint`)),
    });
    await world.admin.do("revokeOrganizationRole", { principalId, role });
    await olga.do("createApiToken", input);
  });
});

describe("an administrator who goes", () => {
  it("takes from others' tokens the roles that they count for, and gives them back", async () => {
    const [boss, other] = [await newAdmin(), await newAdmin()];
    const minted = await actorFor(boss, other.id, other.handle);
    expect(await rolesOf(minted)).toEqual(["ADMIN"]);
    await world.admin.do("revokeOrganizationRole", { principalId: boss.id, role: "ADMIN" });
    expect(await rolesOf(minted)).toEqual([]);
    expect(await minted.refused("createUser", { handle: `nobody-${made}`, displayName: "Nobody" })).toBe("FORBIDDEN");
    await world.admin.do("grantOrganizationRole", { principalId: boss.id, role: "ADMIN" });
    expect(await rolesOf(minted)).toEqual(["ADMIN"]);
    await world.admin.do("deactivateUser", { principalId: boss.id });
    expect(await rolesOf(minted)).toEqual([]);
  });

  it("leaves those alone that were made by invitation, or by the service itself", async () => {
    const [boss, other] = [await newAdmin(), await newAdmin()];
    const own = await invited(boss, other.id, other.handle);
    await world.admin.do("deactivateUser", { principalId: boss.id });
    expect(await rolesOf(own)).toEqual(["ADMIN"]);
    expect(await rolesOf(world.admin)).toEqual(["ADMIN"]);
  });

  it("keeps what the member's own team roles give", async () => {
    const [boss, member] = [await newAdmin(), await world.user(`member-${++made}`, { fraud: ["MAINTAINER"] })];
    const minted = await actorFor(boss, member.id, member.handle);
    await world.admin.do("deactivateUser", { principalId: boss.id });
    const { viewer } = await minted.ask("{ viewer { teams { roles } } }");
    expect(viewer.teams).toEqual([{ roles: ["MAINTAINER"] }]);
  });
});
