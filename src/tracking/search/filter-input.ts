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

/** What may be given of any searched thing, beside its attributes. */
export interface GivenTests {
  readonly metrics?: readonly GivenNumber[] | null;
  readonly params?: readonly (GivenText & { key: string })[] | null;
  readonly tags?: readonly (GivenText & { key: string })[] | null;
  readonly datasets?: readonly (GivenText & { field: string })[] | null;
}

type Maybe<Field extends string, Value> = { readonly [Name in Field]?: Value | null };

/** A condition, with the attributes that this thing has: texts, one of several, times. */
export type GivenCondition<Text extends string, List extends string, Time extends string> = GivenTests &
  Maybe<Text, GivenText> &
  Maybe<List, readonly string[]> &
  Maybe<Time, GivenRange> & {
    readonly and?: readonly GivenCondition<Text, List, Time>[] | null;
    readonly or?: readonly GivenCondition<Text, List, Time>[] | null;
    readonly not?: GivenCondition<Text, List, Time> | null;
  };

/** A searched thing's attributes: our name of the field, its name in filters. */
export interface Attributes<Text extends string, List extends string, Time extends string> {
  readonly texts: readonly (readonly [Text, string])[];
  /** One of several. */
  readonly lists: readonly (readonly [List, string])[];
  readonly times: readonly (readonly [Time, string])[];
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
export const filterFrom = <Text extends string, List extends string, Time extends string>(
  given: GivenCondition<Text, List, Time>,
  attributes: Attributes<Text, List, Time>,
  path: readonly string[],
): Filter => {
  let tests = 0;
  const test = (made: Test): Filter => {
    if (++tests > MAX_TESTS) refuse(path, `at most ${MAX_TESTS} tests in all.`);
    return { test: made };
  };
  const all = (condition: GivenCondition<Text, List, Time>, at: readonly string[], depth: number): Filter => {
    if (depth > MAX_DEPTH) refuse(at, `conditions nest at most ${MAX_DEPTH} deep.`);
    const within = (list: "and" | "or"): Filter[] =>
      listOf(condition[list], [...at, list]).map((each, index) => all(each, [...at, list, String(index)], depth + 1));
    const or = within("or");
    return {
      and: [
        ...attributeTests(condition, attributes, at).map(test),
        ...keyedTests(condition, at).map(test),
        ...within("and"),
        ...(or.length === 0 ? [] : [{ or }]),
        ...(condition.not == null ? [] : [{ not: all(condition.not, [...at, "not"], depth + 1) }]),
      ],
    };
  };
  return all(given, path, 1);
};

/** The items given; an empty list is refused: what it means is nobody's guess. */
const listOf = <Item>(list: readonly Item[] | null | undefined, path: readonly string[]): readonly Item[] => {
  if (list == null) return [];
  if (list.length < 1 || list.length > MAX_LIST) refuse(path, `1–${MAX_LIST} of them.`);
  return list;
};

/** What one level of a condition asks of the thing itself. */
const attributeTests = <Text extends string, List extends string, Time extends string>(
  given: GivenCondition<Text, List, Time>,
  attributes: Attributes<Text, List, Time>,
  path: readonly string[],
): Test[] => {
  const [texts, lists, times]: [Maybe<Text, GivenText>, Maybe<List, readonly string[]>, Maybe<Time, GivenRange>] = [
    given,
    given,
    given,
  ];
  const text = (name: string, key: string, condition: GivenText): Test =>
    textTest({ kind: "attribute", key }, condition, [...path, name]);
  return [
    ...attributes.lists.flatMap(([name, key]) => {
      const values = lists[name];
      return values == null ? [] : [text(name, key, { values })];
    }),
    ...attributes.texts.flatMap(([name, key]) => {
      const condition = texts[name];
      return condition == null ? [] : [text(name, key, condition)];
    }),
    ...attributes.times.flatMap(([name, key]) => timeTests(key, times[name], [...path, name])),
  ];
};

/** What one level of a condition asks of what the thing holds. */
const keyedTests = ({ metrics, params, tags, datasets }: GivenTests, path: readonly string[]): Test[] => {
  const each = <Item>(
    name: string,
    list: readonly Item[] | null | undefined,
    read: (item: Item, at: readonly string[]) => Test,
  ): Test[] => listOf(list, [...path, name]).map((item, index) => read(item, [...path, name, String(index)]));
  const keyed = (kind: "param" | "tag") => (item: GivenText & { key: string }, at: readonly string[]) =>
    textTest({ kind, key: keyOf(item.key, at) }, item, at, "IS NOT NULL");
  return [
    ...each("metrics", metrics, metricTest),
    ...each("params", params, keyed("param")),
    ...each("tags", tags, keyed("tag")),
    ...each("datasets", datasets, (item, at) => textTest({ kind: "dataset", key: item.field.toLowerCase() }, item, at)),
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
const orderKinds = ["metric", "param", "tag"] as const;

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
    const named = orderKinds.flatMap((kind) => {
      const key = kept[kind];
      return key == null ? [] : [{ kind, key }];
    });
    const [first, ...more] = named;
    if (more.length > 0 || (field == null) === (first === undefined))
      refuse(path, "name exactly one thing to order by.");
    if (first !== undefined) return { kind: first.kind, key: keyOf(first.key, path), ascending };
    return { kind: "attribute", key: fields[field ?? ""] ?? "", ascending };
  });
};
