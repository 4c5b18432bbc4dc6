import { storedName } from "./names.js";

/** How a test compares. Texts by LIKE and ILIKE: `%` and `_` stand for any characters and for one; there is no escape. */
export type Operator =
  | "="
  | "!="
  | ">"
  | ">="
  | "<"
  | "<="
  | "LIKE"
  | "ILIKE"
  | "IN"
  | "NOT IN"
  | "IS NULL"
  | "IS NOT NULL";

/** What a test is about: `attribute status`, `metric acc`, `tag team`. Which there are is the searched thing's business. */
export interface FilterField {
  readonly kind: "attribute" | "metric" | "param" | "tag" | "dataset";
  /** The attribute's name in the searched thing's own spelling, else the key as the user wrote it. */
  readonly key: string;
}

/**
 * One comparison. Numbers are compared as doubles, 64-bit integers exactly. What is not there passes no test but IS
 * NULL; a test is either true or false, so that NOT is its plain opposite.
 */
export interface Test extends FilterField {
  readonly operator: Operator;
  /** A list for IN and NOT IN; null for IS NULL and IS NOT NULL. */
  readonly value: string | number | bigint | readonly string[] | null;
}

/** A condition on what is searched for. */
export type Filter =
  | { readonly test: Test }
  | { readonly and: readonly Filter[] }
  | { readonly or: readonly Filter[] }
  | { readonly not: Filter };

/** One key of an order. */
export interface OrderKey extends FilterField {
  readonly ascending: boolean;
}

/** The filter as SQL; `compile` writes one test as an expression that is true or false, never null. */
export const filterToSql = (filter: Filter, compile: (test: Test) => string): string => {
  if ("test" in filter) return compile(filter.test);
  if ("not" in filter) return `not (${filterToSql(filter.not, compile)})`;
  const [parts, word, empty] = "and" in filter ? [filter.and, "and", "true"] : [filter.or, "or", "false"];
  if (parts.length === 0) return empty;
  return parts.map((part) => `(${filterToSql(part, compile)})`).join(` ${word} `);
};

/** The filter with each of its tests replaced. */
export const mapTests = (filter: Filter, replace: (test: Test) => Test): Filter => {
  if ("test" in filter) return { test: replace(filter.test) };
  if ("not" in filter) return { not: mapTests(filter.not, replace) };
  if ("and" in filter) return { and: filter.and.map((part) => mapTests(part, replace)) };
  return { or: filter.or.map((part) => mapTests(part, replace)) };
};

/** Every test of the filter. */
export const testsIn = (filter: Filter): Test[] => {
  if ("test" in filter) return [filter.test];
  if ("not" in filter) return testsIn(filter.not);
  return ("and" in filter ? filter.and : filter.or).flatMap(testsIn);
};

/** The tests that all must pass, when the filter is no more than such tests at its top: indexes are entered by these. */
export const requiredTests = (filter: Filter): Test[] => {
  if ("test" in filter) return [filter.test];
  return "and" in filter ? filter.and.flatMap(requiredTests) : [];
};

/** As `compareText`, on a column of names. */
export const compareName = (column: string, test: Test, parameter: (value: unknown) => string): string => {
  const { value } = test;
  const stored = typeof value === "string" ? storedName(value) : Array.isArray(value) ? value.map(storedName) : value;
  return compareText(column, { ...test, value: stored }, parameter);
};

/** A text's comparison as SQL, on a column that holds one. `parameter` adds a value and gives its placeholder. */
export const compareText = (column: string, test: Test, parameter: (value: unknown) => string): string => {
  const { operator, value } = test;
  switch (operator) {
    case "IS NULL":
      return `${column} is null`;
    case "IS NOT NULL":
      return `${column} is not null`;
    case "IN":
      return `${column} = any(${parameter(value)}::text[])`;
    case "NOT IN":
      return `${column} <> all(${parameter(value)}::text[])`;
    case "LIKE":
      return `${column} like ${parameter(value)} escape ''`;
    case "ILIKE":
      return `lower(${column} collate "default") like lower(${parameter(value)}::text collate "default") escape ''`;
    case "!=":
      return `${column} <> ${parameter(value)}`;
    default:
      return `${column} ${operator} ${parameter(value)}`;
  }
};
