import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { CheckGate, DocumentGate, Gate } from "../../src/governance/gates/gate.js";
import { evaluateGate, judgeGate } from "../../src/governance/gates/gate-rules.js";
import { isLooserGate } from "../../src/governance/gates/gate-strength-rules.js";
import { type CheckInputs, isYoungEnough } from "../../src/governance/gates/kinds/check-rules.js";
import type { DocumentInputs } from "../../src/governance/gates/kinds/document-rules.js";
import { documentDigest, unfilledOf } from "../../src/registry/documents/document-rules.js";
import { sha256 } from "../../verify/sha256.js";

/** Gates on what others report, as tables. */

describe("a check gate", () => {
  const gate = (more: Partial<CheckGate> = {}): Gate => ({
    key: "scanned",
    check: { name: "pickle-scan", reportedBy: ["prin_scanner"], ...more },
  });
  const report = {
    id: "chk_1",
    status: "COMPLETED",
    conclusion: "SUCCESS",
    reporter: "prin_scanner",
    at: "2026-11-30T00:00:00.000000Z",
    versionDigest: "ab",
    sha256: null,
  } as const;
  const inputs = (more: Partial<NonNullable<CheckInputs["report"]>> | null, isYoung = true): CheckInputs => ({
    model: "churn",
    version: 8,
    digest: "ab",
    report: more && { ...report, ...more },
    isYoung,
  });

  it.each<[string, CheckInputs, string]>([
    ["passes", inputs({}), "PASSED"],
    ["fails with FAILURE", inputs({ conclusion: "FAILURE" }), "FAILED"],
    ["fails with NEUTRAL", inputs({ conclusion: "NEUTRAL" }), "FAILED"],
    ["waits while nobody whom it names has reported", inputs(null, false), "PENDING"],
    ["waits while it has only begun", inputs({ status: "IN_PROGRESS", conclusion: null }), "PENDING"],
    ["waits where other content was checked", inputs({ versionDigest: "cd" }), "PENDING"],
    ["waits where other content failed", inputs({ versionDigest: "cd", conclusion: "FAILURE" }), "PENDING"],
    ["waits where it is too old", inputs({}, false), "PENDING"],
  ])("%s", (_, given, verdict) => expect(judgeGate(gate(), given).verdict).toBe(verdict));

  it.each<[number, number | undefined, boolean]>([
    [24, 24, true],
    [24.0001, 24, false],
    [23.9, 24, true],
    [90_000, undefined, true],
  ])("a report of %d hours ago counts within %s: %s", (hours, most, counts) =>
    expect(isYoungEnough(hours, most)).toBe(counts),
  );

  it("says the call that brings what is missing: the same report again would be no newer", () => {
    expect(judgeGate(gate(), inputs({}, false)).cause).toMatch(/"conclusion": …}, under another externalId$/);
    expect(judgeGate(gate({ maxAgeHours: 24 }), inputs(null))).toMatchObject({
      required: 'the check "pickle-scan" is SUCCESS, reported by one whom the gate names, at most 24 hours ago',
      observed: null,
      cause: expect.stringContaining('POST /checks {"model": "churn", "version": 8, "versionDigest": "ab"'),
    });
  });

  it("says the same of the same evidence, however old that is by then", () => {
    const [one, other] = ["2026-11-30T00:00:00Z", "2026-12-30T00:00:00Z"].map((at) =>
      evaluateGate({ policy: "pol_1", gate: gate() }, inputs({}), at),
    );
    expect(one?.evidence).toBe(other?.evidence);
  });

  it.each<[string, Gate, Gate, boolean]>([
    ["another name", gate(), gate({ name: "licence" }), true],
    ["one reporter more", gate(), gate({ reportedBy: ["prin_scanner", "prin_ana"] }), true],
    ["one reporter less", gate({ reportedBy: ["prin_scanner", "prin_ana"] }), gate(), false],
    ["without its age", gate({ maxAgeHours: 24 }), gate(), true],
    ["with a greater age", gate({ maxAgeHours: 24 }), gate({ maxAgeHours: 25 }), true],
    ["with a smaller age", gate(), gate({ maxAgeHours: 24 }), false],
  ])("with %s is looser: %s", (_, before, after, looser) => expect(isLooserGate(before, after)).toBe(looser));
});

