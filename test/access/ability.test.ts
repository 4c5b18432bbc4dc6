import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Access, defineAccess } from "../../src/access/ability.js";
import type { Principal } from "../../src/access/principal.js";
import {
  type GrantRole,
  grantRoles,
  organizationRoles,
  satisfies,
  type TeamRole,
  teamRoles,
} from "../../src/access/roles.js";
import type { Action, Facts, Subject } from "../../src/access/subject-rules.js";
import { type Columns, visible } from "../../src/access/visible.js";
import { dynamicSql, Values } from "../../src/db/sql.js";
import { joined } from "../../src/kinds.js";
import { createWorld, type World } from "./world.js";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const me: Principal = { id: "usr_me", kind: "USER", handle: "me", displayName: "Me" };
const teams = ["team_a", "team_b", "team_c"];
const models = ["mod_1", "mod_2", "mod_3"];
const slots = ["Production", "@champion"];

const facts: fc.Arbitrary<Facts> = fc.record({
  roles: fc.array(
    fc.record({
      teamId: fc.constantFrom(...teams),
      slug: fc.constant("t"),
      role: fc.constantFrom(...teamRoles),
      grantedBy: fc.subarray(["usr_me", "usr_other"]),
    }),
    { maxLength: 4 },
  ),
  organizationRoles: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.subarray([...organizationRoles])),
  grants: fc.array(
    fc.record({
      modelId: fc.constantFrom(...models),
      teamId: fc.constantFrom(...teams),
      role: fc.constantFrom(...grantRoles),
      slots: fc.option(fc.subarray(slots)),
    }),
    { maxLength: 3 },
  ),
});
const restriction = fc.option(fc.subarray(models));
const place = fc.constantFrom(...teams.flatMap((team) => teamRoles.map((role) => `${team}:${role}`)));
const row = fc.record({
  id: fc.constantFrom(...models),
  teamId: fc.constantFrom(...teams),
  visibility: fc.constantFrom("ORGANIZATION", "TEAM"),
  openPlaces: fc.array(place, { maxLength: 2 }),
  deciders: fc.subarray(["usr_me", "usr_other"]),
  slot: fc.constantFrom(...slots),
});
type Row = typeof row extends fc.Arbitrary<infer Value> ? Value : never;

const subjectOf = (type: Subject["type"], { id, ...rest }: Row): Subject =>
  (type === "RegisteredModel"
    ? { type, id, ...rest }
    : type === "Team"
      ? { type, id: rest.teamId }
      : { type, modelId: id, ...rest }) as Subject;

const asked: [Subject["type"], Action[]][] = [
  ["RegisteredModel", ["read", "readDeleted", "resolve", "contribute", "maintain", "own"]],
  ["ModelVersion", ["read"]],
  ["TransitionRequest", ["read"]],
  ["Slot", ["request", "move"]],
  ["Team", ["administer", "createModel"]],
  ["Organization", ["administer", "audit"]],
];

/** The rules of the contract once more, as plainly as they can be put. */
const oracle = (
  known: Facts,
  only: readonly string[] | null,
  type: Subject["type"],
  action: Action,
  model: Row,
): boolean => {
  const has = (role: TeamRole, team = model.teamId): boolean =>
    known.roles.some((held) => held.teamId === team && satisfies(held.role, role));
  const org = (...roles: string[]): boolean => known.organizationRoles.some((role) => roles.includes(role));
  const shared = (role: GrantRole, slot?: string): boolean =>
    known.grants.some(
      (grant) =>
        grant.modelId === model.id &&
        satisfies(grant.role, role) &&
        has(role, grant.teamId) &&
        (grant.slots === null || (slot !== undefined && grant.slots.includes(slot))),
    );
  const reads =
    model.visibility === "ORGANIZATION" ||
    has("VIEWER") ||
    org("ADMIN", "AUDITOR") ||
    known.grants.some((grant) => grant.modelId === model.id && has("VIEWER", grant.teamId));
  const couldSign = known.roles.some(
    ({ teamId, role, grantedBy }) =>
      !grantedBy.includes(me.id) &&
      model.openPlaces.some((open) => teamRoles.some((each) => satisfies(role, each) && open === `${teamId}:${each}`)),
  );
  if (type === "Organization") return only === null && (action === "audit" ? org("ADMIN", "AUDITOR") : org("ADMIN"));
  if (type === "Team")
    return only === null && (action === "administer" ? has("OWNER") || org("ADMIN") : has("CONTRIBUTOR"));
  if (only !== null && !only.includes(model.id)) return false;
  if (type === "ModelVersion") return reads || couldSign;
  if (type === "TransitionRequest") return reads || couldSign || model.deciders.includes(me.id);
  if (type === "Slot")
    return action === "request"
      ? has("CONTRIBUTOR") || shared("CONTRIBUTOR", model.slot)
      : has("MAINTAINER") || shared("MAINTAINER", model.slot);
  switch (action) {
    case "read":
      return reads;
    case "readDeleted":
      return has("OWNER") || org("ADMIN", "AUDITOR");
    case "resolve":
      return reads || org("RESOLVER");
    case "contribute":
      return (
        has("CONTRIBUTOR") ||
        known.grants.some(
          (grant) =>
            grant.modelId === model.id && satisfies(grant.role, "CONTRIBUTOR") && has("CONTRIBUTOR", grant.teamId),
        )
      );
    case "maintain":
      return has("MAINTAINER") || shared("MAINTAINER");
    default:
      return has("OWNER") || org("ADMIN");
  }
};

