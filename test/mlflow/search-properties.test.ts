import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Filter, Test } from "../../src/db/filter.js";
import { DomainError } from "../../src/errors.js";
import {
  experimentGrammar,
  loggedModelGrammar,
  modelVersionGrammar,
  registeredModelGrammar,
  runGrammar,
} from "../../src/mlflow/search/grammars.js";
import { parseFilter } from "../../src/mlflow/search/parse-filter.js";
import { evaluate, type Searched } from "../support/evaluate-filter.js";
import { printFilter } from "../support/print-filter.js";

const grammars = [runGrammar, experimentGrammar, registeredModelGrammar, modelVersionGrammar, loggedModelGrammar];

const character = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(..."abc .%_\\-/*;,()=<>!'\"\n") },
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
);
const text = (without: string) =>
  fc.string({ unit: character, maxLength: 12 }).filter((each) => !each.includes("\0") && !each.includes(without));

const key = text("`").filter((each) => each !== "");
const value = fc.oneof(text("'"), text('"'));
const values = fc.array(value, { minLength: 1, maxLength: 3 });
const double = fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => (each === 0 ? 0 : each));
const time = fc.oneof(
  fc.maxSafeInteger().map((each) => (each === 0 ? 0 : each)),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n }),
  fc.bigInt({ min: -(2n ** 63n), max: -(2n ** 53n) }),
  double.filter((each) => !Number.isInteger(each)),
);

type FieldOf = Pick<Test, "kind" | "key">;
const attributes = (...keys: string[]) =>
  fc.constantFrom(...keys.map((each): FieldOf => ({ kind: "attribute", key: each })));
const keyed = (...kinds: Test["kind"][]) => fc.record({ kind: fc.constantFrom(...kinds), key });

const comparison = (
  field: fc.Arbitrary<FieldOf>,
  operators: readonly Test["operator"][],
  compared: fc.Arbitrary<Test["value"]>,
): fc.Arbitrary<Filter> =>
  fc
    .tuple(field, fc.constantFrom(...operators), compared)
    .map(([each, operator, against]) => ({ test: { ...each, operator, value: against } }));

const order = ["=", "!=", ">", ">=", "<", "<="] as const;
const likeness = ["=", "!=", "LIKE", "ILIKE"] as const;
const lists = ["IN", "NOT IN"] as const;
const texts = fc.oneof(
  keyed("param", "tag"),
  attributes("run_id", "run_name", "status", "user_id", "artifact_uri"),
  fc.constantFrom("name", "digest", "context").map((each): FieldOf => ({ kind: "dataset", key: each })),
);

const runTest = fc.oneof(
  comparison(keyed("metric"), order, double),
  comparison(attributes("start_time", "end_time"), order, time),
  comparison(texts, likeness, value),
  comparison(texts, lists, values),
  comparison(keyed("param", "tag"), ["IS NULL", "IS NOT NULL"], fc.constant(null)),
);

const { filter: runFilter } = fc.letrec<{ filter: Filter; parts: Filter[] }>((tie) => ({
  filter: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    runTest,
    tie("parts").map((and) => ({ and })),
    tie("parts").map((or) => ({ or })),
    tie("filter").map((not) => ({ not })),
  ),
  parts: fc.array(tie("filter"), { minLength: 2, maxLength: 3 }),
}));

const readOrRefused = (filter: string): void => {
  for (const grammar of grammars)
    try {
      parseFilter(filter, grammar);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      expect(error.code).toBe("INVALID_INPUT");
      expect(error.message.isWellFormed()).toBe(true);
    }
};

