import fc from "fast-check";
import { type Access, defineAccess } from "../../src/access/ability.js";
import type { Principal } from "../../src/access/principal.js";
import { grantRoles, organizationRoles, teamRoles } from "../../src/access/roles.js";
import type { Facts, Subject } from "../../src/access/subject-rules.js";
import { joined } from "../../src/kinds.js";

export const me: Principal = { id: "usr_me", kind: "USER", handle: "me", displayName: "Me" };
const teams = ["team_a", "team_b", "team_c"];
export const models = ["mod_1", "mod_2", "mod_3"];
const slots = ["Production", "@champion"];

export const facts: fc.Arbitrary<Facts> = fc.record({
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
export const restriction = fc.option(fc.subarray(models));
const place = fc.constantFrom(...teams.flatMap((team) => teamRoles.map((role) => `${team}:${role}`)));
export const row = fc.record({
  id: fc.constantFrom(...models),
  teamId: fc.constantFrom(...teams),
  visibility: fc.constantFrom("ORGANIZATION", "TEAM"),
  openPlaces: fc.array(place, { maxLength: 2 }),
  deciders: fc.subarray(["usr_me", "usr_other"]),
  slot: fc.constantFrom(...slots),
});
export type Row = typeof row extends fc.Arbitrary<infer Value> ? Value : never;

export const subjectOf = (type: Subject["type"], { id, ...rest }: Row): Subject =>
  (type === "RegisteredModel"
    ? { type, id, ...rest }
    : type === "Team"
      ? { type, id: rest.teamId }
      : { type, modelId: id, ...rest }) as Subject;

export const accessOf = (known: Facts, modelIds: readonly string[] | null): Access =>
  defineAccess(joined().ids, me, { modelIds }, known);
