import { compareName, compareText, type Test } from "../db/filter.js";
import { compareKept, compareMetric } from "../db/kept-values.js";
import { storedName } from "../db/names.js";
import { COUNTED, countRanges, gathered, type Range, rangesToGather } from "../db/ranges.js";
import type { Reader, Values } from "../db/sql.js";
import { instantOfMillis } from "../instant.js";
import { NO_STAGE } from "./lifecycle-rules.js";
import { handleOf, idsOfHandles } from "./named.queries.js";
import { testTag } from "./tag-filter.js";
import { versionTables } from "./versions.queries.js";

const narrow = { metric: "version_metric", param: "version_param" } as const;

/** Conditions on the row k of a narrow table. */
const narrowConditions = (test: Test, values: Values): string[] => {
  const key = `k.key = ${values.add(test.key)}`;
  if (test.operator === "IS NULL" || test.operator === "IS NOT NULL") return [key];
  return [key, ...(test.kind === "metric" ? compareMetric(test, "k", values) : compareKept(test, "k", values))];
};

/** `offset 0`: asked of one version after the other by the narrow row's own key, whatever the planner believes. */
const testNarrow = (test: Test & { kind: keyof typeof narrow }, values: Values): string => {
  const conditions = ["k.model_version_id = v.id", ...narrowConditions(test, values)].join(" and ");
  const found = `exists (select from ${narrow[test.kind]} k where ${conditions} offset 0)`;
  return test.operator === "IS NULL" ? `not ${found}` : found;
};

/** Some alias of v passes. */
const testAlias = (test: Test, values: Values): string =>
  `exists (select from slot s where s.model_version_id = v.id and not s.is_stage
     and ${compareName("substr(s.slot, 2)", test, (value) => values.add(value))})`;

const stageOf = `coalesce((select s.slot from slot s where s.model_version_id = v.id and s.is_stage), '${NO_STAGE}')`;

const EARLIEST = 0;
/** The last millisecond of the year 9999. */
const LATEST = 253_402_300_799_999;

/** The instant of so many milliseconds since 1970; what is beyond any version's time, at that end. */
const instantOf = (millis: number): string | null =>
  instantOfMillis(BigInt(Math.min(Math.max(millis, EARLIEST), LATEST)));

/** Times are told in whole milliseconds, and compared so, as bounds that an index answers. */
const compareMillis = (column: string, { operator, value }: Test, values: Values): string => {
  const millis = Number(value);
  const from = (bound: number): string => `${column} >= ${values.add(instantOf(bound))}::timestamptz`;
  const before = (bound: number): string => `${column} < ${values.add(instantOf(bound))}::timestamptz`;
  const within = (): string => (Number.isInteger(millis) ? `(${from(millis)} and ${before(millis + 1)})` : "false");
  switch (operator) {
    case ">":
      return from(Math.floor(millis) + 1);
    case ">=":
      return from(Math.ceil(millis));
    case "<":
      return before(Math.ceil(millis));
    case "<=":
      return before(Math.floor(millis) + 1);
    case "!=":
      return `not ${within()}`;
    default:
      return within();
  }
};

const times: Record<string, string> = {
  creation_timestamp: "created_at",
  last_updated_timestamp: "updated_at",
};

/** One test on version v of model m: an expression that is never null. */
export const testVersion = (test: Test, values: Values): string => {
  const parameter = (value: unknown): string => values.add(value);
  if (test.kind === "tag") return testTag("v.id", test, values);
  if (test.kind === "metric" || test.kind === "param") return testNarrow({ ...test, kind: test.kind }, values);
  switch (test.key) {
    case "name":
      return compareName("m.name", test, parameter);
    case "run_id":
      return `(v.run_id is not null and ${compareText("v.run_id", test, parameter)})`;
    case "source_path":
      return compareText("v.source", test, parameter);
    case "version_number":
      return `v.version ${test.operator === "!=" ? "<>" : test.operator} ${parameter(test.value)}::numeric`;
    case "stage":
      return compareName(stageOf, test, parameter);
    case "alias":
      return testAlias(test, values);
    case "creator":
      return compareText(handleOf("v.created_by"), test, parameter);
  }
  const time = times[test.key];
  if (time === undefined) throw new Error(`versions have no attribute ${test.key}`);
  return compareMillis(`v.${time}`, test, values);
};

