import { expect, it } from "vitest";
import { linksOf, linksVersions, targetOfUri } from "../../src/tracking/evaluations/evaluation-link-rules.js";

const tables: [uri: string, target: string | undefined][] = [
  ["models:/churn/7", "churn/7"],
  ["models:/churn/007", "churn/7"],
  ["models:/churn/Production", "churn/production"],
  ["models:/churn/production", "churn/production"],
  ["models:/churn@champion", "churn@champion"],
  ["models:/churn@Champion", "churn@Champion"],
  ["models:/a@b/7", "a@b/7"],
  ["models:/a@b@champion", "a@b@champion"],
  [" models:/churn/7 ", "churn/7"],
  ["models:/cafe\u0301/7", "caf\u00e9/7"],
  ["models:/churn", undefined],
  ["models:/churn/", undefined],
  ["models:/churn/7/8", undefined],
  ["models:/churn@", undefined],
  ["models:/@champion", undefined],
  ["runs:/0123/model", undefined],
  ["churn/7", undefined],
  ["", undefined],
  ["models:/a\u0000b/7", undefined],
  ["models:/\ud800/7", undefined],
  [`models:/${"x".repeat(400)}/7`, undefined],
];

it.each(tables)("reads %j as %j", (uri, target) => {
  expect(targetOfUri(uri)).toBe(target);
});

const item = { name: "recent", hash: "h", model: "0123456789abcdef0123456789abcdef" };
const link = { key: "mlflow.datasets", source: "RUN_DATASETS", target: item.model, dataset: "recent" };
const values: [what: string, value: string, links: object[]][] = [
  ["what mlflow.evaluate writes", JSON.stringify([item]), [link]],
  [
    "a model's id of MLflow 3",
    JSON.stringify([{ ...item, model: `m-${item.model}` }]),
    [{ ...link, target: `m-${item.model}` }],
  ],
  ["an item twice", JSON.stringify([item, { ...item, hash: "other" }]), [link]],
  ["two data sets", JSON.stringify([item, { ...item, name: "old" }]), [link, { ...link, dataset: "old" }]],
  ["an item without a model", JSON.stringify([{ ...item, model: null }, item]), [link]],
  ["an item without a name", JSON.stringify([{ ...item, name: "" }]), []],
  ["a name that no column holds", JSON.stringify([{ ...item, name: "a\u0000b" }]), []],
  ["a model that is none", JSON.stringify([{ ...item, model: "a/b" }]), []],
  ["a value that was cut off", JSON.stringify([item]).slice(0, 40), []],
  ["an object", JSON.stringify(item), []],
  ["numbers and nulls", '[1, null, [], "x"]', []],
  ["nothing", "", []],
];

it.each(values)("finds in mlflow.datasets, given %s, what was evaluated", (_, value, links) => {
  expect(linksOf([{ key: "mlflow.datasets", value }])).toEqual(links);
});

it("keeps a hundred items of one tag", () => {
  const items = Array.from({ length: 200 }, (_, index) => ({ ...item, name: `d${index}` }));
  expect(linksOf([{ key: "mlflow.datasets", value: JSON.stringify(items) }])).toHaveLength(100);
});

it("reads a version from countersign.evaluates and nothing from other tags", () => {
  expect(linksOf([{ key: "countersign.evaluates", value: "models:/churn/7" }])).toEqual([
    { key: "countersign.evaluates", source: "RUN_TAG", target: "churn/7", dataset: "" },
  ]);
  expect(linksOf([{ key: "evaluates", value: "models:/churn/7" }])).toEqual([]);
  expect(["mlflow.datasets", "countersign.evaluates", "mlflow.runName"].map(linksVersions)).toEqual([
    true,
    true,
    false,
  ]);
});
