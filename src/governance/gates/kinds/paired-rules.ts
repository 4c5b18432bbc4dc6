import { reaches } from "../decimal-rules.js";
import type { ChampionGate } from "../gate.js";
import { byWhom, onData } from "../measured.js";
import { failed, type Outcome, passed, pending } from "../outcome.js";
import type { Comparison } from "../paired/compare-tables.js";

/** The evaluation run whose table of scores is looked at. */
export type TableInputs = {
  readonly dataset: { readonly name: string; readonly digest: string | null };
  readonly run: string;
  /** How many runs evaluated the version on this data. */
  readonly attempts: number;
  readonly at: string;
  /** SHA-256 of the table; null: the run has no such file. */
  readonly table: string | null;
};

/** What a champion gate with paired scores looks at. */
export type PairedInputs = {
  readonly model: string;
  readonly version: number;
  readonly candidate: TableInputs | null;
  /** Who holds the slot compared with; null: nobody does. */
  readonly champion: {
    readonly id: string;
    readonly version: number;
    /** Its evaluation on the very data of the candidate's; null: there is none. */
    readonly measured: TableInputs | null;
    /** Whether schema, row count and checksum agree too, wherever both evaluations have them. */
    readonly sameData: boolean;
  } | null;
  /** What the tables say beside each other; null while one is missing. */
  readonly comparison: Comparison | null;
};

const to12Digits = (value: number): number => Number(value.toPrecision(12));

const wordsOf = ({ margin = 0, direction, dataset, paired }: ChampionGate): string => {
  const { table, score, row, confidence } = { confidence: 0.95, table: "", score: "", row: "", ...paired };
  const least = margin === 0 ? "above 0" : `at least ${margin}`;
  return `${score} of each ${row} in ${table}${onData(dataset)}: the mean improvement over the champion, less its uncertainty at ${confidence}, is ${least} (${direction} is better)`;
};

/** Whether the version is better than the champion row by row by the margin, more surely than chance allows. */
export const judgePaired = (gate: ChampionGate, inputs: PairedInputs): Outcome => {
  const { dataset, without, paired, margin = 0, direction } = gate;
  const { model, version, candidate, champion, comparison } = inputs;
  const required = wordsOf(gate);
  if (champion === null)
    return without === "FAIL"
      ? failed(required, "no champion", "there is no champion to compare with, and the gate asks for one")
      : passed(required, "no champion");
  const how = (of: number): string =>
    `evaluate models:/${model}/${of} on it, and mlflow.log_table(…, "${paired?.table}") in that run`;
  const by = byWhom(gate.evaluator);
  if (candidate === null)
    return pending(required, null, `no run evaluated version ${version}${onData(dataset)}${by}: ${how(version)}`);
  const on = onData(candidate.dataset);
  const { measured, sameData } = champion;
  if (measured === null)
    return pending(required, null, `no run evaluated version ${champion.version}${on}${by}: ${how(champion.version)}`);
  if (!sameData)
    return pending(
      required,
      null,
      `version ${champion.version} was evaluated on other data of the same name and digest (schema, rows or checksum differ): ${how(champion.version)}`,
    );
  const bare = candidate.table === null ? version : measured.table === null ? champion.version : null;
  if (bare !== null || comparison === null)
    return pending(
      required,
      null,
      `the run that evaluated version ${bare ?? version}${on} has no ${paired?.table}: ${how(bare ?? version)}`,
    );
  if ("problem" in comparison) return failed(required, null, comparison.problem);
  const { rows, mean, standardError, quantile } = comparison;
  const gained = direction === "HIGHER" ? mean : -mean;
  const bound = to12Digits(gained - quantile * standardError);
  const observed = `${rows} rows${on} beside version ${champion.version}: mean improvement ${gained}, standard error ${standardError}, lower bound ${bound}`;
  return reaches(bound, margin) && (margin !== 0 || bound > 0)
    ? passed(required, observed)
    : failed(
        required,
        observed,
        `the lower bound ${bound} of the mean improvement over version ${champion.version} is not ${margin === 0 ? "above 0" : `at least ${margin}`}`,
      );
};