/**
 * The index range that holds the versions that pass the test; undefined where none does. In the index's order: else a
 * table is read from end to end for the first that pass, when the planner believes that many do.
 */
const rangeOf = (test: Test): Range | undefined => {
  const { kind, key, operator } = test;
  if (kind === "metric" || kind === "param") {
    if (operator === "IS NULL") return undefined;
    return (values) =>
      `select k.model_version_id as id from ${narrow[kind]} k where ${narrowConditions(test, values).join(" and ")}
       order by k.key, k.${kind === "metric" ? "value" : "prefix"}, k.model_version_id`;
  }
  const isEqual = operator === "=" || operator === "IN";
  if (kind === "tag" && (isEqual || operator === "IS NOT NULL")) return (values) => taggedRange(test, values);
  if (kind === "attribute" && key in times && operator !== "!=")
    return (values) =>
      `select v.id from model_version v where ${compareMillis(`v.${times[key]}`, test, values)} order by v.${times[key]}`;
  if (!isEqual) return undefined;
  const wanted = Array.isArray(test.value) ? test.value : [String(test.value)];
  const any = (values: Values): string => `any(${values.add(wanted)}::text[])`;
  switch (key) {
    case "run_id":
      return (values) => `select v.id from model_version v where v.run_id = ${any(values)} order by v.run_id`;
    case "creator":
      return (values) => `select v.id from ${idsOfHandles(any(values))} p cross join lateral (
        select v.id from model_version v where v.created_by = p.id order by v.created_at, v.id) v`;
    case "stage":
      if (wanted.includes(NO_STAGE)) return undefined;
      return (values) =>
        `select s.model_version_id as id from slot s where s.slot = ${any(values)} order by s.slot, s.model_version_id`;
    case "alias":
      return (values) =>
        `select s.model_version_id as id from slot s where s.slot = any(${values.add(wanted.map((name) => `@${storedName(name)}`))}::text[]) order by s.slot, s.model_version_id`;
    default:
      return undefined;
  }
};

/** Of tags that hold the value's beginning: models' tags are among them, and no version has a model's id. */
const taggedRange = (test: Test, values: Values): string => {
  const key = `t.key = ${values.add(test.key)}`;
  if (test.operator === "IS NOT NULL")
    return `select t.subject_id as id from tag t where ${key} order by t.key, left(t.value, 200), t.subject_id`;
  const wanted = Array.isArray(test.value) ? test.value : [String(test.value)];
  const beginnings = values.add(wanted.map((each) => [...each].slice(0, 200).join("")));
  return `select t.subject_id as id from tag t where ${key} and left(t.value, 200) = any(${beginnings}::text[])
    order by t.key, left(t.value, 200), t.subject_id`;
};

/** The ranges that hold what passes these tests, of those that have one. */
export const rangesOfTests = (tests: readonly Test[]): Range[] =>
  tests.map(rangeOf).filter((range) => range !== undefined);

/**
 * Where versions v of models m come from that are in all the ranges: one after the other, if a range holds `most`; else
 * all there are. What the ranges stand for is still to be asked.
 */
export const versionsFrom = async (
  db: Reader,
  ranges: readonly Range[],
  values: Values,
  most = COUNTED,
): Promise<string> => {
  const few = rangesToGather(await countRanges(db, ranges, most), most);
  if (few.length === 0) return versionTables;
  const ids = gathered(
    ranges.filter((_, index) => few.includes(index)),
    values,
  );
  return `${ids} g cross join lateral (select * from model_version v where v.id = g.id offset 0) v
    join registered_model m on m.id = v.registered_model_id`;
};
