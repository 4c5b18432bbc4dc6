import { describe, expect, it } from "vitest";
import { FilterRefused } from "../../web/experiment/filter-refused.js";
import { isMlflow, readMlflow } from "../../web/experiment/mlflow-filter.js";

const refusal = (text: string): { at: number; why: string } | undefined => {
  try {
    readMlflow(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof FilterRefused)) throw error;
    return { at: error.at, why: error.message };
  }
};

describe("MLflow's filter of runs", () => {
  it.each([
    ["metrics.auc > 0.9", { metrics: [{ key: "auc", operator: "GREATER", value: 0.9 }] }],
    ["metric.loss<=-1e-3", { metrics: [{ key: "loss", operator: "LESS_OR_EQUAL", value: -0.001 }] }],
    ["params.lr = '0.1'", { params: [{ key: "lr", operator: "EQUAL", value: "0.1" }] }],
    ["tags.x like '%a%'", { tags: [{ key: "x", operator: "LIKE", value: "%a%" }] }],
    ['tags.mlflow.user != "ana"', { tags: [{ key: "mlflow.user", operator: "NOT_EQUAL", value: "ana" }] }],
    ["metrics.`val loss` = 1", { metrics: [{ key: "val loss", operator: "EQUAL", value: 1 }] }],
    ['params."a b" ILIKE "O\'Neil"', { params: [{ key: "a b", operator: "ILIKE", value: "O'Neil" }] }],
    ["tags.team IN ('a', 'b',)", { tags: [{ key: "team", operator: "IN", values: ["a", "b"] }] }],
    ["tags.team not in ('a')", { tags: [{ key: "team", operator: "NOT_IN", values: ["a"] }] }],
    ["params.lr IS NULL", { params: [{ key: "lr", operator: "MISSING" }] }],
    ["params.lr is not null", { params: [{ key: "lr", operator: "EXISTS" }] }],
    ["attributes.status = 'FINISHED'", { status: ["FINISHED"] }],
    ["status != 'failed'", { not: { status: ["FAILED"] } }],
    ["status in ('RUNNING', 'KILLED')", { status: ["RUNNING", "KILLED"] }],
    ["run_name LIKE 'night%'", { name: { operator: "LIKE", value: "night%" } }],
    ["attr.user_id = 'ana'", { user: { operator: "EQUAL", value: "ana" } }],
    ["dataset.digest = '9f2c'", { datasets: [{ field: "DIGEST", operator: "EQUAL", value: "9f2c" }] }],
    ["start_time >= 0", { startTime: { from: "1970-01-01T00:00:00.000Z" } }],
    ["created > 0", { startTime: { from: "1970-01-01T00:00:00.001Z" } }],
    ["end_time <= 0", { endTime: { to: "1970-01-01T00:00:00.001Z" } }],
    ["NOT metrics.a > 1", { not: { metrics: [{ key: "a", operator: "GREATER", value: 1 }] } }],
    [
      "metrics.a > 1 or metrics.b > 2 and status = 'FAILED'",
      {
        or: [
          { metrics: [{ key: "a", operator: "GREATER", value: 1 }] },
          { and: [{ metrics: [{ key: "b", operator: "GREATER", value: 2 }] }, { status: ["FAILED"] }] },
        ],
      },
    ],
  ])("%j", (text, condition) => {
    expect(isMlflow(text)).toBe(true);
    expect(readMlflow(text).condition).toEqual(condition);
    expect(readMlflow(text).text).toBe(text);
  });

  it.each([
    ["params.lr = 0.1 and status = FINISHED", "params.lr = '0.1' and status = 'FINISHED'"],
    ["tags.day IN (2026-11-30, x)", "tags.day IN ('2026-11-30', 'x')"],
    ["metrics.val/loss < 1", "metrics.`val/loss` < 1"],
    ["params.val-x = 1", "params.`val-x` = '1'"],
  ])("puts the quotes that %j lacks", (typed, put) => {
    expect(readMlflow(typed).text).toBe(put);
    expect(readMlflow(put)).toEqual({ ...readMlflow(typed), text: put, clauses: expect.anything() });
  });

  it.each([
    ["metrics.auc", 11, "An operator was expected"],
    ["metrics.auc > ", 14, "A value was expected"],
    ["metrics.auc > 'x'", 14, "A number was expected here, without quotes."],
    ["metrics.auc like '%'", 12, "compared by =, !=, >, >=, <, <="],
    ["metrics.auc > 0.9 and", 21, "A comparison is missing"],
    ["metrics.auc > 0.9 tags.x = 'a'", 18, "AND, OR or the end"],
    ["params.lr = 'open", 12, "not closed"],
    ["(metrics.a > 1", 0, "parenthesis"],
    ["tags.a in 'x'", 10, "A list was expected"],
    ["tags.a in ('x' 'y')", 15, "comma"],
    ["metrics.a = 1 and status = 'DONE'", 27, "A status is one of RUNNING"],
    ["status like 'F%'", 7, "compared by =, !=, IN, NOT IN"],
    ["run_name is null", 9, "compared by"],
    ["attributes.run_id = 'x'", 0, "not narrowed by “run_id”"],
    ["metrics.a = 1 and speed = 3", 18, "not narrowed by “speed”"],
    ["dataset.colour = 'x'", 0, "a name, a digest and a context"],
    ["start_time > 1.5", 13, "whole milliseconds"],
    ["metrics. > 1", 0, "metrics.KEY"],
    ["params.a is nothing", 12, "NULL was expected"],
  ])("%j is refused at its place", (text, at, why) => {
    expect(refusal(text)).toEqual({ at, why: expect.stringContaining(why) });
  });

  it("stands beside the console's own grammar, whose texts stay what they were", () => {
    for (const own of [
      "night",
      "metric:auc>0.9",
      "status:finished user:ana",
      "order by metrics",
      "not good",
      "tag:a.b=c",
    ])
      expect([own, isMlflow(own)]).toEqual([own, false]);
    expect(readMlflow("metrics.a > 1 and (tags.x = y or status = FAILED)").clauses).toEqual([
      "metrics.a > 1",
      "(tags.x = y or status = FAILED)",
    ]);
  });

  it("ends in linear time on whatever is typed", () => {
    for (const text of [
      `metrics.a${"(".repeat(5_000)}`,
      `metrics.a = ${"'".repeat(9_999)}`,
      `tags.${"a.".repeat(9_999)}`,
    ])
      expect(refusal(text)).toBeDefined();
  });
});
