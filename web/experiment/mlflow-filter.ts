import type { RunCondition } from "../gql/graphql.ts";
import { FilterRefused } from "./filter-refused.ts";
import { conditionOf, isField } from "./mlflow-conditions.ts";
import { isWord, type Piece, piecesOf } from "./mlflow-pieces.ts";

/** A filter in MLflow's grammar, read. */
interface MlflowFilter {
  readonly condition: RunCondition;
  /** As typed, with the quotes put that were left out. */
  readonly text: string;
  /** The clauses that must all hold, each by itself, as typed. */
  readonly clauses: readonly string[];
}

const FIELD =
  /^[\s(]*(?:not\b[\s(]*)*(?:(?:metric|param|parameter|tag|dataset|attribute)s?\.|(?:attr|run)\.|(?:run_id|run_name|user_id|status|artifact_uri|start_time|end_time|created)\s*(?:[=<>!]|\b(?:not|i?like|in|is)\b))/i;

/** Whether a text is meant in MLflow's grammar, `metrics.auc > 0.9`, and not in the console's, `metric:auc>0.9`. */
export const isMlflow = (text: string): boolean => FIELD.test(text);

interface Reading {
  readonly text: string;
  readonly pieces: readonly Piece[];
  at: number;
  /** What is put in place of what was typed, from the left. */
  readonly quoted: { readonly piece: Piece; readonly text: string }[];
}

/**
 * Reads a filter of MLflow's search of runs: comparisons joined by AND, and as in Countersign's own service OR, NOT and
 * parentheses. Throws a `FilterRefused`, also for what a list of runs cannot be narrowed by.
 */
export const readMlflow = (text: string): MlflowFilter => {
  const reading: Reading = { text, pieces: piecesOf(text), at: 0, quoted: [] };
  const [condition, clauses] = any(reading);
  const rest = here(reading);
  if (rest.kind !== "end") throw new FilterRefused("AND, OR or the end was expected here.", rest.start);
  return { condition, text: withQuotes(reading), clauses };
};

const here = ({ pieces, at }: Reading): Piece => pieces[Math.min(at, pieces.length - 1)] as Piece;

const took = (reading: Reading, test: (piece: Piece) => boolean): boolean => {
  const found = test(here(reading));
  if (found) reading.at += 1;
  return found;
};

type Read = readonly [condition: RunCondition, clauses: readonly string[]];

/** Several by one of them: the text of all is one clause. */
const any = (reading: Reading): Read => {
  const start = here(reading).start;
  const [first, clauses] = all(reading);
  const others: RunCondition[] = [];
  while (took(reading, isWord("OR"))) others.push(all(reading)[0]);
  return others.length === 0 ? [first, clauses] : [{ or: [first, ...others] }, [since(reading, start)]];
};

const all = (reading: Reading): Read => {
  const conditions: RunCondition[] = [];
  const clauses: string[] = [];
  do {
    const { start } = here(reading);
    conditions.push(one(reading));
    clauses.push(since(reading, start));
  } while (took(reading, isWord("AND")));
  return [conditions.length === 1 ? (conditions[0] as RunCondition) : { and: conditions }, clauses];
};

const one = (reading: Reading): RunCondition => {
  if (took(reading, isWord("NOT"))) return { not: one(reading) };
  const open = here(reading);
  if (!took(reading, ({ text }) => text === "(")) return comparison(reading);
  const [inside] = any(reading);
  if (!took(reading, ({ text }) => text === ")"))
    throw new FilterRefused("The parenthesis that opens here is not closed.", open.start);
  return inside;
};

/** `metrics.auc > 0.9`. */
const comparison = (reading: Reading): RunCondition => {
  const field = here(reading);
  if (!isField(field))
    throw new FilterRefused(`${needed(field)}: metrics.auc, params.depth, tags.team, status.`, field.start);
  reading.at += 1;
  const operator = operatorOf(reading);
  const values = operator.text.endsWith("IN")
    ? listOf(reading)
    : /NULL$/.test(operator.text)
      ? []
      : [takenValue(reading)];
  const { condition, key, values: quoted } = conditionOf(field, operator, values);
  if (key !== undefined) reading.quoted.push({ piece: field, text: key });
  values.forEach((piece, index) => {
    const text = quoted[index];
    if (text !== undefined && text !== piece.text) reading.quoted.push({ piece, text });
  });
  return condition;
};

const needed = ({ kind }: Piece): string =>
  kind === "end" ? "A comparison is missing at the end" : "A field was expected here";

const words = ["LIKE", "ILIKE", "IN"];

const operatorOf = (reading: Reading): Piece => {
  const first = here(reading);
  const told = (text: string): Piece => ({ ...first, text });
  const refused = new FilterRefused(
    "An operator was expected here: =, !=, <, <=, >, >=, LIKE, ILIKE, IN, IS NULL.",
    first.start,
  );
  if (first.kind === "operator" || words.some((word) => isWord(word)(first))) {
    reading.at += 1;
    return told(first.text.toUpperCase());
  }
  if (took(reading, isWord("NOT"))) {
    if (took(reading, isWord("IN"))) return told("NOT IN");
    throw refused;
  }
  if (!took(reading, isWord("IS"))) throw refused;
  const not = took(reading, isWord("NOT")) ? " NOT" : "";
  if (!took(reading, isWord("NULL"))) throw new FilterRefused("NULL was expected here.", here(reading).start);
  return told(`IS${not} NULL`);
};

const takenValue = (reading: Reading): Piece => {
  const piece = here(reading);
  if (piece.kind === "open") throw new FilterRefused("The quote that opens here is not closed.", piece.start);
  if (!["text", "number", "name"].includes(piece.kind) || isWord("AND")(piece) || isWord("OR")(piece))
    throw new FilterRefused("A value was expected here.", piece.start);
  reading.at += 1;
  return piece;
};

const listOf = (reading: Reading): readonly Piece[] => {
  if (!took(reading, ({ text }) => text === "("))
    throw new FilterRefused("A list was expected here: ('a', 'b').", here(reading).start);
  const values = [takenValue(reading)];
  while (took(reading, ({ text }) => text === ",")) {
    if (here(reading).text === ")") break;
    values.push(takenValue(reading));
  }
  if (!took(reading, ({ text }) => text === ")"))
    throw new FilterRefused("A comma or a closing parenthesis was expected here.", here(reading).start);
  return values;
};

/** The text from `start` to what was read last. */
const since = ({ text, pieces, at }: Reading, start: number): string => text.slice(start, pieces[at - 1]?.end);

const withQuotes = ({ text, quoted }: Reading): string => {
  let done = 0;
  let whole = "";
  for (const { piece, text: put } of quoted) {
    whole += text.slice(done, piece.start) + put;
    done = piece.end;
  }
  return whole + text.slice(done);
};
