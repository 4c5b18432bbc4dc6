import { describe, expect, it } from "vitest";
import type { Filter, FilterField, Operator, Test } from "../../src/db/filter.js";
import { DomainError } from "../../src/errors.js";
import {
  experimentGrammar,
  loggedModelGrammar,
  modelVersionGrammar,
  registeredModelGrammar,
  runGrammar,
  type SearchGrammar,
} from "../../src/mlflow/search/grammars.js";
import { parseFilter } from "../../src/mlflow/search/parse-filter.js";

type Expected = [kind: FilterField["kind"], key: string, operator: Operator, value: Test["value"]];

const test = ([kind, key, operator, value]: Expected): Filter => ({ test: { kind, key, operator, value } });

const refusal = (text: string, grammar: SearchGrammar): string => {
  try {
    parseFilter(text, grammar);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error).toMatchObject({ code: "INVALID_INPUT", path: ["filter"] });
    return error.message;
  }
  throw new Error(`"${text}" was read.`);
};

const reads = (grammar: SearchGrammar, cases: [string, Expected][]): void => {
  it.each(cases)("reads %s", (text, expected) => {
    expect(parseFilter(text, grammar)).toEqual(test(expected));
  });
};

const refuses = (grammar: SearchGrammar, cases: [string, string][]): void => {
  it.each(cases)("refuses %s: %s", (text, fragment) => {
    expect(refusal(text, grammar)).toContain(fragment);
  });
};

