import type { Filter, Test } from "../../src/db/filter.js";

const prefixes = { attribute: "", metric: "metrics.", param: "params.", tag: "tags.", dataset: "datasets." } as const;

const plainKey = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*$/;

const quotedText = (text: string): string => (text.includes("'") ? `"${text}"` : `'${text}'`);

const printValue = ({ value }: Test): string => {
  if (value === null) return "";
  if (Array.isArray(value)) return ` (${value.map(quotedText).join(", ")})`;
  return ` ${typeof value === "string" ? quotedText(value) : value}`;
};

const printTest = (test: Test): string => {
  const key = plainKey.test(test.key) ? test.key : `\`${test.key}\``;
  const prefix = test.kind === "attribute" && key !== test.key ? "attributes." : prefixes[test.kind];
  return `${prefix}${key} ${test.operator}${printValue(test)}`;
};

/**
 * The filter as a user writes it, with no more parentheses than it needs to be read as it is. No key may hold a
 * back-tick and no text both kinds of quotes: there is no way to write them.
 */
export const printFilter = (filter: Filter): string => {
  if ("test" in filter) return printTest(filter.test);
  if ("not" in filter) {
    const inner = printFilter(filter.not);
    return "and" in filter.not || "or" in filter.not ? `NOT (${inner})` : `NOT ${inner}`;
  }
  const isAnd = "and" in filter;
  const parts = isAnd ? filter.and : filter.or;
  const needsParentheses = (part: Filter): boolean => "or" in part || ("and" in part && isAnd);
  return parts
    .map((part) => (needsParentheses(part) ? `(${printFilter(part)})` : printFilter(part)))
    .join(isAnd ? " AND " : " OR ");
};
