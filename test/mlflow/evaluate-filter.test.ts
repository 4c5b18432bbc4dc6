import { describe, expect, it } from "vitest";
import type { Test } from "../../src/db/filter.js";
import { evaluate, type Searched } from "../support/evaluate-filter.js";

const thing: Searched = {
  attributes: { status: "RUNNING", start_time: 9_007_199_254_740_993n, end_time: null },
  metrics: { acc: 0.5, lost: Number.NaN, huge: Number.POSITIVE_INFINITY },
  params: { lr: "0.1", word: "Straße" },
  tags: { team: "Risk", path: "A\\_0", face: "a😀b" },
  datasets: [
    { name: "train", digest: "d1", context: "training" },
    { name: "eval", digest: "d2" },
  ],
};

const passes = (kind: Test["kind"], key: string, operator: Test["operator"], value: Test["value"]): boolean =>
  evaluate({ test: { kind, key, operator, value } }, thing);

describe("the evaluator", () => {
  it.each<[Test["kind"], string, Test["operator"], Test["value"], boolean]>([
    ["attribute", "status", "=", "RUNNING", true],
    ["attribute", "start_time", "=", 9_007_199_254_740_992, false],
    ["attribute", "start_time", ">", 9_007_199_254_740_992, true],
    ["attribute", "start_time", "=", 9_007_199_254_740_993n, true],
    ["attribute", "end_time", "!=", 1, false],
    ["metric", "acc", ">=", 0.5, true],
    ["metric", "acc", "<", 0.5, false],
    ["metric", "huge", ">", 1e300, true],
    ["metric", "missing", "!=", 1, false],
    ["param", "lr", "IN", ["0.1", "0.2"], true],
    ["param", "lr", "NOT IN", ["0.1"], false],
    ["param", "missing", "NOT IN", ["0.1"], false],
    ["param", "missing", "IS NULL", null, true],
    ["param", "toString", "IS NULL", null, true],
    ["param", "lr", "IS NOT NULL", null, true],
    ["tag", "team", "LIKE", "r%", false],
    ["tag", "team", "ILIKE", "r%", true],
    ["tag", "team", "LIKE", "Ris", false],
    ["tag", "team", "LIKE", "%i_k%", true],
    ["tag", "team", "LIKE", "%%", true],
    ["tag", "team", "LIKE", "", false],
    ["tag", "path", "LIKE", "A\\_0", true],
    ["tag", "path", "LIKE", "A_0", false],
    ["tag", "face", "LIKE", "a_b", true],
    ["dataset", "digest", "=", "d2", true],
    ["dataset", "digest", "!=", "d1", true],
    ["dataset", "context", "!=", "training", false],
  ])("%s %s %s %s: %s", (kind, key, operator, value, expected) => {
    expect(passes(kind, key, operator, value)).toBe(expected);
  });

  it("lets NaN pass != alone", () => {
    const operators = ["=", "!=", ">", ">=", "<", "<="] as const;
    expect(operators.filter((operator) => passes("metric", "lost", operator, 1))).toEqual(["!="]);
  });

  it("takes NOT for the plain opposite, and empty lists for all and none", () => {
    const test: Test = { kind: "param", key: "missing", operator: "=", value: "x" };
    expect(evaluate({ not: { test } }, thing)).toBe(true);
    expect(evaluate({ and: [] }, thing)).toBe(true);
    expect(evaluate({ or: [] }, thing)).toBe(false);
  });
});
