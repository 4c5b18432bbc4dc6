import type { Filter } from "../../db/filter.js";
import type { DomainError } from "../../errors.js";
import type { SearchGrammar } from "./grammars.js";
import { invalidFilter, isStorable, searchLimits as limits, shown } from "./invalid-search.js";
import { type RawTest, readTest } from "./read-test.js";
import { type Token, tokenize } from "./tokens.js";

/** A filter while it is read. */
interface Reading {
  readonly text: string;
  readonly grammar: SearchGrammar;
  readonly tokens: readonly Token[];
  at: number;
  nesting: number;
  tests: number;
}

const peek = ({ tokens, at }: Reading): Token => tokens[Math.min(at, tokens.length - 1)]!;

const take = (reading: Reading): Token => {
  const token = peek(reading);
  reading.at++;
  return token;
};

const isMark = (token: Token, mark: string): boolean => token.kind === "mark" && token.text === mark;

const isWord = (token: Token, ...words: string[]): boolean =>
  token.kind === "name" && words.includes(token.text.toUpperCase());

const takeMark = (reading: Reading, mark: string): boolean => {
  const found = isMark(peek(reading), mark);
  if (found) reading.at++;
  return found;
};

const takeWord = (reading: Reading, word: string): boolean => {
  const found = isWord(peek(reading), word);
  if (found) reading.at++;
  return found;
};