describe("a document gate", () => {
  const gate = (more: Partial<DocumentGate> = {}): Gate => ({
    key: "validated",
    document: {
      kind: "VALIDATION_REPORT",
      fields: ["outcome", "limits.known"],
      publishedBy: { role: "REVIEWER" },
      ...more,
    },
  });
  const revision = {
    id: "doc_1",
    revision: 3,
    digest: "ab",
    publishedBy: "prin_rob",
    at: "2026-11-30T00:00:00.000000Z",
  };
  const inputs = (more: Partial<DocumentInputs> = {}): DocumentInputs => ({
    subject: "mv_8",
    document: revision,
    unfilled: [],
    holdsRole: true,
    isIndependent: true,
    isYoung: true,
    ...more,
  });

  it.each<[string, Gate, DocumentInputs, string]>([
    ["passes", gate(), inputs(), "PASSED"],
    ["waits while there is none", gate(), inputs({ document: null }), "PENDING"],
    ["waits where a field is not filled", gate(), inputs({ unfilled: ["outcome"] }), "PENDING"],
    ["waits where the wrong role published it", gate(), inputs({ holdsRole: false }), "PENDING"],
    ["waits where the author published it", gate(), inputs({ isIndependent: false }), "PENDING"],
    ["waits where it is too old", gate({ maxAgeHours: 24 }), inputs({ isYoung: false }), "PENDING"],
    [
      "waits where it does not fit a schema in one thing",
      gate(),
      inputs({ schemas: [{ pack: "ours", version: "1", digest: "ab", problems: ["outcome: one of sound, unsound"] }] }),
      "PENDING",
    ],
    ["takes the author's where it says so", gate({ independent: false }), inputs({ isIndependent: false }), "PASSED"],
    [
      "takes anybody's where it says so",
      { key: "any", document: { kind: "MODEL_CARD", independent: false } },
      inputs({ holdsRole: false, isIndependent: false }),
      "PASSED",
    ],
  ])("%s", (_, given, found, verdict) => expect(judgeGate(given, found).verdict).toBe(verdict));

  it("says which field, and the call that brings what is missing", () => {
    expect(judgeGate(gate(), inputs({ unfilled: ["limits.known"] })).cause).toBe(
      'VALIDATION_REPORT revision 3 says nothing in limits.known: have publishDocument({subjectId: "mv_8", kind: "VALIDATION_REPORT", …}) called by a REVIEWER who neither asks nor made the version',
    );
  });

  it.each<[string, Gate, boolean]>([
    ["nothing changed", gate(), false],
    ["a field less", gate({ fields: ["outcome"] }), true],
    ["a field more", gate({ fields: ["outcome", "limits.known", "x"] }), false],
    ["another kind", gate({ kind: "MODEL_CARD" }), true],
    ["the model's", gate({ subject: "MODEL" }), true],
    ["another role", gate({ publishedBy: { role: "OWNER" } }), true],
    ["the author's too", gate({ independent: false }), true],
    ["an age", gate({ maxAgeHours: 24 }), false],
    ["any role", gate({ publishedBy: undefined }), true],
  ])("with %s is looser: %s", (_, after, looser) => expect(isLooserGate(gate(), after)).toBe(looser));

  it("is not looser where a role must publish what anybody might", () => {
    const [anybody, author] = [gate({ publishedBy: undefined }), gate({ publishedBy: undefined, independent: false })];
    expect(isLooserGate(anybody, gate())).toBe(false);
    expect(isLooserGate(anybody, anybody)).toBe(false);
    expect(isLooserGate(author, author)).toBe(false);
  });
});

it.each<[string, object, string[]]>([
  ["text", { a: "x" }, []],
  ["blank text", { a: " " }, ["a"]],
  ["nothing at all", {}, ["a"]],
  ["null", { a: null }, ["a"]],
  ["false and zero", { a: { b: false, c: 0 } }, []],
  ["an empty list", { a: [] }, ["a"]],
  ["a list of blanks", { a: ["", null] }, ["a"]],
  ["an empty object", { a: {} }, ["a"]],
  ["something below", { a: { b: { c: "x" } } }, []],
  ["a path as a key", { "a.b": "x" }, []],
  ["a longer name", { ab: "x" }, ["a"]],
])("a field with %s is unfilled: %j", (_, fields, unfilled) =>
  expect(unfilledOf(fields as Record<string, never>, ["a"])).toEqual(unfilled),
);

it("a document's digest is as docs/documents.md shows it", () => {
  const docs = readFileSync("docs/documents.md", "utf8");
  const [, text = ""] = /```json\n(\{"content":.*\})\n```/.exec(docs) ?? [];
  const [, digest = ""] = /```text\n([0-9a-f]{64})\n```/.exec(docs) ?? [];
  const { content: contentSha256, ...rest } = JSON.parse(text);
  expect(documentDigest({ ...rest, contentSha256 })).toBe(digest);
  expect(sha256(text)).toBe(digest);
});
