import type { Column } from "../experiment/run-filter.ts";
import { readColumns, writeColumn } from "../experiment/run-filter.ts";

/** A table of runs as it came, column by column. */
export interface Matrix {
  readonly runs: readonly string[];
  readonly names: readonly string[];
  readonly columns: readonly { readonly column: Column; readonly values: readonly (string | number | null)[] }[];
}

/** What a chart can place of a column: a number of each run, or NaN; texts that are no numbers by their rank. */
export interface Axis {
  readonly name: string;
  readonly numbers: readonly number[];
  /** The texts by rank; null where they are numbers. */
  readonly texts: readonly string[] | null;
  readonly least: number;
  readonly greatest: number;
  /** Values lie orders of magnitude apart: the axis counts in powers. */
  readonly log: boolean;
}

const FAR_APART = 1_000;

const finite = (values: readonly number[]): number[] => values.filter((value) => Number.isFinite(value));

/** The column as an axis. */
export const axisOf = (column: Column, values: readonly (string | number | null)[]): Axis => {
  const given = values.filter((value) => value !== null && value !== "");
  const numeric = given.every((value) => Number.isFinite(Number(value)) || /^(NaN|-?Infinity)$/.test(String(value)));
  const texts = numeric ? null : [...new Set(given.map(String))].sort();
  const rank = new Map(texts?.map((text, at) => [text, at]));
  const numbers = values.map((value) => {
    if (value === null || value === "") return Number.NaN;
    return texts === null ? Number(value) : (rank.get(String(value)) ?? Number.NaN);
  });
  const ends = finite(numbers);
  const least = ends.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
  const greatest = ends.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY);
  const log = texts === null && least > 0 && greatest / least >= FAR_APART;
  return { name: writeColumn(column), numbers, texts, least, greatest, log };
};

/** Where a value stands on its axis, from 0 to 1; NaN where it has no place. */
export const placeOn = ({ least, greatest, log }: Axis, value: number): number => {
  if (!Number.isFinite(value) || (log && value <= 0)) return Number.NaN;
  if (greatest === least) return 0.5;
  return log
    ? (Math.log(value) - Math.log(least)) / (Math.log(greatest) - Math.log(least))
    : (value - least) / (greatest - least);
};

/** The value at a place of the axis. */
export const valueAt = ({ least, greatest, log }: Axis, place: number): number =>
  log ? least * (greatest / least) ** place : least + (greatest - least) * place;

/** What is chosen of an axis; an end that is absent is open. */
export interface Range {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

export type Ranges = ReadonlyMap<string, Range>;

const numberOf = (text: string | undefined): number | undefined =>
  text === undefined || text === "" || !Number.isFinite(Number(text)) ? undefined : Number(text);

/** Ranges of an address: `auc~0.8~0.9,param:depth~3~`. Keys have neither comma nor tilde. */
export const readRanges = (text: string): Ranges =>
  new Map(
    text.split(",").flatMap((part) => {
      const [name = "", from, to] = part.split("~");
      const range = { from: numberOf(from), to: numberOf(to) };
      return readColumns(name).length === 0 || (range.from ?? range.to) === undefined ? [] : [[name, range] as const];
    }),
  );

export const writeRanges = (ranges: Ranges): string =>
  [...ranges]
    .filter(([, { from, to }]) => (from ?? to) !== undefined)
    .map(([name, { from, to }]) => `${name}~${from ?? ""}~${to ?? ""}`)
    .join(",");

/** Which runs are chosen: those ticked, or else all, as far as they are in every range. By their place in the table. */
export const chosenOf = (
  runs: readonly string[],
  axes: readonly Axis[],
  ranges: Ranges,
  ticked: ReadonlySet<string>,
): readonly number[] => {
  const bound = axes.flatMap((axis) => {
    const range = ranges.get(axis.name);
    return range === undefined ? [] : [{ axis, range }];
  });
  return runs.flatMap((run, at) => {
    const within = bound.every(
      ({ axis, range: { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } }) => {
        const value = axis.numbers[at] ?? Number.NaN;
        return value >= from && value <= to;
      },
    );
    return within && (ticked.size === 0 || ticked.has(run)) ? [at] : [];
  });
};

/** Digits that a drawn range keeps: what a hand means. */
export const rounded = (value: number): number => Number(value.toPrecision(4));