describe("a filter of runs", () => {
  reads(runGrammar, [
    ["metric.acc >= 0.94", ["metric", "acc", ">=", 0.94]],
    ["metrics.acc>=100", ["metric", "acc", ">=", 100]],
    ["metrics.a = 1.", ["metric", "a", "=", 1]],
    ["metrics.a = 1e-1", ["metric", "a", "=", 0.1]],
    ["metrics.a != -1", ["metric", "a", "!=", -1]],
    ["metrics.a < -.5", ["metric", "a", "<", -0.5]],
    ["metrics.a<=1E3", ["metric", "a", "<=", 1000]],
    ["metrics.a > 9007199254740993", ["metric", "a", ">", 9_007_199_254_740_992]],
    ["`metric`.a >= 0.1", ["metric", "a", ">=", 0.1]],
    ['metrics."X//Y#$$@&Z" = 3', ["metric", "X//Y#$$@&Z", "=", 3]],
    ['metrics."accuracy.2.0" > 5', ["metric", "accuracy.2.0", ">", 5]],
    ["metrics.`spacey name` > 5", ["metric", "spacey name", ">", 5]],
    ["metrics.'quoted' = 5", ["metric", "quoted", "=", 5]],
    ["params.m!='tf'", ["param", "m", "!=", "tf"]],
    ['param."cat dog" = "pets"', ["param", "cat dog", "=", "pets"]],
    ["parameter.m = 'x'", ["param", "m", "=", "x"]],
    ["parameters.m like '%x_'", ["param", "m", "LIKE", "%x_"]],
    ["`params`.`a b` ILIKE 'X'", ["param", "a b", "ILIKE", "X"]],
    ['params.m = "L\'Hosp"', ["param", "m", "=", "L'Hosp"]],
    ["params.m = 'it''s'", ["param", "m", "=", "it''s"]],
    ["params.m = 'C:\\'", ["param", "m", "=", "C:\\"]],
    ["params.m = ''", ["param", "m", "=", ""]],
    ["params.order = 'select'", ["param", "order", "=", "select"]],
    ["params.größe = '大'", ["param", "größe", "=", "大"]],
    ["params.lr IS NULL", ["param", "lr", "IS NULL", null]],
    ["params.lr is  not\n null", ["param", "lr", "IS NOT NULL", null]],
    ["params.m IN ('a', \"b\")", ["param", "m", "IN", ["a", "b"]]],
    ["tags.mlflow.runName = 'x'", ["tag", "mlflow.runName", "=", "x"]],
    ["tag.version IS NULL", ["tag", "version", "IS NULL", null]],
    ["tags.`mlflow.source.type` not in ('LOCAL',)", ["tag", "mlflow.source.type", "NOT IN", ["LOCAL"]]],
    ["run_id IN ('a','B')", ["attribute", "run_id", "IN", ["a", "B"]]],
    ["attributes.run_id NOT IN ('a')", ["attribute", "run_id", "NOT IN", ["a"]]],
    ["attribute.status = 'RUNNING'", ["attribute", "status", "=", "RUNNING"]],
    ["run.status != 'RUNNING'", ["attribute", "status", "!=", "RUNNING"]],
    ["attr.user_id ilike 'ana'", ["attribute", "user_id", "ILIKE", "ana"]],
    ["status in ('FINISHED', 'FAILED')", ["attribute", "status", "IN", ["FINISHED", "FAILED"]]],
    ["attribute.artifact_uri = '1/23/4'", ["attribute", "artifact_uri", "=", "1/23/4"]],
    ["run_name = 'x'", ["attribute", "run_name", "=", "x"]],
    ["attributes.`Run name` = 'x'", ["attribute", "run_name", "=", "x"]],
    ['"run name" = "x"', ["attribute", "run_name", "=", "x"]],
    ["`Run Name` = 'x'", ["attribute", "run_name", "=", "x"]],
    ["start_time >= 1234", ["attribute", "start_time", ">=", 1234]],
    ["start_time > 1.5", ["attribute", "start_time", ">", 1.5]],
    ["run.created = 9007199254740993", ["attribute", "start_time", "=", 9_007_199_254_740_993n]],
    ["Created < 9223372036854775807", ["attribute", "start_time", "<", 9_223_372_036_854_775_807n]],
    ["end_time != -0", ["attribute", "end_time", "!=", 0]],
    ["dataset.name = 'my_dataset'", ["dataset", "name", "=", "my_dataset"]],
    ["datasets.digest IN ('1', '2')", ["dataset", "digest", "IN", ["1", "2"]]],
    ["datasets.context LIKE 'tr%'", ["dataset", "context", "LIKE", "tr%"]],
    [" metrics.a = 1\n", ["metric", "a", "=", 1]],
    ["metrics.a = 1 AND", ["metric", "a", "=", 1]],
    ["AND metrics.a = 1 AND AND", ["metric", "a", "=", 1]],
    ["((metrics.a = 1))", ["metric", "a", "=", 1]],
  ]);

  refuses(runGrammar, [
    ["metric.acc >= 0.94; metrics.rmse < 1", "Search filter contained multiple expression"],
    ["metrics.a = 1;", "Invalid clause(s) in filter string"],
    ["m.acc >= 0.94", "Invalid entity type 'm'"],
    ["p.model >= 'LR'", "Invalid entity type"],
    ["attri.x != 1", "Invalid entity type"],
    ["Metrics.a = 1", "Invalid entity type"],
    ["`metrics.a` = 1", "Invalid entity type"],
    ['"metrics".a = 1', "Invalid entity type"],
    ["constructor.a = 1", "Invalid entity type"],
    ["acc >= 0.94", "Invalid attribute key 'acc'"],
    ["foo is null", "Invalid attribute key"],
    ["attribute.experiment_id != '1'", "Invalid attribute key"],
    ["attribute.lifecycle_stage = 'ACTIVE'", "Invalid attribute key"],
    ["duration > 1", "Invalid attribute key"],
    ["name = 'x'", "Invalid attribute key"],
    ["__proto__ = 'x'", "Invalid attribute key"],
    ["dataset.profile = 'num_rows: 10'", "Invalid dataset key 'profile'"],
    ["metrics.A > 0.1 NAND params.B = 'LR'", "Invalid clause(s) in filter string: 'NAND'"],
    ["metrics.a = 1 metrics.b = 2", "Invalid clause(s) in filter string: 'metrics.b'"],
    ["`metrics.A > 0.1", "Invalid clause(s) in filter string"],
    ["param`.A > 0.1", "Invalid clause(s) in filter string"],
    ["params.'acc = LR", "Invalid clause(s) in filter string"],
    ["params.acc = 'LR", "Invalid clause(s) in filter string"],
    ["params.acc = LR'", "Invalid clause(s) in filter string"],
    ["params.acc = \"LR'", "Invalid clause(s) in filter string"],
    ["tags.acc = = 'LR'", "Invalid clause(s) in filter string"],
    ["attribute.status = true", "Invalid clause(s) in filter string: 'attribute.status = true'"],
    ["attribute.status IS 'RUNNING'", "Invalid clause(s) in filter string"],
    ["params.acc LR !=", "Invalid clause(s) in filter string"],
    ["params.acc LR", "Invalid clause(s) in filter string"],
    ["metric.acc !=", "Invalid clause(s) in filter string: 'metric.acc !='"],
    ["params. = 'a'", "Invalid clause(s) in filter string"],
    ["params.my-param = 'a'", "Other keys stand in back-ticks"],
    ["metrics.a = 1 -- c", "Invalid clause(s) in filter string"],
    ["metrics.a = +1", "Invalid clause(s) in filter string"],
    ["metrics.a = 1_0", "Invalid clause(s) in filter string"],
    ["metrics.a = 0x10", "Invalid clause(s) in filter string"],
    ["AND", "Invalid clause(s) in filter string"],
    ["run_id", "Invalid clause(s) in filter string"],
    ["params.`a`.b = 'x'", "the quotes must enclose the whole key"],
    ["params.a.`b` = 'x'", "the quotes must enclose the whole key"],
    ["params.`` = 'x'", "the key is empty"],
    ["1=1", "Expected 'Identifier' found '1'"],
    ["1.0 > metrics.acc", "Expected 'Identifier' found '1.0'"],
    ["'run_id' = 'a'", "Expected 'Identifier' found"],
    ["metric.model = 'LR'", "Expected numeric value type for metric"],
    ["metrics.acc != metrics.acc", "Expected numeric value type for metric. Found metrics.acc"],
    ["metrics.a = NaN", "Expected numeric value type for metric"],
    ["params.acc = 5", "Expected a quoted string value for param"],
    ["tags.acc = 5", "Expected a quoted string value for tag"],
    ["attribute.status = 1", "Expected a quoted string value for attributes"],
    ["dataset.name = 1", "Expected a quoted string value for dataset attributes"],
    ["params.acc = LR", "not quoted or unidentified quote types"],
    ["params.acc = `LR`", "not quoted or unidentified quote types"],
    ["start_time > '1'", "Expected numeric value type for numeric attribute: start_time"],
    ["start_time > 9223372036854775808", "Invalid value for numeric attribute 'start_time'"],
    [`start_time > ${"9".repeat(60_000)}`, "Invalid value for numeric attribute 'start_time'"],
    ["metrics.abc ~ 1.0", "Invalid comparator '~'"],
    ["metrics.abc ~= 1.0", "Invalid comparator '~='"],
    ["metrics.abc == 1", "Invalid comparator '=='"],
    ["metrics.abc <> 1", "Invalid comparator '<>'"],
    ["metrics.abc LIKE 1", "Invalid comparator 'LIKE'"],
    ["metrics.abc IN (1)", "Invalid comparator 'IN'"],
    ["params.abc >= 'x'", "Invalid comparator '>='"],
    ["tags.abc RLIKE 'x'", "Invalid comparator 'RLIKE'"],
    ["tags.abc not like 'x'", "Invalid comparator 'NOT LIKE'"],
    ["status > 'x'", "Invalid comparator '>'"],
    ["start_time ILIKE 1234", "Invalid comparator 'ILIKE'"],
    ["datasets.name < 'x'", "Invalid comparator '<'"],
    ["metrics.acc IS NULL", "IS NULL / IS NOT NULL is only supported for tags and params"],
    ["status IS NOT NULL", "IS NULL / IS NOT NULL is only supported for tags and params"],
    ["dataset.name IS NULL", "IS NULL / IS NOT NULL is only supported for tags and params"],
    ["run_id IN ()", "expected a non-empty list of string values, but got empty list"],
    ["run_id IN (1)", "got different type in list"],
    ["run_id IN ('a' 'b')", "ill-formed list"],
    ["run_id IN (,)", "ill-formed list"],
    ["run_id IN ('a'", "ill-formed list"],
    ["run_id IN 'a'", "ill-formed list"],
    ["run_id = ('a', 'b')", "A list needs IN or NOT IN"],
    [" \n", "Could not be parsed"],
    ["params.a = '\0'", "NUL"],
    ["params.a = '\ud800'", "well-formed"],
  ]);

  it.each([null, undefined, ""])("asks nothing with %j", (text) => {
    expect(parseFilter(text, runGrammar)).toEqual({ and: [] });
  });

  it("names the clause that it refuses", () => {
    const message = refusal("metrics.a > 1 AND (params.b = 'x' OR params.c > 'y') AND tags.d = 'z'", runGrammar);
    expect(message).toContain("in the clause: params.c > 'y'");
    expect(refusal(`params.a > '${"😀".repeat(1_000)}'`, runGrammar).isWellFormed()).toBe(true);
  });
});

