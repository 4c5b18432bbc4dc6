import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import Papa from "papaparse";
import { type Scores, scanTable } from "./scan-table.js";
import { tableLimits } from "./table-limits.js";

/** How two tables of scores are compared. */
export interface Comparing {
  /** The column whose values say which row is which. */
  readonly row: string;
  readonly score: string;
  /** One-sided, below 1. */
  readonly confidence: number;
}

/** What two tables say beside each other, each number to 12 significant digits; or why nobody can say. */
export type Comparison =
  | {
      readonly rows: number;
      /** Mean of the candidate's score less the champion's, row by row. */
      readonly mean: number;
      readonly standardError: number;
      /** Student's t at the confidence, with one degree of freedom less than rows. */
      readonly quantile: number;
    }
  | { readonly problem: string };

class Unreadable extends Error {}

type Whose = "candidate" | "champion";
type Table = { readonly columns: readonly unknown[]; readonly rows: readonly (readonly unknown[])[] };

/** JSON as `mlflow.log_table` writes it, in pandas' split orientation; else CSV with a header. */
const tableOf = (text: string): Table => (/^\s*\{/.test(text) ? fromJson(text) : fromCsv(text));

const fromJson = (text: string): Table => {
  const { columns, data } = JSON.parse(text) as { columns?: unknown; data?: unknown };
  if (!Array.isArray(columns) || !Array.isArray(data) || !data.every((row) => Array.isArray(row)))
    throw new Unreadable('is no table as mlflow.log_table writes it: {"columns": […], "data": [[…], …]}');
  return { columns, rows: data as unknown[][] };
};

const fromCsv = (text: string): Table => {
  const { data, errors } = Papa.parse<string[]>(text, { skipEmptyLines: true, delimiter: "," });
  const [error] = errors;
  if (error !== undefined) throw new Unreadable(`is no CSV: ${error.message} (row ${(error.row ?? 0) + 1})`);
  const [columns = [], ...rows] = data;
  return { columns, rows };
};

const decimal = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;

/** A number, or a number as CSV writes it: in decimal digits. */
const scoreOf = (value: unknown): number =>
  typeof value === "number" ? value : typeof value === "string" && decimal.test(value) ? Number(value) : Number.NaN;

const scoresOf = (bytes: Uint8Array, asked: Comparing): Scores => {
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  const scanned = scanTable(text, asked.row, asked.score);
  return scanned !== undefined && scanned.ids.length <= tableLimits.rows ? scanned : parsedScores(text, asked);
};

const parsedScores = (text: string, { row, score }: Comparing): Scores => {
  const { columns, rows } = tableOf(text);
  const [ofRow, ofScore] = [row, score].map((name) => {
    const place = columns.indexOf(name);
    if (place < 0) throw new Unreadable(`has no column "${name}"`);
    return place;
  }) as [number, number];
  if (rows.length > tableLimits.rows) throw new Unreadable("has more than 1,000,000 rows");
  const values = new Float64Array(rows.length);
  const ids = rows.map((cells, index) => {
    const id = cells[ofRow];
    if ((typeof id !== "string" && typeof id !== "number") || id === "")
      throw new Unreadable(`has a row whose "${row}" is neither text nor number`);
    const value = scoreOf(cells[ofScore]);
    if (!Number.isFinite(value)) throw new Unreadable(`has no number in "${score}" of row ${JSON.stringify(id)}`);
    values[index] = value;
    return String(id);
  });
  return { ids, values };
};

const of = <Result>(whose: Whose, read: () => Result): Result => {
  try {
    return read();
  } catch (error) {
    const what =
      error instanceof Unreadable ? error.message : `cannot be read: ${(error as Error).message.slice(0, 200)}`;
    throw new Unreadable(`the table of the ${whose} ${what}`);
  }
};

const twice = (id: string | undefined): Unreadable => new Unreadable(`has row ${JSON.stringify(id)} twice`);
const alone = (id: string | undefined): Unreadable => new Unreadable(`row ${JSON.stringify(id)} is in one table only`);

/** Where each row stands in its table. */
const placesOf = ({ ids }: Scores): Map<string, number> => {
  const places = new Map<string, number>();
  for (const [index, id] of ids.entries()) places.set(id, index);
  if (places.size < ids.length) throw twice(ids.find((id, index) => places.get(id) !== index));
  return places;
};

/** Shorter first, then by text: in this order the ids of most tables rise, and so none is there twice. */
const precedes = (one: string, other: string): boolean =>
  one.length < other.length || (one.length === other.length && one < other);

const haveSameRisingIds = ({ ids }: Scores, { ids: others }: Scores): boolean =>
  ids.length === others.length &&
  ids.every((id, index) => id === others[index] && (index === 0 || precedes(ids[index - 1] ?? "", id)));

/** The candidate's score less the champion's, row by row. */
const differencesOf = (mine: Scores, theirs: Scores): Float64Array => {
  if (haveSameRisingIds(mine, theirs))
    return mine.values.map((value, index) => value - (theirs.values[index] ?? Number.NaN));
  const places = of("champion", () => placesOf(theirs));
  const joined = new Uint8Array(theirs.ids.length);
  const differences = mine.values.map((value, index) => {
    const id = mine.ids[index] ?? "";
    const place = theirs.ids[index] === id ? index : places.get(id);
    if (place === undefined) throw alone(id);
    if (joined[place] === 1) throw new Unreadable(`the table of the candidate ${twice(id).message}`);
    joined[place] = 1;
    return value - (theirs.values[place] ?? Number.NaN);
  });
  const left = joined.indexOf(0);
  if (left >= 0) throw alone(theirs.ids[left]);
  return differences;
};

/** The sum with what rounding loses carried along (Neumaier), so that a million rows add up. */
const sumOf = (values: Float64Array): number => {
  let [sum, lost] = [0, 0];
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
};

const to12Digits = (value: number): number => Number(value.toPrecision(12));

const statisticsOf = (differences: Float64Array, confidence: number): Comparison => {
  const rows = differences.length;
  const mean = sumOf(differences) / rows;
  const variance = sumOf(differences.map((each) => (each - mean) ** 2)) / (rows - 1);
  const standardError = Math.sqrt(variance / rows);
  if (!Number.isFinite(mean) || !Number.isFinite(standardError))
    return { problem: "the scores are too large to be compared" };
  const quantile = tQuantile(confidence, rows - 1);
  return { rows, mean: to12Digits(mean), standardError: to12Digits(standardError), quantile: to12Digits(quantile) };
};

/** Joins two tables row by row, and says by how much the candidate's scores are above the champion's. */
export const compareTables = (candidate: Uint8Array, champion: Uint8Array, asked: Comparing): Comparison => {
  try {
    const mine = of("candidate", () => scoresOf(candidate, asked));
    const theirs = of("champion", () => scoresOf(champion, asked));
    const differences = differencesOf(mine, theirs);
    if (differences.length < tableLimits.leastRows)
      return { problem: `${differences.length} rows are too few: at least ${tableLimits.leastRows} are needed` };
    return statisticsOf(differences, asked.confidence);
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.message.slice(0, 500) };
    throw error;
  }
};
