import { describe, expect, it } from "vitest";
import type { Gate, GroupsGate } from "../../src/governance/gates/gate.js";
import { evaluateGate, judgeGate } from "../../src/governance/gates/gate-rules.js";
import { isLooserGate } from "../../src/governance/gates/gate-strength-rules.js";
import { type GroupsInputs, MOST_GROUPS } from "../../src/governance/gates/kinds/groups-rules.js";
import type { KnownEvaluation } from "../../src/registry/evaluations/evaluation-rules.js";
import { type GroupedAsk, newestByGroup } from "../../src/registry/evaluations/grouped-evaluation-rules.js";
import type { DoubleValue } from "../../verify/version-digest.js";

/** Gates on a metric group by group, as tables. */

const gate = (more: Partial<GroupsGate>): Gate => ({
  key: "fair",
  groups: { metric: "recall", attribute: "age", ...more },
});

const inputs = (values: Record<string, DoubleValue | readonly [DoubleValue, DoubleValue | null]>): GroupsInputs => {
  const groups = Object.entries(values).map(([group, given]) => {
    const [value, size] = Array.isArray(given) ? given : [given, null];
    return { group, value, size };
  });
  const dataset = { name: "recent", digest: "499ce42d" };
  const measured = { dataset, run: "run_1", source: "RUN_TAG", attempts: 1, at: "2026-11-30T00:00:00Z", groups };
  return { model: "churn", version: 8, measured, count: groups.length };
};

describe("a groups gate", () => {
  it.each<[string, Partial<GroupsGate>, GroupsInputs, string]>([
    ["passes above the ratio", { minRatio: 0.8 }, inputs({ young: 0.81, old: 0.9 }), "PASSED"],
    ["passes at the ratio, as decimals", { minRatio: 0.7 }, inputs({ young: 0.07, old: 0.1 }), "PASSED"],
    ["fails just short of the ratio", { minRatio: 0.8 }, inputs({ young: 0.7199999, old: 0.9 }), "FAILED"],
    ["fails where all are zero, of which no ratio can be told", { minRatio: 0.8 }, inputs({ a: 0, b: 0 }), "FAILED"],
    [
      "fails by values below zero, of which no ratio can be told",
      { minRatio: 0.5 },
      inputs({ a: -2, b: -1 }),
      "FAILED",
    ],
    ["fails by equal values below zero, too", { minRatio: 1 }, inputs({ a: -1, b: -1 }), "FAILED"],
    ["passes at the difference, as decimals", { maxDifference: 0.1 }, inputs({ a: 0.7, b: 0.8 }), "PASSED"],
    ["fails just beyond the difference", { maxDifference: 0.1 }, inputs({ a: 0.7, b: 0.80000001 }), "FAILED"],
    ["passes with no difference at all", { maxDifference: 0 }, inputs({ a: 0.7, b: 0.7 }), "PASSED"],
    ["fails by an infinite difference", { maxDifference: 1 }, inputs({ a: "-Infinity", b: 0 }), "FAILED"],
    ["passes where each reaches the bound", { minEach: 0.7 }, inputs({ a: 0.7, b: 0.9 }), "PASSED"],
    ["fails where one does not", { minEach: 0.7 }, inputs({ a: 0.9, b: 0.69 }), "FAILED"],
    ["passes where none is above the bound", { maxEach: 0.2 }, inputs({ a: 0.2, b: 0.1 }), "PASSED"],
    ["fails where one is", { maxEach: 0.2 }, inputs({ a: 0.21, b: 0.1 }), "FAILED"],
    ["fails for NaN", { minEach: 0.5 }, inputs({ a: 0.9, b: "NaN" }), "FAILED"],
    ["fails with one group", { minEach: 0.5 }, inputs({ a: 0.9 }), "FAILED"],
    ["passes at the size", { minEach: 0, minGroupSize: 30 }, inputs({ a: [1, 30], b: [1, 31] }), "PASSED"],
    ["fails below the size", { minEach: 0, minGroupSize: 30 }, inputs({ a: [1, 29], b: [1, 31] }), "FAILED"],
    ["fails for a size of NaN", { minEach: 0, minGroupSize: 30 }, inputs({ a: [1, "NaN"], b: [1, 31] }), "FAILED"],
    ["waits for a size that nobody tells", { minEach: 0, minGroupSize: 30 }, inputs({ a: [1, 30], b: 1 }), "PENDING"],
    ["fails by a value before a size", { minEach: 0.5, minGroupSize: 30 }, inputs({ a: 0.4, b: 1 }), "FAILED"],
    ["waits for an evaluation", { minEach: 0 }, { ...inputs({}), measured: null }, "PENDING"],
    [
      "passes with as many groups as are looked at",
      { minEach: 0 },
      { ...inputs({ a: 1, b: 1 }), count: MOST_GROUPS },
      "PASSED",
    ],
    ["fails where the groups are too many", { minEach: 0 }, { ...inputs({}), count: MOST_GROUPS + 1 }, "FAILED"],
  ])("%s", (_, more, given, verdict) => expect(judgeGate(gate(more), given).verdict).toBe(verdict));

  it("says which groups, and the line that brings what is missing", () => {
    expect(judgeGate(gate({ maxDifference: 0.1 }), inputs({ young: 0.7, old: 0.95 })).cause).toBe(
      'recall by age on recent@499ce42d: "young" has 0.7 and "old" 0.95, a difference of 0.25: at most 0.1 is allowed',
    );
    expect(judgeGate(gate({ minEach: 0, minGroupSize: 30 }), { ...inputs({}), measured: null }).cause).toBe(
      'version 8 was not evaluated for recall by age: log "recall/age:<group>" and "count/age:<group>" in a run with the tag countersign.evaluates = "models:/churn/8"',
    );
  });

  it("says the same again of its stored evidence", () => {
    const first = evaluateGate({ policy: "pol_1", gate: gate({ minRatio: 0.8 }) }, inputs({ a: 0.8, b: 1 }), "");
    const stored = JSON.parse(JSON.stringify(first)) as typeof first;
    expect(evaluateGate({ policy: "pol_2", gate: stored.gate }, stored.inputs as never, "").evidence).toBe(
      first.evidence,
    );
  });

  const all = { minRatio: 0.8, maxDifference: 0.1, minEach: 0.5, maxEach: 0.9, minGroupSize: 30 };
  it.each<[string, Partial<GroupsGate>, boolean]>([
    ["nothing changed", {}, false],
    ["a smaller ratio", { minRatio: 0.7 }, true],
    ["a greater difference", { maxDifference: 0.2 }, true],
    ["a lower least", { minEach: 0.4 }, true],
    ["a higher most", { maxEach: 1 }, true],
    ["smaller groups", { minGroupSize: 29 }, true],
    ["another attribute", { attribute: "sex" }, true],
    ["other data", { dataset: { name: "other" } }, true],
    ["tighter bounds", { minRatio: 0.9, maxDifference: 0, minEach: 0.6, maxEach: 0.8, minGroupSize: 31 }, false],
  ])("with %s is looser: %s", (_, more, looser) =>
    expect(isLooserGate(gate(all), gate({ ...all, ...more }))).toBe(looser),
  );

  const bounds = Object.keys(all) as (keyof typeof all)[];
  it.each(bounds)("is looser where %s goes, and not where it comes new", (bound) => {
    const { [bound]: _, ...others } = all;
    expect(isLooserGate(gate(all), gate(others))).toBe(true);
    expect(isLooserGate(gate(others), gate(all))).toBe(false);
    expect(isLooserGate(gate(others), gate(others))).toBe(false);
  });
});

