import { afterAll, beforeAll, expect, test } from "vitest";
import { linkTeamGroup } from "../../src/access/groups/link-team-group.js";
import { unlinkTeamGroup } from "../../src/access/groups/unlink-team-group.js";
import { createTeam } from "../../src/access/teams/create-team.js";
import { readDisclosure } from "../../verify/disclosure.js";
import { showing } from "../support/showing.js";
import { untilPast } from "../support/until.js";
import { type IdentityProvider, now, startIdentityProvider } from "./identity-provider.js";
import { codeOf, createWorld, ctxOf, untilCached, type World } from "./world.js";

let world: World;
let idp: IdentityProvider;
let teamId: string;
beforeAll(async () => {
  idp = await startIdentityProvider();
  world = await createWorld(idp.config);
  ({ teamId } = await createTeam(world.admin, { slug: "risk", name: "Risk" }));
});
afterAll(async () => {
  await world.close();
  await idp.stop();
});

const rolesOf = async (token: string): Promise<readonly string[]> =>
  (await world.auth.authenticate(showing(`Bearer ${token}`))).access.roleNames;
const entries = async (principal: string): Promise<{ action: string; groups: string[]; hours: number }[]> => {
  const rows = await world.db.single.rows<{ action: string; shown: string; hours: number }>(
    {
      text: `select e.action, d.disclosure as shown,
          (e.body::json #>> '{after,countForHours}')::float8 as hours from audit.entry e
        join audit.disclosure d on d.entry_id = e.id and d.path = '/after/groups'
        where e.stream_id = $1 and e.action = 'observeGroups' order by e.id`,
    },
    [principal],
  );
  return rows.map(({ action, shown, hours }) => ({ action, hours, groups: readDisclosure(shown)?.value as string[] }));
};

test("a group gives its roles to whoever shows it, and a newer token takes them away", async () => {
  await linkTeamGroup(world.admin, { teamId, group: "risk-eng", roles: ["CONTRIBUTOR", "REVIEWER"] });
  const shows = await idp.token("g-1", { groups: ["risk-eng", "else"], iat: now() - 5 });
  expect(await rolesOf(shows)).toEqual(["risk:CONTRIBUTOR", "risk:REVIEWER"]);
  const { principal } = await world.auth.authenticate(showing(`Bearer ${shows}`));
  expect(await entries(principal.id)).toMatchObject([{ groups: ["else", "risk-eng"] }]);
  expect(await rolesOf(await idp.token("g-1", { groups: ["risk-eng", "else"], iat: now() - 4 }))).toHaveLength(2);
  expect(await entries(principal.id)).toHaveLength(1);

  expect(await rolesOf(await idp.token("g-1", { groups: ["else"] }))).toEqual([]);
  expect(await entries(principal.id)).toHaveLength(2);
  // The older token is still valid, but says nothing any more.
  expect(await rolesOf(shows)).toEqual([]);
  expect(await entries(principal.id)).toHaveLength(2);
});

test("roles last until the group lapses, to the second, also through an API token and the cache", async () => {
  await linkTeamGroup(world.admin, { teamId, group: "short", roles: ["VIEWER"] });
  const token = await idp.token("g-2", { groups: ["short"] });
  const { principal } = await world.auth.authenticate(showing(`Bearer ${token}`));
  const lapse = await world.db.single.row<{ at: Date }>(
    {
      text: `update principal_group set lapses_at = clock_timestamp() + interval '5 seconds' where principal_id = $1
        returning lapses_at as at`,
    },
    [principal.id],
  );
  const silent = await idp.token("g-2", {});
  expect(await rolesOf(silent)).toEqual(["risk:VIEWER"]);
  await untilCached(world, silent);
  const reads = async (): Promise<boolean> => {
    const access = (await world.admin.keptRights([principal.id])).get(principal.id);
    return access?.ability.can("read", { type: "RegisteredModel", id: "mod_1", teamId, visibility: "TEAM" }) === true;
  };
  expect(await reads()).toBe(true);
  await untilPast(lapse?.at ?? "");
  expect(await rolesOf(silent)).toEqual([]);
  expect(await reads()).toBe(false);
  // Showing the group again gives the roles again, with an entry.
  expect(await rolesOf(await idp.token("g-2", { groups: ["short"] }))).toEqual(["risk:VIEWER"]);
  expect(await entries(principal.id)).toHaveLength(2);
});

test("the same groups shown again push the lapse, without an entry", async () => {
  const { principal } = await world.auth.authenticate(
    showing(`Bearer ${await idp.token("g-3", { groups: ["short"] })}`),
  );
  await world.db.single.rows(
    {
      text: "update principal_group set lapses_at = lapses_at - interval '2 hours' where principal_id = $1",
    },
    [principal.id],
  );
  await world.auth.authenticate(showing(`Bearer ${await idp.token("g-3", { groups: ["short"] })}`));
  const [row] = await world.db.single.rows<{ hours: number }>(
    {
      text: "select extract(epoch from lapses_at - now())::float8 / 3600 as hours from principal_group where principal_id = $1",
    },
    [principal.id],
  );
  expect(row?.hours).toBeGreaterThan(23.9);
  expect(await entries(principal.id)).toHaveLength(1);
});

