import { describe, expect, it } from "vitest";
import { compareRuns, conclude, filesToRepeat, type Outcome } from "../../scripts/ci/judge.js";
import type { Report, TestRecord } from "../../scripts/ci/report.js";

const test = (name: string, state: TestRecord["state"], tags: string[] = []): TestRecord => ({
  file: "test/a.test.ts",
  name,
  state,
  tags,
  failure: state === "failed" ? `${name} broke` : "",
});
const report = (...tests: TestRecord[]): Report => ({ tests, files: [], errors: [] });
const key = (name: string): string => `test/a.test.ts > ${name}`;

describe("two runs of a test", () => {
  it.each([
    ["passed", undefined, "passed"],
    ["skipped", undefined, "nothing"],
    ["failed", "passed", "flaky"],
    ["failed", "failed", "failed"],
    ["failed", "skipped", "failed"],
    ["failed", undefined, "failed"],
    ["passed", "passed", "passed"],
    ["passed", "failed", "flaky"],
    ["skipped", "passed", "passed"],
    ["skipped", "failed", "failed"],
    ["skipped", "skipped", "nothing"],
  ] as const)("%s and then %s count as %s", (first, second, as) => {
    const found = compareRuns(report(test("t", first)), second === undefined ? null : report(test("t", second)));
    expect({ passed: found.passed, flaky: found.flaky.length, failed: found.failures.length }).toEqual({
      passed: as === "passed" ? 1 : 0,
      flaky: as === "flaky" ? 1 : 0,
      failed: as === "failed" ? 1 : 0,
    });
  });

  it("are told by what failed first", () => {
    const again = report(test("a", "passed"), { ...test("b", "failed"), failure: "b broke otherwise" });
    const found = compareRuns(report(test("a", "failed", ["race"]), test("b", "failed")), again);
    expect(found.flaky).toEqual([{ name: key("a"), text: "a broke", tags: ["race"] }]);
    expect(found.failures).toEqual([{ name: key("b"), text: "b broke" }]);
  });

  it("excuse a hook that failed once, and not one that fails again or whose file runs no test", () => {
    const hook = test("the file itself", "failed");
    const first = report(test("a", "skipped"), hook);
    expect(compareRuns(first, report(test("a", "passed")))).toMatchObject({
      passed: 1,
      flaky: [{ name: key("the file itself") }],
    });
    expect(compareRuns(first, report(test("a", "skipped"), hook)).failures).toHaveLength(1);
    expect(compareRuns(first, report()).failures).toHaveLength(1);
  });

  it("never excuse an error outside any test", () => {
    const first = { ...report(test("a", "passed")), errors: ["Unhandled rejection"] };
    expect(compareRuns(first, null).failures).toEqual([
      { name: "an error outside any test", text: "Unhandled rejection" },
    ]);
  });

  it("are of each file in which something failed", () => {
    const other = { ...test("c", "failed"), file: "test/b.test.ts" };
    expect(filesToRepeat(report(test("a", "failed"), test("b", "failed"), other, test("d", "passed")))).toEqual([
      "test/a.test.ts",
      "test/b.test.ts",
    ]);
    expect(filesToRepeat(report(test("a", "passed"), test("b", "skipped")))).toEqual([]);
  });
});

describe("the verdict", () => {
  const outcome = (flaky: string[][], more: Partial<Outcome> = {}): Outcome => ({
    step: "npm test",
    seconds: 1,
    passed: 10,
    failures: [],
    flaky: flaky.map((tags, index) => ({ name: `f${index}`, text: "broke", tags })),
    files: [],
    ...more,
  });

  it.each([
    ["nothing flaky", [], 10, 0],
    ["one that is excused", [[]], 11, 0],
    ["five, the most that are excused", [[], [], [], [], []], 15, 0],
    ["six", [[], [], [], [], [], []], 10, 6],
    ["a race", [["race"]], 10, 1],
    ["a crash beside one that is excused", [["crash"], []], 11, 1],
    ["a leak with another tag", [["slow", "leak"]], 10, 1],
    ["another tag", [["slow"]], 11, 0],
  ])("on %s", (_, flaky, passed, failed) => {
    const verdict = conclude([outcome(flaky)]);
    expect({ passed: verdict.passed, failed: verdict.failures.length }).toEqual({ passed, failed });
    expect(verdict.flaky).toHaveLength(flaky.length);
  });

  it("counts what is flaky over all suites, and says why it is not excused", () => {
    const verdict = conclude([outcome([[], [], []]), outcome([[], [], []])]);
    expect(verdict.failures).toHaveLength(6);
    expect(verdict.failures[0]?.text).toBe("(passed alone, but 6 are flaky, at most 5 may be)\nbroke");
    expect(conclude([outcome([["leak"]])]).failures[0]?.text).toBe("(passed alone, but its story is a leak)\nbroke");
  });

  it("names the ten slowest files of all suites", () => {
    const files = Array.from({ length: 8 }, (_, ms) => ({ file: `${ms}.test.ts`, ms }));
    const { slowest } = conclude([outcome([], { files }), outcome([], { files })]);
    expect(slowest.map(({ ms }) => ms)).toEqual([7, 7, 6, 6, 5, 5, 4, 4, 3, 3]);
  });
});