describe("AND, OR, NOT and parentheses", () => {
  const [a, b, c] = ["a", "b", "c"].map((key) => test(["metric", key, "=", 1])) as [Filter, Filter, Filter];

  it.each<[string, Filter]>([
    ["a AND b", { and: [a, b] }],
    ["a and b aNd c", { and: [a, b, c] }],
    ["a AND AND b", { and: [a, b] }],
    ["a OR b AND c", { or: [a, { and: [b, c] }] }],
    ["a AND b or c", { or: [{ and: [a, b] }, c] }],
    ["(a OR b) AND c", { and: [{ or: [a, b] }, c] }],
    ["NOT a AND b", { and: [{ not: a }, b] }],
    ["not (a or b)", { not: { or: [a, b] } }],
    ["NOT NOT a", { not: { not: a } }],
    ["a AND(b AND c)", { and: [a, { and: [b, c] }] }],
    ["a OR b AND", { or: [a, b] }],
  ])("%s", (text, expected) => {
    expect(parseFilter(text.replace(/\b[abc]\b/g, "metrics.$& = 1"), runGrammar)).toEqual(expected);
  });

  it.each(["a OR", "OR a", "a OR OR b", "a OR AND b", "a AND OR b", "(a AND)", "(a", "a)", "()", "NOT", "a NOT b"])(
    "refuses %s",
    (text) => {
      const filter = text.replace(/\b[abc]\b/g, "metrics.$& = 1");
      expect(refusal(filter, runGrammar)).toContain("Invalid clause(s) in filter string");
    },
  );

  it("nests 50 deep and no deeper, has 200 tests and no more, and 65,536 characters", () => {
    const nest = (depth: number) => `${"(".repeat(depth)}metrics.a = 1${")".repeat(depth)}`;
    expect(parseFilter(nest(50), runGrammar)).toEqual(a);
    expect(refusal(nest(51), runGrammar)).toContain("nest at most 50 deep");
    expect(refusal(`${"NOT ".repeat(51)}metrics.a = 1`, runGrammar)).toContain("nest at most 50 deep");
    const tests = (count: number) => Array<string>(count).fill("metrics.a = 1").join(" OR ");
    expect(parseFilter(tests(200), runGrammar)).toEqual({ or: Array<Filter>(200).fill(a) });
    expect(refusal(tests(201), runGrammar)).toContain("at most 200 comparisons");
    expect(parseFilter("metrics.a = 1".padEnd(65_536), runGrammar)).toEqual(a);
    expect(refusal("metrics.a = 1".padEnd(65_537), runGrammar)).toContain("at most 65536");
  });
});

