import { afterAll, beforeAll, expect, test } from "vitest";
import { keepRights } from "../../src/access/kept-rights.js";
import { deactivateUser } from "../../src/access/principals/deactivate-user.js";
import { reactivateUser } from "../../src/access/principals/reactivate-user.js";
import type { RightsOf } from "../../src/access/rights-reader.js";
import { addTeamMember } from "../../src/access/teams/add-team-member.js";
import { createTeam } from "../../src/access/teams/create-team.js";
import { removeTeamMember } from "../../src/access/teams/remove-team-member.js";
import type { Database } from "../../src/db/database.js";
import type { Reader } from "../../src/db/sql.js";
import { until } from "../support/until.js";
import { createWorld, type Replica, type World } from "./world.js";

/** What somebody may do is read once, and never answered as it was. */

let world: World;
let other: Replica;
let here: RightsOf, there: RightsOf;
let teamId: string;

beforeAll(async () => {
  world = await createWorld();
  other = await world.replica();
  [here, there] = [keepRights(world.db), keepRights(other.db)];
  await until("both follow the feed", () => other.db.heardRecently() && world.db.heardRecently());
  ({ teamId } = await createTeam(world.admin, { slug: "risk", name: "Risk" }));
});
afterAll(() => world?.close());

const contributes = async (rights: RightsOf, id: string): Promise<boolean> =>
  (await rights([id]))
    .get(id)
    ?.ability.can("contribute", { type: "RegisteredModel", id: "mod_1", teamId, visibility: "TEAM" }) === true;

/** Asks until an answer is kept; every change that is heard drops it once more. */
const untilKept = async (rights: RightsOf, db: Database, id: string): Promise<void> =>
  until("it is kept", async () => {
    await contributes(rights, id);
    const before = db.statements();
    await contributes(rights, id);
    return db.statements() === before;
  });

test("a change of rights holds at once where it was made, and on the other replica once it is heard", async () => {
  const { id: principalId } = await world.user("ana");
  const member = { teamId, principalId };
  const changes: [string, () => Promise<unknown>, boolean][] = [
    ["joins", () => addTeamMember(world.admin, { ...member, roles: ["CONTRIBUTOR"] }), true],
    ["is deactivated", () => deactivateUser(world.admin, { principalId }), false],
    ["is active again", () => reactivateUser(world.admin, { principalId }), true],
    ["leaves", () => removeTeamMember(world.admin, member), false],
  ];
  for (const [what, change, may] of changes) {
    await untilKept(here, world.db, principalId);
    await untilKept(there, other.db, principalId);
    await change();
    expect([what, await contributes(here, principalId)]).toEqual([what, may]);
    await until(`${what}: heard`, async () => (await contributes(there, principalId)) === may);
  }
});

test("what was read before a change, and came after it, is not kept", async () => {
  const { id: principalId } = await world.user("ben");
  await addTeamMember(world.admin, { teamId, principalId, roles: ["CONTRIBUTOR"] });
  const { single } = world.db;
  let changed = false;
  const late: Reader = {
    rows: async (...asked) => {
      const rows = await single.rows(...asked);
      if (!changed) await removeTeamMember(world.admin, { teamId, principalId });
      changed = true;
      return rows as never;
    },
    row: (...asked) => single.row(...asked),
  };
  const rights = keepRights(Object.assign(Object.create(world.db), { single: late }));
  expect(await contributes(rights, principalId)).toBe(true);
  expect(await contributes(rights, principalId)).toBe(false);
});
