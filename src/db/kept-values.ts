import { compareText, type Test } from "./filter.js";
import type { Values } from "./sql.js";

/** PostgreSQL holds NaN for the greatest number; here it is none: it differs from every number and passes nothing else. */
export const compareMetric = ({ operator, value }: Test, alias: string, values: Values): string[] => {
  const number = `${values.add(Number(value))}::float8`;
  if (operator === "!=") return [`${alias}.value <> ${number}`];
  return [`${alias}.value ${operator} ${number}`, ...(/>/.test(operator) ? [`${alias}.value < 'NaN'`] : [])];
};

const PREFIX = 200;

/** The index holds the beginnings of values: a short text is compared there, a long one in the row as well. */
export const compareKept = (test: Test, alias: string, values: Values): string[] => {
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
