import { expect, it } from "vitest";
import { auditedGate, MOST_OF_INPUTS } from "../../src/audit/audited-gate.js";
import { canonicalJson } from "../../verify/canonical-json.js";
import { sha256 } from "../../verify/sha256.js";

const said = {
  policy: "pol_1",
  key: "files",
  kind: "files",
  verdict: "FAILED",
  required: "a file a",
  observed: null,
  cause: "the version has no file a",
  evidence: "ab",
  inputs: { required: [] },
};

it("an entry holds what a gate said and looked at", () => {
  expect(auditedGate(said)).toEqual(said);
});

it("an entry holds what is too long by its digest and length, and the digest of the evidence beside", () => {
  const whole = { required: ["x".repeat(MOST_OF_INPUTS - 17)] };
  expect(canonicalJson(whole)).toHaveLength(MOST_OF_INPUTS);
  const longer = { required: ["x".repeat(MOST_OF_INPUTS - 16)] };
  expect(auditedGate({ ...said, inputs: whole }).inputs).toEqual(whole);
  expect(auditedGate({ ...said, inputs: longer, cause: "y".repeat(1_001) })).toEqual({
    ...said,
    inputs: { sha256: sha256(canonicalJson(longer)), length: MOST_OF_INPUTS + 1 },
    cause: { sha256: sha256("y".repeat(1_001)), length: 1_001 },
  });
});