const accessOf = (known: Facts, modelIds: readonly string[] | null): Access =>
  defineAccess(joined().ids, me, { modelIds }, known);

test("the policy engine says what the contract says", () => {
  fc.assert(
    fc.property(facts, restriction, row, (known, only, model) => {
      const { ability } = accessOf(known, only);
      for (const [type, actions] of asked)
        for (const action of actions)
          expect(ability.can(action, subjectOf(type, model)), `${action} ${type}`).toBe(
            oracle(known, only, type, action, model),
          );
    }),
    { numRuns: 3_000 },
  );
});

test("a restricted token never may what its bearer may not", () => {
  fc.assert(
    fc.property(facts, fc.subarray(models), row, (known, only, model) => {
      const [whole, part] = [accessOf(known, null).ability, accessOf(known, only).ability];
      for (const [type, actions] of asked)
        for (const action of actions)
          if (part.can(action, subjectOf(type, model))) expect(whole.can(action, subjectOf(type, model))).toBe(true);
    }),
  );
});

const columns: Record<string, Columns> = {
  RegisteredModel: { id: "m.id", teamId: "m.team", visibility: "m.visibility" },
  ModelVersion: {
    modelId: "m.id",
    teamId: "m.team",
    visibility: "m.visibility",
    openPlaces: { overlap: (p) => `m.places && ${p}::text[]` },
  },
  TransitionRequest: {
    modelId: "m.id",
    teamId: "m.team",
    visibility: "m.visibility",
    openPlaces: { overlap: (p) => `m.places && ${p}::text[]` },
    deciders: { overlap: (p) => `m.deciders && ${p}::text[]` },
  },
};

test("lists show exactly what the policy engine allows", async () => {
  const lists = [
    ["RegisteredModel", "read"],
    ["RegisteredModel", "readDeleted"],
    ["RegisteredModel", "resolve"],
    ["ModelVersion", "read"],
    ["TransitionRequest", "read"],
  ] as const;
  await fc.assert(
    fc.asyncProperty(facts, restriction, fc.array(row, { minLength: 1, maxLength: 12 }), async (known, only, rows) => {
      const { ability } = accessOf(known, only);
      for (const [type, action] of lists) {
        const values = new Values();
        const data = values.add(JSON.stringify(rows.map((each, n) => ({ n, ...each }))));
        const predicate = visible(ability, action, type, columns[type] as Columns, values);
        const text = `select n from (
            select n, id, "teamId" as team, visibility, "openPlaces" as places, deciders
            from json_to_recordset(${data}) as x(n int, id text, "teamId" text, visibility text, "openPlaces" text[], deciders text[])
          ) m where ${predicate} order by n`;
        const shown = (await world.db.single.rows<{ n: number }>(dynamicSql(text), values.list)).map(({ n }) => n);
        const allowed = rows.flatMap((each, n) => (ability.can(action, subjectOf(type, each)) ? [n] : []));
        expect(shown, `${action} ${type}`).toEqual(allowed);
      }
    }),
    { numRuns: 150 },
  );
});
