import type { Filter, FilterField, Operator, OrderKey, Test } from "../../db/filter.js";
import { DomainError } from "../../errors.js";
import { firstMillisFrom } from "../../instant.js";
import { trackingLimits } from "../tracking-limits.js";

/** Typed conditions, as the API takes them, read into filters. Scalars and enums are checked; sizes are not. */

export interface GivenText {
  readonly operator?: string | null;
  readonly value?: string | null;
  readonly values?: readonly string[] | null;
}

export interface GivenNumber {
  readonly key: string;
  readonly operator?: string | null;
  readonly value?: number | null;
}

export interface GivenRange {
  readonly from?: string | null;
  readonly to?: string | null;
}

/** What may be given of any searched thing; which attributes a thing has is its own business. */
export interface GivenCondition {
  readonly metrics?: readonly GivenNumber[] | null;
  readonly params?: readonly (GivenText & { key: string })[] | null;
  readonly tags?: readonly (GivenText & { key: string })[] | null;
  readonly datasets?: readonly (GivenText & { field: string })[] | null;
  readonly and?: readonly GivenCondition[] | null;
  readonly or?: readonly GivenCondition[] | null;
  readonly not?: GivenCondition | null;
}

/** A searched thing's attributes: our name of the field, its name in filters. */
export interface Attributes {
  readonly texts: Readonly<Record<string, string>>;
  /** One of several. */
  readonly lists: Readonly<Record<string, string>>;
  readonly times: Readonly<Record<string, string>>;
}

const MAX_DEPTH = 4;
const MAX_TESTS = 50;
const MAX_LIST = 20;
const MAX_VALUES = 100;
const MAX_TEXT = 20_000;

const refuse = (path: readonly string[], rule: string): never => {
  throw new DomainError("INVALID_INPUT", `${path.join(".")}: ${rule}`, { path: [...path] });
};

/** The condition as a filter. INVALID_INPUT names the field at fault, below `path`. */
export const filterFrom = (given: GivenCondition, attributes: Attributes, path: readonly string[]): Filter => {
  let tests = 0;
  const test = (made: Test): Filter => {
    if (++tests > MAX_TESTS) refuse(path, `at most ${MAX_TESTS} tests in all.`);
    return { test: made };
  };
  const all = (condition: GivenCondition, at: readonly string[], depth: number): Filter => {
    if (depth > MAX_DEPTH) refuse(at, `conditions nest at most ${MAX_DEPTH} deep.`);
    const within = (list: "and" | "or"): Filter[] =>
      listOf(condition, list, at).map((each, index) =>
        all(each as GivenCondition, [...at, list, String(index)], depth + 1),
      );
    const or = within("or");
    return {
      and: [
        ...testsOf(condition, attributes, at).map(test),
        ...within("and"),
        ...(or.length === 0 ? [] : [{ or }]),
        ...(condition.not == null ? [] : [{ not: all(condition.not, [...at, "not"], depth + 1) }]),
      ],
    };
  };
  return all(given, path, 1);
};

const listOf = (given: object, name: string, path: readonly string[]): readonly object[] => {
  const list = (given as Record<string, readonly object[] | null | undefined>)[name];
  if (list == null) return [];
  if (list.length < 1 || list.length > MAX_LIST) refuse([...path, name], `1–${MAX_LIST} of them.`);
  return list;
};

/** The tests at one level of a condition; an empty list is refused: what it means is nobody's guess. */
const testsOf = (given: GivenCondition, { texts, lists, times }: Attributes, path: readonly string[]): Test[] => {
  const fields = given as Record<string, unknown>;
  const each = <Item>(name: string, read: (item: Item, at: readonly string[]) => Test): Test[] =>
    listOf(given, name, path).map((item, index) => read(item as Item, [...path, name, String(index)]));
  const keyed = (kind: "param" | "tag") => (item: GivenText & { key: string }, at: readonly string[]) =>
    textTest({ kind, key: keyOf(item.key, at) }, item, at, "IS NOT NULL");
  return [
    ...Object.entries(lists).flatMap(([name, key]) =>
      fields[name] == null
        ? []
        : [textTest({ kind: "attribute", key }, { values: fields[name] as string[] }, [...path, name])],
    ),
    ...Object.entries(texts).flatMap(([name, key]) =>
      fields[name] == null ? [] : [textTest({ kind: "attribute", key }, fields[name] as GivenText, [...path, name])],
    ),
    ...Object.entries(times).flatMap(([name, key]) =>
      timeTests(key, fields[name] as GivenRange | null, [...path, name]),
    ),
    ...each("metrics", metricTest),
    ...each("params", keyed("param")),
    ...each("tags", keyed("tag")),
    ...each("datasets", (item: GivenText & { field: string }, at) =>
      textTest({ kind: "dataset", key: item.field.toLowerCase() }, item, at),
    ),
  ];
};