describe("the grammar", () => {
  it("reads what was printed as what it was", () => {
    fc.assert(
      fc.property(runFilter, (filter) => {
        expect(parseFilter(printFilter(filter), runGrammar)).toEqual(filter);
      }),
      { numRuns: 2_000 },
    );
  });

  it("throws nothing but refusals, whatever text it is given", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), readOrRefused), { numRuns: 2_000 });
  });

  it("throws nothing but refusals at its own words in any order", () => {
    const piece = fc.constantFrom(
      ...["metrics.a", "params.`b c`", 'tags."d"', "run_id", "name", "start_time", "version_number", "dataset.name"],
      ...["AND", "or", "NOT", "(", ")", "IN", "IS", "NULL", "LIKE", "=", "!=", ">", "~", ",", ";", "'", '"', "`", "."],
      ...["'x'", '"y"', "1", "-1.5e3", "true", "\\", "--", "é", "\n"],
    );
    const soup = fc
      .array(piece, { maxLength: 20 })
      .chain((pieces) => fc.constantFrom(pieces.join(" "), pieces.join("")));
    fc.assert(fc.property(soup, readOrRefused), { numRuns: 5_000 });
  });

  it("takes NOT, AND and OR for what they are", () => {
    const held = fc.record<Searched>({
      attributes: fc.record({
        run_id: value,
        status: value,
        start_time: fc.maxSafeInteger(),
        end_time: fc.constant(null),
      }),
      metrics: fc.dictionary(key, fc.double()),
      params: fc.dictionary(key, value),
      tags: fc.dictionary(key, value),
      datasets: fc.array(fc.record({ name: value, digest: value }), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(runFilter, runFilter, held, (left, right, thing) => {
        const passes = (filter: string) => evaluate(parseFilter(filter, runGrammar), thing);
        const [a, b] = [printFilter(left), printFilter(right)];
        expect(passes(`NOT (${a})`)).toBe(!passes(a));
        expect(passes(`(${a}) AND (${b})`)).toBe(passes(a) && passes(b));
        expect(passes(`(${a}) OR (${b})`)).toBe(passes(a) || passes(b));
      }),
      { numRuns: 500 },
    );
  });
});

describe("a hostile filter of 64 KiB", () => {
  const filled = (piece: string, before = ""): string =>
    (before + piece.repeat(Math.ceil(65_536 / piece.length))).slice(0, 65_536);
  const list = (piece: string): string =>
    `run_id IN (${filled(piece)
      .slice(0, 65_500)
      .replace(/,?[^,]*$/, "")})`;

  it.each([
    ["opening parentheses", filled("(")],
    ["closing parentheses", filled(")", "metrics.a = 1")],
    ["pairs of parentheses", filled("()")],
    ["single quotes", filled("'")],
    ["quotes with something between", filled("'a")],
    ["quotes after a name", filled("'", "params.a = ")],
    ["double quotes", filled('"')],
    ["back-ticks", filled("`")],
    ["names in back-ticks", filled("`a`.")],
    ["an unclosed quote again and again", filled("a.'")],
    ["one quote of each kind", filled("'\"`")],
    ["an unclosed value", filled("a", "params.a = '")],
    ["a long value where a number is expected", `metrics.a = '${filled("a").slice(20)}'`],
    ["a long key", `${filled("a").slice(20)} = 'x'`],
    ["dots", filled(".")],
    ["dots in a name", filled("a.")],
    ["dots and quotes in a name", filled(".`a`", "params")],
    ["one long word", filled("a")],
    ["one long number", filled("1", "metrics.a = ")],
    ["a long number of a time", filled("1", "start_time = ")],
    ["a long exponent", filled("1", "metrics.a = 1e")],
    ["numbers and dots", filled("1.")],
    ["minus signs", filled("-")],
    ["operators", filled("=!", "metrics.a ")],
    ["white space", filled(" ", "metrics.a = 1")],
    ["white space before a fault", `metrics.a = 1${" ".repeat(65_000)}x`],
    ["NOT", filled("NOT ")],
    ["AND", filled("AND ")],
    ["AND behind a clause", filled("AND ", "metrics.a = 1 ")],
    ["OR", filled("OR ", "metrics.a = 1 ")],
    ["tests", filled("metrics.a=1 or ")],
    ["clauses without a word between", filled("metrics.a=1 ")],
    ["semicolons", filled(";")],
    ["a long list", list("'a',")],
    ["a list of lists", filled("(", "run_id IN ")],
    ["characters of no grammar", filled("€")],
    ["emoji", filled("😀")],
    ["marks that combine", filled("a\u0301")],
  ])("is read, or refused in a few words: %s", (_, filter) => {
    for (const grammar of [runGrammar, loggedModelGrammar])
      try {
        parseFilter(filter, grammar);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        expect(error.message.length).toBeLessThan(1_000);
      }
  });
});