/** What the user can do about a clause that breaks off at `token`. */
const hint = ({ kind, text }: Token): string => {
  if (kind === "unknown") return /^['"`]/.test(text) ? " A quote is not closed." : " Other keys stand in back-ticks.";
  return text === "(" ? " A list needs IN or NOT IN." : "";
};

/** What stands from `start` to here is no clause. */
const notAClause = (reading: Reading, start: Token): DomainError => {
  const { refusal } = reading.grammar;
  const whole = shown(reading.text);
  const message = whyNoClause(reading, start, whole);
  return invalidFilter(refusal === undefined ? message : `${refusal}: '${whole}'. ${message}`);
};

const whyNoClause = (reading: Reading, start: Token, whole: string): string => {
  const here = peek(reading);
  if (isMark(here, ";") && reading.tokens[reading.at + 1]?.kind !== "end")
    return `Search filter contained multiple expression '${whole}'. Provide one expression, its clauses joined by AND.`;
  const [rest] = /^\S*/.exec(reading.text.slice(here.end, here.end + 200)) ?? [""];
  const clause = reading.text.slice(start.start, here.end) + rest;
  if (clause.trim() === "") return `Invalid clause(s) in filter string: '${whole}' lacks a clause at its end.`;
  return `Invalid clause(s) in filter string: '${shown(clause)}'.${hint(here)}`;
};

/** Words that MLflow takes for an operator, but compares nothing by. */
const foreignOperators = ["RLIKE", "REGEXP", "BETWEEN", "GLOB", "SIMILAR"];

const operatorOf = (reading: Reading, field: Token): string => {
  const token = take(reading);
  if (token.kind === "operator" || isWord(token, "LIKE", "ILIKE", "IN", ...foreignOperators))
    return token.text.toUpperCase();
  if (isWord(token, "NOT") && isWord(peek(reading), "IN", "LIKE", "ILIKE", ...foreignOperators))
    return `NOT ${take(reading).text.toUpperCase()}`;
  if (isWord(token, "IS")) {
    const operator = takeWord(reading, "NOT") ? "IS NOT NULL" : "IS NULL";
    if (takeWord(reading, "NULL")) return operator;
  } else reading.at--;
  throw notAClause(reading, field);
};

const illFormedList = (reading: Reading, field: Token): DomainError =>
  invalidFilter(
    "While parsing a list in the query, expected a non-empty list of string values, but got ill-formed list" +
      ` at '${shown(reading.text.slice(field.start, peek(reading).end))}'.`,
  );

/** `('a', 'b')`; a comma may stand behind the last value, as in a Python tuple. */
const listOf = (reading: Reading, field: Token): Token[] => {
  const values: Token[] = [];
  if (!takeMark(reading, "(")) throw illFormedList(reading, field);
  while (!takeMark(reading, ")")) {
    const { kind } = peek(reading);
    if (kind !== "text" && kind !== "number") throw illFormedList(reading, field);
    values.push(take(reading));
    if (!takeMark(reading, ",") && !isMark(peek(reading), ")")) throw illFormedList(reading, field);
  }
  return values;
};

const rawValue = (reading: Reading, field: Token): Token => {
  const token = peek(reading);
  const isValue = token.kind === "text" || token.kind === "number" || token.kind === "name";
  if (!isValue || isWord(token, "AND", "OR", "NOT", "TRUE", "FALSE", "NULL")) throw notAClause(reading, field);
  return take(reading);
};

const fieldOf = (reading: Reading): Token => {
  const token = peek(reading);
  const isField = token.kind === "name" || (token.kind === "text" && token.text.startsWith('"'));
  if (isField && !isWord(token, "AND", "OR")) return take(reading);
  const next = reading.tokens[reading.at + 1];
  if ((token.kind === "number" || token.kind === "text") && next?.kind === "operator")
    throw invalidFilter(`Invalid comparison clause. Expected 'Identifier' found '${shown(token.text)}'.`);
  throw notAClause(reading, token);
};

const test = (reading: Reading): Filter => {
  const field = fieldOf(reading);
  const operator = operatorOf(reading, field);
  const value: RawTest["value"] = operator.startsWith("IS ")
    ? null
    : operator === "IN" || operator === "NOT IN"
      ? listOf(reading, field)
      : rawValue(reading, field);
  if (peek(reading).kind === "unknown") throw notAClause(reading, field);
  const clause = reading.text.slice(field.start, reading.tokens[reading.at - 1]!.end);
  if (++reading.tests > limits.tests) throw invalidFilter(`A filter has at most ${limits.tests} comparisons.`);
  const fail = (message: string): DomainError => invalidFilter(`${message}; in the clause: ${shown(clause)}`);
  return { test: readTest({ field, operator, value }, reading.grammar, fail) };
};

const nested = (reading: Reading, read: (reading: Reading) => Filter): Filter => {
  if (++reading.nesting > limits.nesting)
    throw invalidFilter(`Parentheses and NOT nest at most ${limits.nesting} deep in a filter.`);
  const filter = read(reading);
  reading.nesting--;
  return filter;
};

const unit = (reading: Reading): Filter => {
  if (takeWord(reading, "NOT")) return { not: nested(reading, unit) };
  if (!takeMark(reading, "(")) return test(reading);
  const filter = nested(reading, disjunction);
  if (!takeMark(reading, ")")) throw notAClause(reading, peek(reading));
  return filter;
};

/** Units joined by AND. Upstream takes doubled ANDs and one at the end. */
const conjunction = (reading: Reading): Filter => {
  const parts = [unit(reading)];
  while (takeWord(reading, "AND")) {
    while (takeWord(reading, "AND"));
    if (peek(reading).kind === "end") break;
    parts.push(unit(reading));
  }
  return parts.length === 1 ? parts[0]! : { and: parts };
};

const disjunction = (reading: Reading): Filter => {
  const parts = [conjunction(reading)];
  while (takeWord(reading, "OR")) parts.push(conjunction(reading));
  return parts.length === 1 ? parts[0]! : { or: parts };
};

/**
 * Reads a filter of MLflow's search: clauses joined by AND, and beyond MLflow OR, NOT, parentheses and IN on every
 * text. None, or an empty one, asks nothing: `{ and: [] }`. What is no such filter is INVALID_INPUT at `filter`; the
 * message names the clause and has the words that MLflow's clients know (mlflow/utils/search_utils.py and
 * search_logged_model_utils.py, 3.17.2).
 */
export const parseFilter = (text: string | null | undefined, grammar: SearchGrammar): Filter => {
  if (text == null || text === "") return { and: [] };
  if (text.length > limits.filter)
    throw invalidFilter(`Invalid filter: it has ${text.length} characters; at most ${limits.filter} are read.`);
  if (!isStorable(text)) throw invalidFilter("Invalid filter: it has a NUL or is not well-formed Unicode.");
  if (text.trim() === "") throw invalidFilter(`Invalid filter '${shown(text)}'. Could not be parsed.`);
  const reading: Reading = { text, grammar, tokens: tokenize(text), at: 0, nesting: 0, tests: 0 };
  while (takeWord(reading, "AND"));
  const filter = disjunction(reading);
  if (peek(reading).kind !== "end") throw notAClause(reading, peek(reading));
  return filter;
};