const keyOf = (key: string, path: readonly string[]): string => {
  if (key.length < 1 || key.length > trackingLimits.key)
    refuse([...path, "key"], `1–${trackingLimits.key} characters.`);
  return key;
};

const textOperators: Record<string, Operator> = {
  EQUAL: "=",
  NOT_EQUAL: "!=",
  LIKE: "LIKE",
  ILIKE: "ILIKE",
  IN: "IN",
  NOT_IN: "NOT IN",
  EXISTS: "IS NOT NULL",
  MISSING: "IS NULL",
};

/** `alone`: what is meant when neither operator nor value is given. */
const textTest = (field: FilterField, given: GivenText, path: readonly string[], alone?: Operator): Test => {
  const { operator: named, value, values } = given;
  const bare = value == null && values == null;
  const usual = bare ? alone : values == null ? "=" : "IN";
  const operator = named == null ? usual : textOperators[named];
  if (operator === undefined) return refuse(path, "give a value, values, or the operator EXISTS or MISSING.");
  if (operator === "IS NULL" || operator === "IS NOT NULL") {
    if (!bare) refuse(path, `${named} takes no value.`);
    return { ...field, operator, value: null };
  }
  if (operator === "IN" || operator === "NOT IN") {
    if (value != null || values == null || values.length < 1 || values.length > MAX_VALUES)
      return refuse(path, `${operator.replace(" ", "_")} takes values: 1–${MAX_VALUES} texts, and no value.`);
    for (const each of values) checkText(each, [...path, "values"]);
    return { ...field, operator, value: [...values] };
  }
  if (value == null || values != null) return refuse(path, `${named ?? "EQUAL"} takes a value, and no values.`);
  return { ...field, operator, value: checkText(value, [...path, "value"]) };
};

const checkText = (text: string, path: readonly string[]): string => {
  if (text.length > MAX_TEXT) refuse(path, `at most ${MAX_TEXT.toLocaleString("en-US")} characters.`);
  return text;
};

const numberOperators: Record<string, Operator> = {
  EQUAL: "=",
  NOT_EQUAL: "!=",
  LESS: "<",
  LESS_OR_EQUAL: "<=",
  GREATER: ">",
  GREATER_OR_EQUAL: ">=",
  EXISTS: "IS NOT NULL",
  MISSING: "IS NULL",
};

const metricTest = ({ key, operator: named, value }: GivenNumber, path: readonly string[]): Test => {
  const field = { kind: "metric", key: keyOf(key, path) } as const;
  const operator = numberOperators[named ?? (value == null ? "EXISTS" : "EQUAL")] ?? "=";
  if (operator === "IS NULL" || operator === "IS NOT NULL") {
    if (value != null) refuse(path, `${named} takes no value.`);
    return { ...field, operator, value: null };
  }
  if (value == null || Number.isNaN(value)) return refuse(path, `${named ?? "EQUAL"} takes a value, which is not NaN.`);
  return { ...field, operator, value };
};

const timeTests = (key: string, given: GivenRange | null | undefined, path: readonly string[]): Test[] => {
  if (given == null) return [];
  const { from, to } = given;
  if (from == null && to == null) refuse(path, "give from, to, or both.");
  if (from != null && to != null && from >= to) refuse(path, "from must be before to.");
  const bound = (operator: Operator, instant: string | null | undefined): Test[] =>
    instant == null ? [] : [{ kind: "attribute", key, operator, value: firstMillisFrom(instant) }];
  return [...bound(">=", from), ...bound("<", to)];
};

export interface GivenOrder {
  readonly field?: string | null;
  readonly metric?: string | null;
  readonly param?: string | null;
  readonly tag?: string | null;
  readonly direction?: "ASC" | "DESC" | null;
}

const MAX_ORDER = 5;

/** The keys of an order; `fields` has the attribute of each field. INVALID_INPUT where a key is not exactly one thing. */
export const orderFrom = (
  given: readonly GivenOrder[] | null | undefined,
  fields: Readonly<Record<string, string>>,
): OrderKey[] => {
  const list = given ?? [];
  if (list.length > MAX_ORDER) refuse(["orderBy"], `at most ${MAX_ORDER} keys.`);
  return list.map(({ field, direction, ...kept }, index) => {
    const path = ["orderBy", String(index)];
    const ascending = direction !== "DESC";
    const named = Object.entries(kept).filter(([, key]) => key != null) as ["metric" | "param" | "tag", string][];
    const [first, ...more] = named;
    if (more.length > 0 || (field == null) === (first === undefined))
      refuse(path, "name exactly one thing to order by.");
    if (first !== undefined) return { kind: first[0], key: keyOf(first[1], path), ascending };
    return { kind: "attribute", key: fields[field ?? ""] ?? "", ascending };
  });
};
