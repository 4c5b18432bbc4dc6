import { expect, it } from "vitest";
import { differs, parseSource, type Source, sourceMismatch } from "../../src/registry/frozen/source-rules.js";
import { registryLimits } from "../../src/registry/registry-limits.js";

const hex = "0123456789abcdef0123456789abcdef";
const elsewhere: Source = { kind: "elsewhere" };
const run = (of: string, path: string, experiment: string | null = null): Source => ({
  kind: "run",
  run: of,
  experiment,
  path,
});
const logged = (path: string): Source => ({ kind: "loggedModel", model: hex, path });

it.each<[string, Source]>([
  [`runs:/${hex}/model`, run(hex, "model")],
  [`RUNS:/${hex}/a//b/`, run(hex, "a/b")],
  [`runs:/${hex}`, run(hex, "")],
  [`models:/m-${hex}`, logged("")],
  [`models:/m-${hex}/a/b`, logged("a/b")],
  ["models:/churn/3", { kind: "models", uri: "models:/churn/3" }],
  ["models:/churn@champion", { kind: "models", uri: "models:/churn@champion" }],
  [`models:/m-${hex}0`, { kind: "models", uri: `models:/m-${hex}0` }],
  [`models:/xm-${hex}`, { kind: "models", uri: `models:/xm-${hex}` }],
  ["mlflow-artifacts:/versions/mv_1/artifacts/a/b", { kind: "version", modelVersionId: "mv_1", path: "a/b" }],
  ["mlflow-artifacts:/versions/mv_1/artifacts", { kind: "version", modelVersionId: "mv_1", path: "" }],
  ["mlflow-artifacts:/versions/mv_1/else", elsewhere],
  ["mlflow-artifacts:/others/mv_1/artifacts", elsewhere],
  [`mlflow-artifacts:/12/${hex}/artifacts/a/b`, run(hex, "a/b", "12")],
  [`mlflow-artifacts:/12/${hex}/artifacts`, run(hex, "", "12")],
  [`mlflow-artifacts:/12/${hex}/else/a`, elsewhere],
  [`mlflow-artifacts:/12/${hex.toUpperCase()}/artifacts`, elsewhere],
  [`mlflow-artifacts:/12/${hex}0/artifacts`, elsewhere],
  [`mlflow-artifacts:/12/0${hex}/artifacts`, elsewhere],
  [`mlflow-artifacts:/x12/${hex}/artifacts`, elsewhere],
  [`mlflow-artifacts:/12x/${hex}/artifacts`, elsewhere],
  [`mlflow-artifacts:/${"1".repeat(20)}/${hex}/artifacts`, elsewhere],
  [`mlflow-artifacts:/12/models/m-${hex}/artifacts/a`, logged("a")],
  [`mlflow-artifacts:/12/models/m-${hex}/artifacts`, logged("")],
  [`mlflow-artifacts:/12/models/m-${hex}/else/a`, elsewhere],
  [`mlflow-artifacts:/12/others/m-${hex}/artifacts/a`, elsewhere],
  [`mlflow-artifacts:/12/models/${hex}/artifacts/a`, elsewhere],
  ["mlflow-artifacts:/", elsewhere],
  ["mlflow-artifacts://host/12/x", elsewhere],
  ["s3://bucket/key", elsewhere],
  ["S3A://bucket", elsewhere],
  ["https://host/path", elsewhere],
  ["dbfs:/path", elsewhere],
  ["HDFS:/path", elsewhere],
  ["hdfs://host/path", elsewhere],
  [`s3://bucket/${"x".repeat(registryLimits.source - 12)}`, elsewhere],
])("%s", (source, expected) => expect(parseSource(source)).toEqual(expected));

it.each([
  "",
  "plain",
  "/etc/passwd",
  "./here",
  "file:///etc/passwd",
  "file:/etc/passwd",
  "s3:/bucket/key",
  "s3:///key",
  "s3:bucket",
  "xs3://bucket",
  "dbfs://",
  "dbfs:path",
  "dbfs:/",
  "xdbfs:/path",
  "s3://user@host/key",
  "s3://bucket/a b",
  "s3://bucket/../key",
  "s3://bucket/%2e%2e/key",
  "s3://bucket/key?x=1",
  "s3://bucket/key#x",
  `runs:/${hex}/../other`,
  `runs://${hex}/model`,
  `runs:${hex}/model`,
  "runs:/",
  "models:/",
  "models://churn/3",
  "models:churn/3",
  "9s3://bucket/key",
  `s3://bucket/${"x".repeat(registryLimits.source)}`,
])("%s is refused", (source) => {
  expect(() => parseSource(source)).toThrow(
    expect.objectContaining({
      code: "INVALID_INPUT",
      path: ["input", "source"],
      message: `Invalid model version source: name artifacts of this service (runs:/<run id>/<path>, models:/m-<id>, models:/<name>/<version>, mlflow-artifacts:/…) or a store by its URI (s3, gs, abfss, wasbs…), without local paths, dot segments, queries or fragments, and no white space in a store's URI, at most ${registryLimits.source.toLocaleString("en-US")} characters.`,
    }),
  );
});

it.each<[string | null, string | null, boolean]>([
  [null, "a", false],
  ["", "a", false],
  ["a", "a", false],
  ["a", "b", true],
  ["a", null, true],
])("%j beside %j says another thing: %s", (given, named, other) => expect(differs(given, named)).toBe(other));

it.each([
  ["run_id", "runId"],
  ["model_id", "loggedModelId"],
] as const)("a source of another %s is refused by that field", (field, path) => {
  const { code, message, path: where } = sourceMismatch(field);
  expect({ code, where }).toEqual({ code: "SOURCE_MISMATCH", where: ["input", path] });
  expect(message).toBe(
    `Invalid model version source: the ${field} request parameter must identify the resource that contains the source; it names another one.`,
  );
});
