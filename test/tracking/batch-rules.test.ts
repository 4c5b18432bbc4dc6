import { describe, expect, it } from "vitest";
import { checkBatchSize, checkKey, checkMetric, type LoggedMetric } from "../../src/tracking/metrics/batch-rules.js";
import { trackingLimits as limits } from "../../src/tracking/tracking-limits.js";

const told = (act: () => unknown): string => {
  try {
    act();
    return "good";
  } catch (error) {
    const { code, message, path } = error as { code: string; message: string; path: string[] };
    return `${code} ${path.join(".")}: ${message}`;
  }
};
const metric = (more: Partial<LoggedMetric>): LoggedMetric => ({
  key: "auc",
  value: 1,
  timestamp: 1n,
  step: 0n,
  ...more,
});
const both = "Both dataset_name and dataset_digest must be provided if one is provided.";

describe("a metric", () => {
  it.each<[string, Partial<LoggedMetric>, string]>([
    ["as clients log it", {}, "good"],
    ["of the first instant", { timestamp: 0n }, "good"],
    ["of the last", { timestamp: 2n ** 63n - 1n }, "good"],
    ["before", { timestamp: -1n }, "timestamp' supplied: a non-negative 64-bit integer."],
    ["after", { timestamp: 2n ** 63n }, "timestamp' supplied: a non-negative 64-bit integer."],
    ["of the least step", { step: -(2n ** 63n) }, "good"],
    ["of the greatest step", { step: 2n ** 63n - 1n }, "good"],
    ["of a step too small", { step: -(2n ** 63n) - 1n }, "step' supplied: a 64-bit integer."],
    ["of a step too great", { step: 2n ** 63n }, "step' supplied: a 64-bit integer."],
    ["of a bad key", { key: "a\u0000" }, "key' supplied: "],
    ["of a data set", { datasetName: "d", datasetDigest: "1" }, "good"],
    ["of none", { datasetName: "", datasetDigest: "" }, "good"],
    ["of a data set without a digest", { datasetName: "d" }, `dataset_digest' supplied: ${both}`],
    [
      "of a data set with an empty digest",
      { datasetName: "d", datasetDigest: "" },
      `dataset_digest' supplied: ${both}`,
    ],
    ["of a data set without a name", { datasetDigest: "1" }, `dataset_name' supplied: ${both}`],
    [
      "of a long name",
      { datasetName: "d".repeat(limits.datasetName + 1), datasetDigest: "1" },
      "dataset_name' supplied: ",
    ],
    [
      "of a long digest",
      { datasetName: "d", datasetDigest: "1".repeat(limits.datasetDigest + 1) },
      "dataset_digest' supplied: ",
    ],
  ])("%s", (_, more, answer) => {
    const alone = told(() => checkMetric(metric(more)));
    expect(alone).toContain(answer === "good" ? "good" : `Invalid value for parameter '${answer}`);
    if (answer === "good") return;
    const field = answer.split("'")[0];
    expect(alone).toContain(`INVALID_INPUT input.${field}: `);
    expect(told(() => checkMetric(metric(more), "metrics[3]."))).toContain(`input.metrics[3].${field}: `);
  });

  it("of a logged model has room for so many bytes in its key and data set", () => {
    const wide = metric({ key: "é".repeat(249), datasetName: "𝒳".repeat(500), datasetDigest: "12" });
    const [fits, over] = [wide, { ...wide, datasetDigest: "123" }].map((each) => ({ ...each, modelId: "m-1" }));
    const answer = told(() => checkMetric(over as LoggedMetric, "metrics[0]."));
    expect(told(() => checkMetric(fits as LoggedMetric))).toBe("good");
    expect(answer).toBe(
      "INVALID_INPUT input.metrics[0].dataset_name: Invalid value for parameter 'metrics[0].dataset_name' supplied: with key and dataset_digest it takes 2,501 bytes in UTF-8; for a logged model's metric these three have at most 2,500 together.",
    );
    expect(told(() => checkMetric({ ...(over as LoggedMetric), modelId: undefined }))).toBe("good");
    expect(told(() => checkMetric(metric({ modelId: "m-1" })))).toBe("good");
  });
});

it("a key that was found good once is good again, a bad one never", () => {
  for (const _ of [1, 2]) {
    expect(told(() => checkKey("loss", "key"))).toBe("good");
    expect(told(() => checkKey("", "params[0].key"))).toContain("INVALID_INPUT input.params[0].key: ");
  }
});

it.each<[string, [number, number, number], string]>([
  ["the most of each", [limits.batchMetrics - 200, 100, 100], "good"],
  [
    "too many metrics",
    [limits.batchMetrics + 1, 0, 0],
    `at most ${limits.batchMetrics} metrics. Got ${limits.batchMetrics + 1} metrics. Please split up metrics across`,
  ],
  ["too many params", [0, limits.batchParams + 1, 0], `at most ${limits.batchParams} params. Got`],
  ["the most params", [0, limits.batchParams, 0], "good"],
  ["too many tags", [0, 0, limits.batchTags + 1], `at most ${limits.batchTags} tags. Got`],
  ["the most tags", [0, 0, limits.batchTags], "good"],
  [
    "too many in all",
    [limits.batch, 0, 1],
    `at most ${limits.batch} metrics, params, and tags. Got ${limits.batch + 1} metrics`,
  ],
  ["too many in all, by params", [limits.batch, 1, 0], `at most ${limits.batch} metrics, params, and tags.`],
  ["the most in all", [limits.batch, 0, 0], "good"],
])("a batch of %s", (_, sizes, answer) => expect(told(() => checkBatchSize(...sizes))).toContain(answer));