describe("a filter of experiments", () => {
  reads(experimentGrammar, [
    ["name = 'x'", ["attribute", "name", "=", "x"]],
    ["attribute.name ILIKE '%X%'", ["attribute", "name", "ILIKE", "%X%"]],
    ["name IN ('a', 'b')", ["attribute", "name", "IN", ["a", "b"]]],
    ["creation_time >= 12", ["attribute", "creation_time", ">=", 12]],
    ["attribute.last_update_time < 12", ["attribute", "last_update_time", "<", 12]],
    ["experiment_id = '07'", ["attribute", "experiment_id", "=", "7"]],
    ["experiment_id NOT IN ('0', '7')", ["attribute", "experiment_id", "NOT IN", ["0", "7"]]],
    ["tags.`a b` = 'x'", ["tag", "a b", "=", "x"]],
    ["tag.a IS NULL", ["tag", "a", "IS NULL", null]],
    ["tags.a is not null", ["tag", "a", "IS NOT NULL", null]],
    ["tags.a like 'x'", ["tag", "a", "LIKE", "x"]],
  ]);

  refuses(experimentGrammar, [
    ["attributes.name = 'x'", "Invalid entity type"],
    ["params.a = 'x'", "Invalid entity type"],
    ["lifecycle_stage = 'active'", "Invalid attribute key"],
    ["name > 'x'", "Invalid comparator"],
    ["name IS NULL", "IS NULL / IS NOT NULL is only supported for tags, not"],
    ["creation_time > '12'", "Expected numeric value type for numeric attribute"],
    ["creation_time > 1.5", "Invalid value for numeric attribute 'creation_time'"],
    ["experiment_id = 'x'", "Invalid experiment ID 'x'"],
    ["experiment_id LIKE '1%'", "Invalid comparator 'LIKE'"],
    ["experiment_id = 1", "Expected a quoted string value"],
  ]);
});

