import { expect, it } from "vitest";
import type { TeamRole } from "../../src/access/roles.js";
import { holdsFairly } from "../../src/governance/gates/fair-holder-rules.js";

const held = (role: TeamRole, { teamId = "risk", by = ["olga"] } = {}) => ({ role, teamId, grantedBy: by });
const wanted = { role: "REVIEWER", teamId: "risk" } as const;

it.each([
  ["the role itself, given by somebody else", [held("REVIEWER")], true],
  ["nothing", [], false],
  ["less", [held("VIEWER")], false],
  ["the role in another team", [held("REVIEWER", { teamId: "lab" })], false],
  ["the role, given by themself", [held("REVIEWER", { by: ["rita"] })], false],
  ["the role, given by themself through another", [held("REVIEWER", { by: ["olga", "rita"] })], false],
  ["it once by themself and once by somebody else", [held("REVIEWER", { by: ["rita"] }), held("REVIEWER")], true],
  ["a role of theirs elsewhere beside", [held("VIEWER", { teamId: "lab" }), held("REVIEWER")], true],
])("who has %s holds it fairly: %#", (_, roles, fairly) => {
  expect(holdsFairly({ id: "rita", roles }, wanted)).toBe(fairly);
});
