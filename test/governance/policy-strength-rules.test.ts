import { expect, it } from "vitest";
import { isLooser, type Strength } from "../../src/governance/policies/policy-strength-rules.js";

type Requirement = Strength["requirements"][number];
const places = (...given: [Requirement["role"], string | null, number][]): Requirement[] =>
  given.map(([role, teamId, count]) => ({ role, teamId, count }));

const before: Strength = {
  slots: ["Production", "@champion"],
  requirements: places(["REVIEWER", "risk", 1], ["MAINTAINER", null, 1]),
  separationOfDuties: ["REQUESTER"],
  boundTags: ["data"],
  signing: "OWN_KEY",
  expiresAfterHours: 48,
  gates: [{ key: "good", metric: { key: "auc", min: 0.8 } }],
  rollbackWithinHours: 24,
  tiers: ["HIGH", "MEDIUM"],
  emergency: { requirements: places(["OWNER", null, 1]), reviewWithinHours: 24 },
};

it.each<[string, Partial<Strength>, boolean]>([
  ["nothing changes", {}, false],
  ["a gate less", { gates: [] }, true],
  ["a gate under another key", { gates: [{ key: "better", metric: { key: "auc", min: 0.8 } }] }, true],
  ["a gate more", { gates: [...before.gates, { key: "more", provenance: { commit: true } }] }, false],
  ["a gate that asks for less", { gates: [{ key: "good", metric: { key: "auc", min: 0.7 } }] }, true],
  ["a gate that asks for more", { gates: [{ key: "good", metric: { key: "auc", min: 0.9 } }] }, false],
  ["rollbacks pass without gates longer", { rollbackWithinHours: 25 }, true],
  ["rollbacks pass without gates shorter", { rollbackWithinHours: 0 }, false],
  [
    "the order of places and slots changes",
    { slots: ["@champion", "Production"], requirements: [...before.requirements].reverse() },
    false,
  ],
  ["models of a tier less", { tiers: ["HIGH"] }, true],
  ["models of a tier more", { tiers: ["HIGH", "MEDIUM", "LOW"] }, false],
  ["models of every tier", { tiers: [] }, false],
  ["no emergency any more", { emergency: null }, false],
  ["the same emergencies", { emergency: { requirements: places(["OWNER", null, 1]), reviewWithinHours: 24 } }, false],
  [
    "emergencies on other terms",
    { emergency: { requirements: places(["OWNER", null, 1]), reviewWithinHours: 48 } },
    true,
  ],
  ["signatures with no key", { signing: "NONE" }, true],
  ["signatures with keys that verify their users", { signing: "USER_VERIFIED" }, false],
  ["a slot more", { slots: [...before.slots, "Staging"] }, false],
  ["a slot less", { slots: ["Production"] }, true],
  ["another slot instead", { slots: ["Production", "@challenger"] }, true],
  ["a place more of the same", { requirements: places(["REVIEWER", "risk", 2], ["MAINTAINER", null, 1]) }, false],
  [
    "a place more of another team",
    { requirements: [...before.requirements, ...places(["REVIEWER", "legal", 1])] },
    false,
  ],
  ["a place less", { requirements: places(["REVIEWER", "risk", 1]) }, true],
  [
    "a place of another team instead",
    { requirements: places(["REVIEWER", "legal", 1], ["MAINTAINER", null, 1]) },
    true,
  ],
  ["a higher role instead", { requirements: places(["REVIEWER", "risk", 1], ["OWNER", null, 1]) }, false],
  ["a lower role instead", { requirements: places(["REVIEWER", "risk", 1], ["CONTRIBUTOR", null, 1]) }, true],
  ["a role that includes no other", { requirements: places(["OWNER", "risk", 1], ["MAINTAINER", null, 1]) }, true],
  ["the owning team for a named one", { requirements: places(["REVIEWER", null, 1], ["MAINTAINER", null, 1]) }, true],
  [
    "one place in two rows",
    { requirements: places(["REVIEWER", "risk", 1], ["OWNER", null, 1], ["VIEWER", null, 1]) },
    false,
  ],
  ["separation more", { separationOfDuties: ["AUTHOR", "REQUESTER"] }, false],
  ["separation less", { separationOfDuties: [] }, true],
  ["other separation", { separationOfDuties: ["AUTHOR"] }, true],
  ["a bound tag more", { boundTags: ["data", "risk"] }, false],
  ["a bound tag less", { boundTags: [] }, true],
  ["a shorter expiry", { expiresAfterHours: 47 }, false],
  ["a longer expiry", { expiresAfterHours: 49 }, true],
  ["stricter in one thing, looser in another", { boundTags: ["data", "risk"], expiresAfterHours: 49 }, true],
])("%s: looser is %s", (_, change, looser) => expect(isLooser(before, { ...before, ...change })).toBe(looser));

it("each gate is kept: one that asks for as much makes up for no other", () => {
  const good = { key: "good", metric: { key: "auc", min: 0.8 } };
  const small = { key: "small", files: { maxBytes: "10" } };
  const two = { ...before, gates: [good, small] };
  expect(isLooser(two, { ...two, gates: [small, good] })).toBe(false);
  expect(isLooser(two, { ...two, gates: [good] })).toBe(true);
  expect(isLooser(two, { ...two, gates: [{ ...good, key: "other" }, small] })).toBe(true);
  expect(isLooser(two, { ...two, gates: [good, { key: "small", files: { maxBytes: "11" } }] })).toBe(true);
});

it("counts a place once: two places that one kept cannot both be kept by the same", () => {
  const two = { ...before, requirements: places(["MAINTAINER", null, 1], ["CONTRIBUTOR", null, 1]) };
  expect(isLooser(two, { ...two, requirements: places(["OWNER", null, 1]) })).toBe(true);
  expect(isLooser(two, { ...two, requirements: places(["OWNER", null, 1], ["CONTRIBUTOR", null, 1]) })).toBe(false);
  // The versatile place must not be spent where another one would do.
  expect(isLooser(two, { ...two, requirements: places(["CONTRIBUTOR", null, 1], ["MAINTAINER", null, 1]) })).toBe(
    false,
  );
});
