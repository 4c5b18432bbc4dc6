import { describe, expect, it } from "vitest";
import { type CheckInputs, isYoungEnough } from "../../src/governance/gates/check-rules.js";
import type { CheckGate, Gate } from "../../src/governance/gates/gate.js";
import { evaluateGate, judgeGate } from "../../src/governance/gates/gate-rules.js";
import { isLooserGate } from "../../src/governance/gates/gate-strength-rules.js";

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

  it("says the call that brings what is missing", () => {
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
