import { expect, it } from "vitest";
import { isModelFile, modelUuidIn } from "../../src/artifacts/model-file-rules.js";

const uuid = "0123456789abcdef0123456789abcdef";
const files: [what: string, text: string, found: string | null][] = [
  ["what MLflow 2 writes", `flavors:\n  sklearn: {}\nmlflow_version: 2.22.5\nmodel_uuid: ${uuid}\nrun_id: x\n`, uuid],
  ["what MLflow 3 writes", `model_id: m-${uuid}\nmodel_uuid: m-${uuid}\n`, `m-${uuid}`],
  ["quotes", `model_uuid: '${uuid}'\n`, uuid],
  ["Windows' line ends", `a: 1\r\nmodel_uuid: ${uuid}\r\n`, uuid],
  ["the key of something else", `metadata:\n  model_uuid: ${uuid}\n`, null],
  ["a longer key", `my_model_uuid: ${uuid}\n`, null],
  ["no value", "model_uuid:\nrun_id: x\n", null],
  ["null", "model_uuid: null\n", null],
  ["a value of other signs", "model_uuid: a b\n", null],
  ["an empty file", "", null],
];

it.each(files)("reads the model_uuid of an MLmodel with %s", (_, text, found) => {
  expect(modelUuidIn(text)).toBe(found);
});

it("knows an MLmodel by its name", () => {
  expect(["MLmodel", "model/MLmodel", "model/MLmodel.txt", "model/notMLmodel"].map(isModelFile)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

it("reads a megabyte of anything in one pass", () => {
  expect(modelUuidIn(`${" ".repeat(500_000)}\n${"model_uuid: ".repeat(40_000)}`)).toBeNull();
});