describe("a filter of registered models", () => {
  reads(registeredModelGrammar, [
    ["name = 'x'", ["attribute", "name", "=", "x"]],
    ["attribute.name LIKE 'x%'", ["attribute", "name", "LIKE", "x%"]],
    ["name NOT IN ('x')", ["attribute", "name", "NOT IN", ["x"]]],
    ["tags.team = 'risk'", ["tag", "team", "=", "risk"]],
    ["tag.`mlflow.prompt.is_prompt` != 'true'", ["tag", "mlflow.prompt.is_prompt", "!=", "true"]],
    ["tags.team IN ('a', 'b')", ["tag", "team", "IN", ["a", "b"]]],
  ]);

  refuses(registeredModelGrammar, [
    ["run_id = 'x'", "Invalid attribute key"],
    ["creation_timestamp > 1", "Invalid attribute key"],
    ["metrics.a > 1", "Invalid entity type"],
    ["name > 'x'", "Invalid comparator"],
    ["tags.team IS NULL", "Invalid comparator 'IS NULL'"],
    ["name IS NOT NULL", "Invalid comparator 'IS NOT NULL'"],
    ["name = 5", "Expected a quoted string value"],
  ]);
});

describe("a filter of model versions", () => {
  reads(modelVersionGrammar, [
    ["name = 'x'", ["attribute", "name", "=", "x"]],
    ["run_id IN ('a', 'b')", ["attribute", "run_id", "IN", ["a", "b"]]],
    ["attribute.source_path LIKE 's3:%'", ["attribute", "source_path", "LIKE", "s3:%"]],
    ["version_number >= 3", ["attribute", "version_number", ">=", 3]],
    ["version_number = '3'", ["attribute", "version_number", "=", 3]],
    ["tags.a ILIKE 'x'", ["tag", "a", "ILIKE", "x"]],
    ["tags.a NOT IN ('x')", ["tag", "a", "NOT IN", ["x"]]],
    ["metrics.auc > 0.9", ["metric", "auc", ">", 0.9]],
    ["params.depth IS NULL", ["param", "depth", "IS NULL", null]],
    ["current_stage = 'Production'", ["attribute", "stage", "=", "Production"]],
    ["alias = 'champion'", ["attribute", "alias", "=", "champion"]],
    ["user_id != 'ana'", ["attribute", "creator", "!=", "ana"]],
    ["creation_timestamp > 1", ["attribute", "creation_timestamp", ">", 1]],
  ]);

  refuses(modelVersionGrammar, [
    ["status = 'READY'", "Invalid attribute key"],
    ["aliases = 'champion'", "Invalid attribute key"],
    ["version = 1", "Invalid attribute key"],
    ["creation_timestamp > '1'", "Expected numeric value type"],
    ["stage > 'a'", "Invalid comparator"],
    ["version_number = 'abc'", "Invalid value for numeric attribute 'version_number'"],
    ["version_number = 1.0", "Invalid value for numeric attribute 'version_number'"],
    ["version_number LIKE '1'", "Invalid comparator"],
    ["version_number IN ('1')", "Invalid comparator"],
    ["tags.a IS NULL", "only supported for params"],
  ]);
});

