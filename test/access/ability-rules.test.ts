import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { defineAccess, noAbility } from "../../src/access/ability.js";
import type { Principal } from "../../src/access/principal.js";
import { type GrantRole, satisfies, type TeamRole, teamRoles } from "../../src/access/roles.js";
import type { Action, Facts, Subject } from "../../src/access/subject-rules.js";
import { joined } from "../../src/kinds.js";
import { accessOf, facts, me, models, type Row, restriction, row, subjectOf } from "./facts.js";

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

describe("what else an access says", () => {
  const none: Facts = { roles: [], organizationRoles: [], grants: [] };
  const held = (teamId: string, role: TeamRole, ...grantedBy: string[]) => ({
    teamId,
    slug: `${teamId}s`,
    role,
    grantedBy,
  });
  const known: Facts = {
    ...none,
    organizationRoles: ["RESOLVER", "ADMIN"],
    roles: [held("b", "OWNER", "usr_other"), held("a", "REVIEWER", "usr_me"), held("a", "REVIEWER", "usr_other")],
  };

  it("names its roles once each, in one order", () => {
    expect(accessOf(known, null).roleNames).toEqual(["ADMIN", "RESOLVER", "as:REVIEWER", "bs:OWNER"]);
  });

  it("fills the places of roles that somebody else gave, and of those that they include", () => {
    const ofOwner = ["b:OWNER", "b:MAINTAINER", "b:CONTRIBUTOR", "b:VIEWER"];
    expect(accessOf(known, null).places).toEqual([...ofOwner, "a:REVIEWER", "a:VIEWER"]);
    const [owner, mine] = known.roles;
    expect(accessOf({ ...none, roles: [owner, mine] as Facts["roles"] }, null).places).toEqual(ofOwner);
  });

  it("fills no place for a service account, which never signs", () => {
    const bot: Principal = { ...me, kind: "SERVICE_ACCOUNT" };
    expect(defineAccess(joined().ids, bot, { modelIds: null }, known).places).toEqual([]);
  });

  it("keeps the models that the credential is restricted to", () => {
    expect(accessOf(none, null).modelIds).toBeNull();
    expect(accessOf(none, ["mod_1"]).modelIds).toEqual(["mod_1"]);
  });

  it("is nothing for whoever has no rights", () => {
    expect(noAbility.rules).toEqual([]);
    expect(noAbility.rowFields).toEqual({});
    expect(noAbility.can("read", { type: "Organization" } as Subject)).toBe(false);
  });

  it("refuses a rule that forgot its condition, which would match everything", () => {
    const careless = {
      rules: [
        {
          subject: "Team",
          actions: ["administer"],
          allow: (can: (action: string, conditions: object) => void) => can("administer", { id: undefined }),
        },
      ],
    };
    const kinds = { list: [careless] } as unknown as Parameters<typeof defineAccess>[0];
    expect(() => defineAccess(kinds, me, { modelIds: null }, none)).toThrow("undefined condition on id");
  });
});
