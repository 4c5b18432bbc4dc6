import type { FilterField, Operator } from "../../db/filter.js";
import type { DomainError } from "../../errors.js";
import { shown } from "./invalid-search.js";
import { type Token, unquoted } from "./tokens.js";

/** What a value is read for: the field, as tested, and how to refuse. */
export interface Subject extends FilterField {
  readonly fail: (message: string) => DomainError;
}

/** How a field compares: which operators it takes and how its values are read. */
export interface ValueType {
  readonly operators: readonly Operator[];
  /** Reads one value, or one of a list; throws `subject.fail` when it is none of the field's. */
  readonly read: (token: Token, subject: Subject) => string | number | bigint;
}

const numeric: readonly Operator[] = ["=", "!=", ">", ">=", "<", "<="];
const textual: readonly Operator[] = ["=", "!=", "LIKE", "ILIKE", "IN", "NOT IN"];

const integerPattern = /^[+-]?\d+$/;
const INT64_MAX = 2n ** 63n - 1n;
const INT64_MIN = -(2n ** 63n);

/** A 64-bit integer: a number where that is exact, else a bigint. */
const integer = (digits: string, { key, fail }: Subject): number | bigint => {
  const tooLong = digits.length > 40;
  const value = tooLong ? 0n : BigInt(digits.replace("+", ""));
  if (tooLong || value > INT64_MAX || value < INT64_MIN)
    throw fail(`Invalid value for numeric attribute '${key}': it is not a 64-bit integer`);
  const near = Number(value);
  return Number.isSafeInteger(near) ? near : value;
};

/** How a field is called in MLflow's messages. */
const called: Record<FilterField["kind"], string> = {
  attribute: "attributes",
  metric: "metric",
  param: "parameter (e.g. 'my-value')",
  tag: "tag (e.g. 'my-value')",
  dataset: "dataset attributes",
};

const notText = (token: Token, { kind, fail }: Subject): DomainError =>
  token.kind === "name"
    ? fail(
        "Parameter value is either not quoted or unidentified quote types used for string value " +
          `${shown(token.text)}. Use either single or double quotes`,
      )
    : fail(`Expected a quoted string value for ${called[kind]}. Got value ${shown(token.text)}`);

const readText = (token: Token, subject: Subject): string => {
  if (token.kind === "text") return unquoted(token.text);
  throw notText(token, subject);
};

/** A text in single or double quotes. */
export const text: ValueType = { operators: textual, read: readText };

/** As `text`; may be tested for being there. */
export const optionalText: ValueType = { operators: [...textual, "IS NULL", "IS NOT NULL"], read: readText };

/** A metric's value, a double. */
export const metricValue: ValueType = {
  operators: numeric,
  read: (token, { fail }) => {
    if (token.kind === "number") return Number(token.text);
    throw fail(`Expected numeric value type for metric. Found ${shown(token.text)}`);
  },
};

const notNumeric = (token: Token, { key, fail }: Subject): DomainError =>
  fail(`Expected numeric value type for numeric attribute: ${key}. Found ${shown(token.text)}`);

/** Milliseconds, also with a fraction, as runs are searched by. */
export const time: ValueType = {
  operators: numeric,
  read: (token, subject) => {
    if (token.kind !== "number") throw notNumeric(token, subject);
    return integerPattern.test(token.text) ? integer(token.text, subject) : Number(token.text);
  },
};

const readInteger = (digits: string, subject: Subject): number | bigint => {
  if (integerPattern.test(digits)) return integer(digits, subject);
  throw subject.fail(`Invalid value for numeric attribute '${subject.key}': ${shown(digits)}`);
};

/** Milliseconds, whole ones, as experiments are searched by. */
export const wholeTime: ValueType = {
  operators: numeric,
  read: (token, subject) => {
    if (token.kind !== "number") throw notNumeric(token, subject);
    return readInteger(token.text, subject);
  },
};

/** A version's number, which may stand in quotes. */
export const versionNumber: ValueType = {
  operators: numeric,
  read: (token, subject) => {
    if (token.kind === "text") return readInteger(unquoted(token.text), subject);
    if (token.kind === "number") return readInteger(token.text, subject);
    throw notText(token, subject);
  },
};

/** An experiment's id: digits, without leading zeros. */
const experimentNumber = (digits: string, { fail }: Subject): string => {
  if (/^\d{1,19}$/.test(digits)) return BigInt(digits).toString();
  throw fail(`Invalid experiment ID '${shown(digits)}': a number in quotes is expected`);
};

/** An experiment's id in quotes. */
export const experimentId: ValueType = {
  operators: ["=", "!=", "IN", "NOT IN"],
  read: (token, subject) => experimentNumber(readText(token, subject), subject),
};

/** A logged model's text stands in single quotes; a bare number is taken as it is written. */
const readLoggedText = (token: Token, subject: Subject): string => {
  if (token.kind === "number") return token.text;
  if (token.kind === "text" && token.text.startsWith("'")) return unquoted(token.text);
  throw subject.fail(`Invalid value ${shown(token.text)}: a text in single quotes or a number is expected`);
};

/** A logged model's text. */
export const loggedText: ValueType = { operators: textual, read: readLoggedText };

/** A logged model's experiment, as `experimentId` or a bare number. */
export const loggedExperimentId: ValueType = {
  operators: experimentId.operators,
  read: (token, subject) => experimentNumber(readLoggedText(token, subject), subject),
};

/** MLflow's numbers and names of a logged model's states, with ours: mlflow/entities/logged_model_status.py. */
const loggedStatuses = new Map([
  ["0", "UNSPECIFIED"],
  ["1", "PENDING"],
  ["2", "READY"],
  ["3", "UPLOAD_FAILED"],
  ["FAILED", "UPLOAD_FAILED"],
  ["LOGGED_MODEL_PENDING", "PENDING"],
  ["LOGGED_MODEL_READY", "READY"],
  ["LOGGED_MODEL_UPLOAD_FAILED", "UPLOAD_FAILED"],
]);

/** A logged model's status by any of its names, or by MLflow's number: becomes our name of it. */
export const loggedStatus: ValueType = {
  operators: textual,
  read: (token, subject) => {
    const status = readLoggedText(token, subject);
    return loggedStatuses.get(status) ?? status;
  },
};
