import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OrderKey } from "../../src/db/filter.js";
import { DomainError } from "../../src/errors.js";
import {
  experimentGrammar,
  modelVersionGrammar,
  registeredModelGrammar,
  runGrammar,
  type SearchGrammar,
} from "../../src/mlflow/search/grammars.js";
import { parseLoggedModelOrder, parseOrder } from "../../src/mlflow/search/parse-order.js";

const refusalOf = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error).toMatchObject({ code: "INVALID_INPUT", path: ["order_by"] });
    return error.message;
  }
  throw new Error("It was read.");
};

const attribute = (key: string, ascending: boolean): OrderKey => ({ kind: "attribute", key, ascending });

describe("an order", () => {
  it.each<[string, SearchGrammar, string, OrderKey]>([
    ["runs", runGrammar, "metrics.a", { kind: "metric", key: "a", ascending: true }],
    ["runs", runGrammar, "metric.`a b` DESC", { kind: "metric", key: "a b", ascending: false }],
    ["runs", runGrammar, 'params."x.y" asc ', { kind: "param", key: "x.y", ascending: true }],
    ["runs", runGrammar, "tags.mlflow.runName Desc", { kind: "tag", key: "mlflow.runName", ascending: false }],
    ["runs", runGrammar, "start_time DESC", attribute("start_time", false)],
    ["runs", runGrammar, "attributes.created", attribute("start_time", true)],
    ["runs", runGrammar, "Created", attribute("start_time", true)],
    ["runs", runGrammar, "run.run_name", attribute("run_name", true)],
    ["experiments", experimentGrammar, "name", attribute("name", true)],
    ["experiments", experimentGrammar, "attribute.last_update_time DESC", attribute("last_update_time", false)],
    ["experiments", experimentGrammar, "experiment_id", attribute("experiment_id", true)],
    ["models", registeredModelGrammar, "name DESC", attribute("name", false)],
    ["models", registeredModelGrammar, "timestamp", attribute("last_updated_timestamp", true)],
    ["models", registeredModelGrammar, "last_updated_timestamp", attribute("last_updated_timestamp", true)],
    ["versions", modelVersionGrammar, "version_number DESC", attribute("version_number", false)],
    ["versions", modelVersionGrammar, "`creation_timestamp`", attribute("creation_timestamp", true)],
  ])("of %s is read", (_, grammar, text, expected) => {
    expect(parseOrder([text], grammar)).toEqual([expected]);
  });

  it.each<[string, SearchGrammar, string]>([
    ["`Run name`", runGrammar, "Invalid attribute key 'Run name'"],
    ["Run name", runGrammar, "Invalid ordering key in order_by clause"],
    ["experiment_id", runGrammar, "Invalid attribute key"],
    ["dataset.name", runGrammar, "Invalid order_by entity: dataset"],
    ["metrics.a, metrics.b", runGrammar, "Invalid order_by clause 'metrics.a, metrics.b'. Could not be parsed"],
    ["metrics.a DESC DESC", runGrammar, "Could not be parsed"],
    ["metrics.a > 1", runGrammar, "Could not be parsed"],
    ["params.a-b", runGrammar, "Could not be parsed"],
    ["", runGrammar, "Could not be parsed"],
    ["1", runGrammar, "Could not be parsed"],
    ["metrics.a;", runGrammar, "Could not be parsed"],
    [
      "start_time FOO",
      runGrammar,
      "Invalid ordering key in order_by clause 'start_time FOO': a key is followed by ASC or DESC",
    ],
    ["foo.a", runGrammar, "Invalid entity type 'foo'"],
    ["`a\0`", runGrammar, "NUL"],
    [`metrics.${"a".repeat(2_000)}`, runGrammar, "at most 2000 characters"],
    ["tags.a", experimentGrammar, "Invalid order_by entity: tag"],
    ["attributes.name", experimentGrammar, "Invalid entity type"],
    ["creation_timestamp", registeredModelGrammar, "Invalid order by key 'creation_timestamp'"],
    ["run_id", modelVersionGrammar, "Invalid attribute key"],
    ["timestamp", modelVersionGrammar, "Invalid attribute key"],
  ])("%s is refused", (text, grammar, fragment) => {
    expect(refusalOf(() => parseOrder([text], grammar))).toContain(fragment);
  });

  it("has a key once, by whatever name, and at most 20 keys", () => {
    expect(refusalOf(() => parseOrder(["start_time", "attribute.created DESC"], runGrammar))).toContain("duplicate");
    expect(refusalOf(() => parseOrder(["name", "name DESC"], experimentGrammar))).toContain("duplicate fields");
    expect(parseOrder(["params.a", "tags.a"], runGrammar)).toHaveLength(2);
    const many = Array.from({ length: 21 }, (_, index) => `metrics.m${index}`);
    expect(parseOrder(many.slice(1), runGrammar)).toHaveLength(20);
    expect(refusalOf(() => parseOrder(many, runGrammar))).toContain("at most 20 keys");
    expect(parseOrder(null, runGrammar)).toEqual([]);
  });

  it("throws nothing but refusals, whatever it is given", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" }), { maxLength: 3 }), (clauses) => {
        try {
          parseOrder(clauses, runGrammar);
          parseLoggedModelOrder(clauses.map((field_name) => ({ field_name, dataset_name: field_name })));
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("an order of logged models", () => {
  it("is read from objects", () => {
    expect(
      parseLoggedModelOrder([
        { field_name: "creation_time", ascending: false },
        { field_name: "metrics.val acc.x", dataset_name: "d", dataset_digest: "1" },
        { field_name: "metrics.val acc.x", dataset_name: "", ascending: null },
        { field_name: "name", dataset_name: "d" },
      ]),
    ).toEqual([
      { ...attribute("creation_timestamp", false), datasetName: null, datasetDigest: null },
      { kind: "metric", key: "val acc.x", ascending: true, datasetName: "d", datasetDigest: "1" },
      { kind: "metric", key: "val acc.x", ascending: true, datasetName: null, datasetDigest: null },
      { ...attribute("name", true), datasetName: null, datasetDigest: null },
    ]);
  });

  it.each([
    [[{ field_name: "foo" }], "Invalid order by field name 'foo'"],
    [[{}], "Invalid order by field name"],
    [[{ field_name: "params.a" }], "Only metrics are supported"],
    [[{ field_name: "metrics." }], "Only metrics are supported"],
    [[{ field_name: "creation_time" }, { field_name: "creation_timestamp" }], "duplicate fields"],
    [[{ field_name: "metrics.a" }, { field_name: "metrics.`a`", ascending: false }], "duplicate fields"],
  ])("%j is refused", (given, fragment) => {
    expect(refusalOf(() => parseLoggedModelOrder(given))).toContain(fragment);
  });
});
