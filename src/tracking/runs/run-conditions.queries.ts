import { compareText, type Test } from "../../db/filter.js";
import type { Values } from "../../db/sql.js";
import { PARENT_RUN, RUN_NAME } from "../run-names.js";

/** What conditions are compiled against: the experiments searched, the numbers of keys, the values of the statement. */
export interface Scope {
  /** SQL that tells whether a column is one of the experiments: `= $1` or `= any($1)`. */
  readonly inExperiments: string;
  readonly numbers: ReadonlyMap<string, number>;
  readonly values: Values;
}

/** Hexadecimal digits of run r. */
export const runHex = "encode(uuid_send(r.uuid), 'hex')";

/** Where the artifacts of run r are, of experiment e. */
export const runArtifactUri = `coalesce(e.artifact_location, 'mlflow-artifacts:/' || e.number) || '/' || ${runHex} || '/artifacts'`;

const tables = { metric: "latest_metric", param: "run_param", tag: "run_tag" } as const;
type Kept = keyof typeof tables;

/** Tests that go by a key of the run, the run's name among them. */
export const keptTest = (test: Test): (Test & { kind: Kept }) | undefined => {
  if (test.kind === "attribute" && test.key === "run_name") return { ...test, kind: "tag", key: RUN_NAME };
  return test.kind === "metric" || test.kind === "param" || test.kind === "tag"
    ? { ...test, kind: test.kind }
    : undefined;
};

/** Whether such a test finds its runs by an index, rather than by looking at each. */
export const findsRuns = (test: Test): boolean => keptTest(test) !== undefined && test.operator !== "IS NULL";

/** Conditions on the row `alias` of the kept table, all of them answered by its search index where that is possible. */
export const keptConditions = (test: Test & { kind: Kept }, alias: string, scope: Scope): string[] => {
  const { values, inExperiments, numbers } = scope;
  const conditions = [
    `${alias}.experiment ${inExperiments}`,
    `${alias}.key = ${values.add(numbers.get(test.key) ?? -1)}`,
  ];
  if (test.operator === "IS NOT NULL" || test.operator === "IS NULL") return conditions;
  return [
    ...conditions,
    ...(test.kind === "metric" ? compareMetric(test, alias, values) : compareKept(test, alias, values)),
  ];
};

/** PostgreSQL holds NaN for the greatest number; here it is none: it differs from every number and passes nothing else. */
const compareMetric = ({ operator, value }: Test, alias: string, values: Values): string[] => {
  const number = `${values.add(Number(value))}::float8`;
  if (operator === "!=") return [`${alias}.value <> ${number}`];
  return [`${alias}.value ${operator} ${number}`, ...(/>/.test(operator) ? [`${alias}.value < 'NaN'`] : [])];
};

const PREFIX = 200;

/** The index holds the beginnings of values: a short text is compared there, a long one in the row as well. */
const compareKept = (test: Test, alias: string, values: Values): string[] => {
  const parameter = (value: unknown): string => values.add(value);
  const { operator, value } = test;
  const inRow = (): string => compareText(`${alias}.value`, test, parameter);
  if (operator === "=" && typeof value === "string") {
    if ([...value].length < PREFIX) return [`${alias}.prefix = ${parameter(value)}`];
    return [`${alias}.prefix = left(${parameter(value)}, ${PREFIX})`, inRow()];
  }
  if (operator === "IN" && Array.isArray(value)) {
    const short = value.every((each) => [...each].length < PREFIX);
    return short ? [`${alias}.prefix = any(${parameter(value)}::text[])`] : [inRow()];
  }
  const beginning = operator === "LIKE" ? /^[^%_]*/.exec(String(value))?.[0] : undefined;
  return beginning ? [`starts_with(${alias}.prefix, left(${parameter(beginning)}, ${PREFIX}))`, inRow()] : [inRow()];
};

export const keptTable = ({ kind }: { kind: Kept }): string => tables[kind];

/** One test on run r (and its experiment e): an expression that is never null. */
export const testRun = (test: Test, scope: Scope): string => {
  const kept = keptTest(test);
  if (kept !== undefined) {
    const found = `exists (select from ${tables[kept.kind]} k where k.run = r.uuid and ${keptConditions(kept, "k", scope).join(" and ")})`;
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

/**
 * Run r, of experiment e, is nested in no other: its tag names no run of its experiment that is still there. What a
 * deleted parent leaves behind, or one in another experiment, stands by itself, or nobody would find it.
 */
export const isRoot = ({ numbers: known, values }: Scope): string =>
  `not exists (select from run_tag p
     join run q on q.uuid = case when p.value ~ '^[0-9a-f]{32}$' then p.value::uuid end
     where p.run = r.uuid and p.key = ${values.add(known.get(PARENT_RUN) ?? -1)} and q.experiment = r.experiment
       and q.uuid <> r.uuid and (q.deleted_at is null or (e.restored_at is not null and q.deleted_at <= e.restored_at)))`;
