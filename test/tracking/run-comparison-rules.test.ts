import { describe, expect, it } from "vitest";
import { sideBySide, withBest } from "../../src/tracking/compare/run-comparison-rules.js";
import { directionOf } from "../../src/tracking/metrics/metric-direction-rules.js";

describe("a metric's name", () => {
  it.each([
    ["loss", "LOWER_IS_BETTER"],
    ["val_loss", "LOWER_IS_BETTER"],
    ["trainLoss", "LOWER_IS_BETTER"],
    ["validation_0-logloss", "LOWER_IS_BETTER"],
    ["mean_squared_error", "LOWER_IS_BETTER"],
    ["brier_score_loss", "LOWER_IS_BETTER"],
    ["neg_mean_squared_error", "HIGHER_IS_BETTER"],
    ["neg_log_likelihood", "LOWER_IS_BETTER"],
    ["RMSE", "LOWER_IS_BETTER"],
    ["accuracy", "HIGHER_IS_BETTER"],
    ["valAccuracy", "HIGHER_IS_BETTER"],
    ["test/f1 score", "HIGHER_IS_BETTER"],
    ["training_roc_auc", "HIGHER_IS_BETTER"],
    ["r2_score", "HIGHER_IS_BETTER"],
    ["best_cv_score", "HIGHER_IS_BETTER"],
    ["epoch", null],
    ["learning_rate", null],
    ["glossary", null],
    ["n_rows", null],
    ["", null],
  ])("%s says %s", (name, direction) => {
    expect(directionOf(name)).toBe(direction);
  });
});

describe("the best value", () => {
  const best = (values: (number | null)[], given?: "HIGHER_IS_BETTER" | "LOWER_IS_BETTER", key = "auc") =>
    withBest({ key, values, differs: true }, given).isBest;
  it("is marked at every run that has it; NaN is none", () => {
    expect(best([0.1, 0.9, null, 0.9, Number.NaN])).toEqual([false, true, false, true, false]);
    expect(best([0.1, 0.9, Number.NEGATIVE_INFINITY], "LOWER_IS_BETTER")).toEqual([false, false, true]);
  });
  it("is not marked where there is nothing to compare, or no direction", () => {
    expect(best([0.9, null])).toEqual([false, false]);
    expect(best([0.9, Number.NaN])).toEqual([false, false]);
    expect(best([1, 2], undefined, "n_rows")).toEqual([false, false]);
  });
});

it("lists stand side by side by key, and differ where one has what another has not", () => {
  const a = [
    { key: "b", value: "1" },
    { key: "a", value: "1" },
  ];
  expect(sideBySide([a, [{ key: "b", value: "1" }]])).toEqual([
    { key: "a", values: ["1", null], differs: true },
    { key: "b", values: ["1", "1"], differs: false },
  ]);
  expect(sideBySide([[{ key: "m", value: Number.NaN }], [{ key: "m", value: Number.NaN }]])[0]?.differs).toBe(false);
  expect(sideBySide([])).toEqual([]);
});
