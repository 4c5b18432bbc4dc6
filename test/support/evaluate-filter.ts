import type { Filter, Test } from "../../src/db/filter.js";

/** What is searched for, as plain data. */
export interface Searched {
  readonly attributes?: Readonly<Record<string, string | number | bigint | null>>;
  readonly metrics?: Readonly<Record<string, number>>;
  readonly params?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly datasets?: readonly Readonly<Record<string, string | null>>[];
}

type Value = string | number | bigint;

const own = <Held>(record: Readonly<Record<string, Held>> | undefined, key: string): Held | undefined =>
  record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;

/** As PostgreSQL's LIKE without an escape, by code points: `%` stands for any of them, `_` for one. */
const like = (text: string, pattern: string): boolean => {
  const [letters, signs] = [[...text], [...pattern]];
  let [at, sign, star, retry] = [0, 0, -1, 0];
  while (at < letters.length) {
    if (signs[sign] === "%") [star, retry] = [sign++, at];
    else if (sign < signs.length && (signs[sign] === "_" || signs[sign] === letters[at])) {
      at++;
      sign++;
    } else if (star >= 0) [at, sign] = [++retry, star + 1];
    else return false;
  }
  return signs.slice(sign).every((rest) => rest === "%");
};

/** Each letter on its own, as databases do; JavaScript's own rule knows a final sigma. */
const lower = (text: string): string => Array.from(text, (letter) => letter.toLowerCase()).join("");

/** NaN is unlike everything, itself included: it passes `!=` alone. (PostgreSQL would take it for the greatest number.) */
const compareNumbers = (held: number | bigint, operator: Test["operator"], value: number | bigint): boolean => {
  const [isLess, isMore] = [held < value, held > value];
  const isEqual = !isLess && !isMore && held >= value;
  const outcomes: Partial<Record<Test["operator"], boolean>> = {
    "=": isEqual,
    "!=": !isEqual,
    ">": isMore,
    ">=": isMore || isEqual,
    "<": isLess,
    "<=": isLess || isEqual,
  };
  const outcome = outcomes[operator];
  if (outcome === undefined) throw new TypeError(`No number is compared by ${operator}.`);
  return outcome;
};

const compareTexts = (held: string, { operator, value }: Test): boolean => {
  if (Array.isArray(value)) return value.includes(held) === (operator === "IN");
  if (typeof value !== "string") throw new TypeError(`A text is compared with ${typeof value}.`);
  if (operator === "LIKE") return like(held, value);
  if (operator === "ILIKE") return like(lower(held), lower(value));
  if (operator === "=" || operator === "!=") return (held === value) === (operator === "=");
  throw new TypeError(`No text is compared by ${operator}.`);
};

const passes = (held: Value | null | undefined, test: Test): boolean => {
  if (test.operator === "IS NULL") return held == null;
  if (held == null) return false;
  if (test.operator === "IS NOT NULL") return true;
  if (typeof held === "string") return compareTexts(held, test);
  if (typeof test.value !== "number" && typeof test.value !== "bigint")
    throw new TypeError(`A number is compared with ${typeof test.value}.`);
  return compareNumbers(held, test.operator, test.value);
};

const passesTest = (test: Test, thing: Searched): boolean => {
  if (test.kind === "attribute") return passes(own(thing.attributes, test.key), test);
  if (test.kind === "metric") return passes(own(thing.metrics, test.key), test);
  if (test.kind === "param") return passes(own(thing.params, test.key), test);
  if (test.kind === "tag") return passes(own(thing.tags, test.key), test);
  return (thing.datasets ?? []).some((dataset) => passes(own(dataset, test.key), test));
};

/**
 * Whether the thing passes the filter, by what `src/db/filter.ts` says: what is missing passes no test but IS NULL; one
 * dataset that passes is enough; LIKE heeds case, ILIKE does not; integers compare exactly. Knows nothing of SQL and
 * shares no code with it: what the database finds is held against this.
 */
export const evaluate = (filter: Filter, thing: Searched): boolean => {
  if ("test" in filter) return passesTest(filter.test, thing);
  if ("not" in filter) return !evaluate(filter.not, thing);
  if ("and" in filter) return filter.and.every((part) => evaluate(part, thing));
  return filter.or.some((part) => evaluate(part, thing));
};