test("an older token brings nothing back after a restart, nor on another replica", async () => {
  await linkTeamGroup(world.admin, { teamId, group: "revoked", roles: ["REVIEWER"] });
  const old = await idp.token("g-4", { groups: ["revoked"], iat: now() - 30 });
  const between = await idp.token("g-4", { groups: ["revoked", "more"], iat: now() - 20 });
  const quick = await idp.token("g-4", { groups: ["revoked"], iat: now() - 10 });
  const same = await idp.token("g-5", { groups: ["revoked"], iat: now() - 10 });
  expect(await rolesOf(old)).toEqual(["risk:REVIEWER"]);
  // The same groups as before: nothing else is written down, but the newer token is.
  expect(await rolesOf(quick)).toEqual(["risk:REVIEWER"]);
  const restarted = await world.replica(idp.config);
  const rolesThere = async (token: string): Promise<readonly string[]> =>
    (await restarted.auth.authenticate(showing(`Bearer ${token}`))).access.roleNames;
  const { principal } = await restarted.auth.authenticate(showing(`Bearer ${between}`));
  expect(await entries(principal.id)).toHaveLength(1);
  expect(await rolesOf(await idp.token("g-4", { groups: [] }))).toEqual([]);
  for (const token of [old, between, quick]) expect(await rolesThere(token)).toEqual([]);
  expect(await rolesThere(same)).toEqual(["risk:REVIEWER"]);
});

test("two tokens at once on two replicas: the newer one has the last word", { tags: "race" }, async () => {
  const other = await world.replica(idp.config);
  for (let round = 0; round < 5; round++) {
    const older = await idp.token(`race-${round}`, { groups: ["revoked"], iat: now() - 20 });
    const newer = await idp.token(`race-${round}`, { groups: [], iat: now() - 10 });
    await rolesOf(await idp.token(`race-${round}`, { groups: [], iat: now() - 30 }));
    await Promise.all([
      world.auth.authenticate(showing(`Bearer ${older}`)),
      other.auth.authenticate(showing(`Bearer ${newer}`)),
    ]);
    expect(await rolesOf(await idp.token(`race-${round}`))).toEqual([]);
  }
});

test("the runtime login prolongs a group by what its entry says, and no more", async () => {
  const { principal } = await world.auth.authenticate(
    showing(`Bearer ${await idp.token("g-6", { groups: ["short"] })}`),
  );
  const prolong = (by: string): Promise<string> =>
    codeOf(
      world.db.single.rows(
        { text: `update principal_group set lapses_at = clock_timestamp() + interval '${by}' where principal_id = $1` },
        [principal.id],
      ),
    );
  expect(await prolong("23 hours")).toBe("ALLOWED");
  expect(await prolong("25 hours")).not.toBe("ALLOWED");
  expect(await prolong("10 years")).not.toBe("ALLOWED");
  const set = { text: "update principal_group set ttl_hours = 8000 where principal_id = $1" };
  expect(await codeOf(world.db.single.rows(set, [principal.id]))).not.toBe("ALLOWED");
  const insert = {
    text: `insert into principal_group (principal_id, group_name, lapses_at) values ($1, 'revoked', clock_timestamp() + interval '1 hour')`,
  };
  expect(await codeOf(world.db.single.rows(insert, [principal.id]))).not.toBe("ALLOWED");
  const [row] = await world.db.single.rows<{ hours: number }>(
    {
      text: "select max(extract(epoch from lapses_at - now()))::float8 / 3600 as hours from principal_group where principal_id = $1",
    },
    [principal.id],
  );
  expect(row?.hours).toBeLessThan(24);
});

test("another time to live is told by an entry", async () => {
  const token = await idp.token("g-7", { groups: ["short"] });
  const { principal } = await world.auth.authenticate(showing(`Bearer ${token}`));
  const patient = await world.replica(idp.config, 48);
  await patient.auth.authenticate(showing(`Bearer ${token}`));
  await patient.auth.authenticate(showing(`Bearer ${token}`));
  expect(await entries(principal.id)).toMatchObject([
    { groups: ["short"], hours: 24 },
    { groups: ["short"], hours: 48 },
  ]);
});

test("strange claims give no groups", async () => {
  for (const [index, groups] of ["short", { a: 1 }, [1, null, "", "x".repeat(300), "a\u0000b"], []].entries()) {
    const roles = await rolesOf(await idp.token(`odd-${index}`, { groups }));
    expect(roles).toEqual(index === 0 ? ["risk:VIEWER"] : []);
  }
});

test("unlinking ends the roles at once; the owners by group alone stay", async () => {
  const group = "owners";
  await linkTeamGroup(world.admin, { teamId, group, roles: ["OWNER"] });
  expect(await codeOf(unlinkTeamGroup(world.admin, { teamId, group }))).toBe("ALLOWED");
  await linkTeamGroup(world.admin, { teamId, group, roles: ["OWNER"] });
  const token = await idp.token("boss", { groups: [group] });
  const boss = ctxOf(world.db, await world.auth.authenticate(showing(`Bearer ${token}`)));
  expect(boss.access.roleNames).toEqual(["risk:OWNER"]);
  expect(await codeOf(unlinkTeamGroup(boss, { teamId, group }))).toBe("LAST_OWNER");
  await linkTeamGroup(boss, { teamId, group: "short", roles: ["VIEWER", "REVIEWER"] });
  expect(await rolesOf(await idp.token("g-9", { groups: ["short"] }))).toEqual(["risk:REVIEWER", "risk:VIEWER"]);
  await unlinkTeamGroup(boss, { teamId, group: "short" });
  expect(await rolesOf(await idp.token("g-9", { groups: ["short"] }))).toEqual([]);
});