describe("a filter of logged models", () => {
  reads(loggedModelGrammar, [
    ["name = 'model'", ["attribute", "name", "=", "model"]],
    ["attributes.model_id != 'm-1'", ["attribute", "model_id", "!=", "m-1"]],
    ["model_type LIKE 'a%'", ["attribute", "model_type", "LIKE", "a%"]],
    ["source_run_id in ('a', 'b')", ["attribute", "source_run_id", "IN", ["a", "b"]]],
    ["status = 2", ["attribute", "status", "=", "READY"]],
    ["status = 'READY'", ["attribute", "status", "=", "READY"]],
    ["status IN (1, 'FAILED')", ["attribute", "status", "IN", ["PENDING", "UPLOAD_FAILED"]]],
    ["experiment_id = 7", ["attribute", "experiment_id", "=", "7"]],
    ["creation_time > 5", ["attribute", "creation_timestamp", ">", 5]],
    ["attributes.creation_timestamp_ms <= 9007199254740993", ["attribute", "creation_timestamp", "<=", 2n ** 53n + 1n]],
    ["last_updated_timestamp >= 1.5", ["attribute", "last_updated_timestamp", ">=", 1.5]],
    ["metrics.`a b` > 0.5", ["metric", "a b", ">", 0.5]],
    ["params.lr = 0.010", ["param", "lr", "=", "0.010"]],
    ["params.n IN (1, '2')", ["param", "n", "IN", ["1", "2"]]],
    ["tags.a.b ilike 'X'", ["tag", "a.b", "ILIKE", "X"]],
    ["name = 'a' AND", ["attribute", "name", "=", "a"]],
  ]);

  refuses(loggedModelGrammar, [
    ["tag.a = 'x'", "Invalid entity type"],
    ["attribute.name = 'x'", "Invalid entity type"],
    ["foo = 'x'", "Invalid attribute key"],
    ["registry = 'x'", "Invalid attribute key"],
    ['name = "x"', 'Invalid value "x": a text in single quotes'],
    ["name = x", "Invalid value x"],
    ["name > 'x'", "Invalid comparator"],
    ["status > 1", "Invalid comparator"],
    ["params.a IS NULL", "Invalid comparator 'IS NULL'"],
    ["metrics.a = '1'", "Expected numeric value type for metric"],
    ["creation_time > '1'", "Expected numeric value type for numeric attribute"],
    ["name IN ()", "got empty list"],
    ["experiment_id = 'x'", "Invalid experiment ID"],
    ["name = 'a'; name = 'b'", "multiple expression"],
  ]);

  it("joins by OR and NOT as the others do", () => {
    expect(parseFilter("NOT (name = 'a' OR metrics.b > 1)", loggedModelGrammar)).toEqual({
      not: { or: [test(["attribute", "name", "=", "a"]), test(["metric", "b", ">", 1])] },
    });
  });
});
