import { compareText, type Test } from "../../db/filter.js";
import { compareKept, compareMetric } from "../../db/kept-values.js";
import type { Range } from "../../db/ranges.js";
import type { Values } from "../../db/sql.js";
import { RUN_NAME } from "../run-names.js";

/** What conditions are compiled against: the experiments searched, the numbers of keys, the values of the statement. */
export interface Scope {
  /** SQL that tells whether a column is one of the experiments: `= $1` or `= any($1)`. */
  readonly inExperiments: string;
  readonly numbers: ReadonlyMap<string, number>;
  readonly values: Values;
}

/** Hexadecimal digits of run r. */
const runHex = "encode(uuid_send(r.uuid), 'hex')";

/** Where the artifacts of run r are, of experiment e. */
export const runArtifactUri = `coalesce(e.artifact_location, 'mlflow-artifacts:/' || e.number) || '/' || ${runHex} || '/artifacts'`;

const tables = { metric: "latest_metric", param: "run_param", tag: "run_tag" } as const;
type Kept = keyof typeof tables;

/** A test on what a run keeps by keys. */
interface KeptTest extends Test {
  readonly kind: Kept;
  /** Of the run's name: whether the tag is meant, which may be deleted while the name stays. */
  readonly asTag?: boolean;
}

/** Tests that go by a key of the run, the run's name among them. */
const keptTest = (test: Test): KeptTest | undefined => {
  if (test.kind === "attribute" && test.key === "run_name") return { ...test, kind: "tag", key: RUN_NAME };
  if (test.kind === "tag") return { ...test, kind: "tag", asTag: test.key === RUN_NAME };
  return test.kind === "metric" || test.kind === "param" ? { ...test, kind: test.kind } : undefined;
};

/** What the test says of the row `k` of its table. */
const keptConditions = (test: KeptTest, { values, numbers }: Pick<Scope, "numbers" | "values">): string[] => {
  const conditions = [
    `k.key = ${values.add(numbers.get(test.key) ?? -1)}`,
    ...(test.asTag === true ? ["k.shown"] : []),
  ];
  if (test.operator === "IS NOT NULL" || test.operator === "IS NULL") return conditions;
  return [
    ...conditions,
    ...(test.kind === "metric" ? compareMetric(test, "k", values) : compareKept(test, "k", values)),
  ];
};

/** The index range that holds the runs of these experiments that pass the test; undefined where none does. */
export const rangeOf = (
  test: Test,
  experiments: readonly bigint[],
  numbers: ReadonlyMap<string, number>,
): Range | undefined => {
  const kept = keptTest(test);
  if (kept === undefined || test.operator === "IS NULL") return undefined;
  return (values) => {
    const inExperiments =
      experiments.length === 1
        ? `= ${values.add(experiments[0])}::bigint`
        : `= any(${values.add(experiments)}::bigint[])`;
    const conditions = [`k.experiment ${inExperiments}`, ...keptConditions(kept, { numbers, values })];
    return `select k.run as id from ${tables[kept.kind]} k where ${conditions.join(" and ")}`;
  };
};

/** One test on run r (and its experiment e): an expression that is never null. */
export const testRun = (test: Test, scope: Scope): string => {
  const kept = keptTest(test);
  if (kept !== undefined) {
    // `offset 0`: asked of one run after the other by the row's own key, whatever the planner believes.
    const found = `exists (select from ${tables[kept.kind]} k where k.run = r.uuid and ${keptConditions(kept, scope).join(" and ")} offset 0)`;
    return test.operator === "IS NULL" ? `not ${found}` : found;
  }
  return test.kind === "dataset" ? testDataset(test, scope) : testAttribute(test, scope.values);
};

const testDataset = (test: Test, { values, inExperiments }: Scope): string => {
  const column = test.key === "context" ? "i.context" : `d.${test.key}`;
  return `exists (select from run_dataset i join dataset d on d.id = i.dataset
    where i.run = r.uuid and d.experiment ${inExperiments} and ${compareText(column, test, (value) => values.add(value))})`;
};

const texts: Record<string, string> = {
  run_id: runHex,
  status: "r.status",
  user_id: "r.user_id",
  artifact_uri: `(${runArtifactUri})`,
};
const numbers: Record<string, string> = { start_time: "r.start_time", end_time: "r.end_time" };

const testAttribute = (test: Test, values: Values): string => {
  const parameter = (value: unknown): string => values.add(value);
  const text = texts[test.key];
  if (text !== undefined) {
    if (test.key === "run_id" && (test.operator === "=" || test.operator === "IN")) return testRunId(test, parameter);
    return compareText(text, test, parameter);
  }
  const column = numbers[test.key];
  if (column === undefined) throw new Error(`runs have no attribute ${test.key}`);
  const whole = typeof test.value === "bigint" || Number.isSafeInteger(test.value);
  const operator = test.operator === "!=" ? "<>" : test.operator;
  return `coalesce(${column} ${operator} ${parameter(test.value)}::${whole ? "bigint" : "float8"}, false)`;
};

/** By the key's index; what is not 32 lower-case hexadecimal digits is no run's id. */
const testRunId = ({ value }: Test, parameter: (value: unknown) => string): string => {
  const wanted = (Array.isArray(value) ? value : [value]).filter((each) => /^[0-9a-f]{32}$/.test(String(each)));
  return `r.uuid = any(${parameter(wanted)}::uuid[])`;
};
