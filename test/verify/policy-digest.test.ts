import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { policyDigest, policyText } from "../../verify/policy-digest.js";

const docs = readFileSync("docs/policy-digest.md", "utf8");

it("a policy's digest is that of docs/policy-digest.md", () => {
  const policy = {
    name: "Two reviewers before Production",
    slots: ["Production", "@champion"],
    requirements: [
      { role: "REVIEWER", teamId: "team_01h455vb4pex5vsknk084sn02q", count: 2 },
      { role: "OWNER", teamId: null, count: 1 },
    ],
    separationOfDuties: ["AUTHOR", "REQUESTER"],
    boundTags: ["risk"],
    expiresAfterHours: 168,
  };
  expect(policyText({ ...policy, expiresAfterHours: 168 })).toBe(/```json\n(.*)\n```/.exec(docs)?.[1]);
  expect(policyDigest(policy)).toBe(/```text\n([0-9a-f]{64})\n```/.exec(docs)?.[1]);
  // What came later is left out where it is empty or at its default: no digest of before changes.
  expect(
    policyDigest({ ...policy, gates: [], rollbackWithinHours: 168, tiers: [], emergency: null, signing: "NONE" }),
  ).toBe(policyDigest(policy));
  expect(policyDigest({ ...policy, rollbackWithinHours: 24 })).not.toBe(policyDigest(policy));
  const emergency = { requirements: [{ role: "OWNER", teamId: null, count: 1 }], reviewWithinHours: 24 };
  expect(policyDigest({ ...policy, emergency })).not.toBe(policyDigest(policy));
  expect(policyText({ ...policy, signing: "OWN_KEY" })).toContain(',"signing":"OWN_KEY",');
  expect(policyDigest({ ...policy, tiers: ["HIGH"] })).not.toBe(policyDigest(policy));
  expect(policyDigest({ ...policy, gates: [{ key: "a" }] })).not.toBe(policyDigest(policy));
});
