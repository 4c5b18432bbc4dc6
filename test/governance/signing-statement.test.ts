import { describe, expect, it } from "vitest";
import { inWords, sealSigning, signedOtherwise, wordsOf } from "../../src/governance/signing/signing-statement.js";
import { type Statement, sealStatement } from "../../src/governance/statement.js";

const statement: Statement = {
  v: 2,
  model: "churn",
  modelId: "mod_1",
  teamId: "team_1",
  modelVersionId: "mv_8",
  version: 8,
  digest: "d",
  to: "Production",
  from: "Staging",
  displaces: { id: "mv_7", version: 7 },
  policies: [],
  boundTags: [],
};
const contentDigest = sealStatement(statement).digest;
const gate = { policy: "pol_1", key: "fair" };
const words = { verdict: "WAIVE", meaning: "RESPONSIBILITY", comment: "seen", gate } as const;
const sealed = (more: object = {}): string =>
  sealSigning({
    ...words,
    request: { id: "treq_1", statement, contentDigest },
    log: null,
    signer: { id: "usr_1", printedName: "Rita Reed" },
    key: "SHA256:k",
    nonce: "n",
    issuedAt: "2026-01-01T00:00:00Z",
    expiresAt: "2026-01-01T00:05:00Z",
    ...more,
  }).text;
const now = { ...words, contentDigest, printedName: "Rita Reed" };

describe("a decision is what was signed", () => {
  it("where it says the same", () => {
    expect(signedOtherwise(sealed(), now)).toBeUndefined();
    const plain = { verdict: "APPROVE", meaning: "APPROVAL", comment: null, gate: undefined } as const;
    expect(signedOtherwise(sealed(plain), { ...now, ...plain })).toBeUndefined();
  });

  it.each([
    ["the verdict WAIVE", { verdict: "REJECT" as const }],
    ["the meaning RESPONSIBILITY", { meaning: "REVIEW" }],
    ["another comment", { comment: null }],
    ["another gate", { gate: { ...gate, key: "good" } }],
    ["another gate", { gate: { ...gate, policy: "pol_2" } }],
    ["another gate", { gate: undefined }],
    ["another contentDigest: the request has changed since", { contentDigest: "0".repeat(64) }],
    ["another printed name", { printedName: "Rita Roe" }],
  ])("else it is told: %s (%j)", (otherwise, other) => {
    expect(signedOtherwise(sealed(), { ...now, ...other })).toBe(otherwise);
  });

  it("and a statement that is not the request's is never given out", () => {
    const request = { id: "treq_1", statement, contentDigest: "0".repeat(64) };
    expect(() => sealed({ request })).toThrow("request treq_1 is not what its digest is over");
  });
});

it("is told in sentences before it is signed", () => {
  expect(inWords(sealed())).toBe(
    'Rita Reed will waive a gate of the move of version 8 of "churn" into Production from Staging, in place of version 7, with the meaning RESPONSIBILITY. The gate is "fair". The comment is: seen It is signed with the key SHA256:k, once, before 2026-01-01T00:05:00Z.',
  );
});

describe("the words of a decision", () => {
  it.each([
    [{ verdict: "APPROVE" }, { verdict: "APPROVE", meaning: "APPROVAL", comment: null }],
    [
      { verdict: "APPROVE", meaning: "REVIEW", comment: "ok" },
      { verdict: "APPROVE", meaning: "REVIEW", comment: "ok" },
    ],
    [
      { verdict: "REJECT", comment: "no" },
      { verdict: "REJECT", meaning: "REVIEW", comment: "no" },
    ],
    [
      { verdict: "CONFIRM", comment: "so" },
      { verdict: "CONFIRM", meaning: "REVIEW", comment: "so" },
    ],
    [
      { verdict: "OVERTURN", comment: "no" },
      { verdict: "OVERTURN", meaning: "REVIEW", comment: "no" },
    ],
    [
      { verdict: "WAIVE", comment: "seen", gate: { policyId: "pol_1", gateKey: "fair" } },
      { verdict: "WAIVE", meaning: "RESPONSIBILITY", comment: "seen", gate },
    ],
  ] as const)("of %j are %j", (given, said) => {
    expect(wordsOf(given)).toEqual(said);
  });

  it.each([
    ["meaning", { verdict: "REJECT", meaning: "APPROVAL", comment: "no" }],
    ["comment", { verdict: "REJECT" }],
    ["comment", { verdict: "CONFIRM", comment: "  " }],
    ["gate", { verdict: "WAIVE", comment: "seen" }],
    ["gate", { verdict: "APPROVE", gate: { policyId: "pol_1", gateKey: "fair" } }],
  ] as const)("are refused by their %s where it does not fit: %j", (field, given) => {
    expect(() => wordsOf(given)).toThrow(expect.objectContaining({ code: "INVALID_INPUT", path: ["input", field] }));
  });
});