describe("the groups of one evaluation", () => {
  const known = (metric: string, value: number, more: Partial<KnownEvaluation> = {}): KnownEvaluation => ({
    metric,
    value,
    versionId: "mv_8",
    dataset: { name: "recent", digest: "1", schemaDigest: null, rows: null, sha256: null },
    runId: "run_1",
    recordId: null,
    source: "RUN_TAG",
    attempts: 1,
    at: "2026-11-30T01:00:00Z",
    by: "prin_ana",
    byContributor: true,
    independent: false,
    experiment: { id: "exp_1", ownerId: "team_1", visibility: "ORGANIZATION" },
    step: 0n,
    timestamp: 0n,
    ...more,
  });
  const ask: GroupedAsk = { versionId: "mv_8", metric: "recall", attribute: "age", dataset: null, evaluator: null };
  const groupsOf = (
    book: KnownEvaluation[],
    more: Partial<GroupedAsk> = {},
  ): [string, number, number | null][] | null =>
    newestByGroup(book, { ...ask, ...more })?.groups.map(({ group, value, size }) => [group, value, size]) ?? null;
  const older = { runId: "run_0", at: "2026-11-30T00:00:00Z" };

  it("are those of the newest run alone, with their sizes", () => {
    const book = [
      known("recall/age:young", 0.7),
      known("recall/age:old", 0.9),
      known("count/age:old", 40),
      known("recall/sex:f", 0.1),
      known("recall", 0.2),
      known("recall/age:", 0.3),
      known("recall/age:middle", 0.4, older),
    ];
    expect(groupsOf(book)).toEqual([
      ["old", 0.9, 40],
      ["young", 0.7, null],
    ]);
    expect(groupsOf(book, { attribute: "income" })).toBeNull();
  });

  it("are of one data set, and of whom the gate asks for", () => {
    const other = { name: "other", digest: "2", schemaDigest: null, rows: null, sha256: null };
    const book = [
      known("recall/age:a", 0.1, { dataset: other }),
      known("recall/age:b", 0.2, older),
      known("recall/age:c", 0.3, { byContributor: false, at: "2026-11-30T02:00:00Z", runId: "run_2" }),
    ];
    expect(groupsOf(book, { dataset: { name: "recent", digest: null } })).toEqual([["b", 0.2, null]]);
    expect(groupsOf(book)).toEqual([["a", 0.1, null]]);
    expect(groupsOf(book, { evaluator: { teamId: "team_1", independent: true } })).toBeNull();
  });
});
