import { improvementOf, type Wanted } from "./decimal-rules.js";
import type { ChampionGate } from "./gate.js";
import { byWhom, howToEvaluate, type Measured, numberOf, onData } from "./measured.js";
import { failed, type Outcome, passed, pending } from "./outcome.js";

/** What a champion gate looks at. */
export type ChampionInputs = {
  readonly model: string;
  readonly version: number;
  readonly candidate: Measured | null;
  /** Who holds the slot compared with; null: nobody does. */
  readonly champion: {
    readonly id: string;
    readonly version: number;
    /** Its evaluation on the very data of the candidate's; null: there is none. */
    readonly measured: Measured | null;
    /** Whether schema, row count and checksum agree too, wherever both evaluations have them. */
    readonly sameData: boolean;
  } | null;
};

const wantedOf = ({ direction, margin = 0, relative }: ChampionGate): Wanted => ({
  direction,
  margin,
  relative: relative === true,
});

const marginInWords = ({ margin, relative }: Wanted): string => {
  const part = relative ? " of the champion's value" : "";
  if (margin === 0) return "an improvement";
  return margin > 0 ? `an improvement of ${margin}${part}` : `to be worse by no more than ${-margin}${part}`;
};

/** Whether the version is better than the champion by the margin, both evaluated on the same data. */
export const judgeChampion = (gate: ChampionGate, inputs: ChampionInputs): Outcome => {
  const { metric = "", dataset, without } = gate;
  const { model, version, candidate, champion } = inputs;
  const wanted = wantedOf(gate);
  const words = marginInWords(wanted);
  const required = `${metric}${onData(dataset)}: ${words} over the champion (${wanted.direction} is better)`;
  if (champion === null)
    return without === "FAIL"
      ? failed(required, "no champion", "there is no champion to compare with, and the gate asks for one")
      : passed(required, "no champion");
  const missing = (of: number, data: Parameters<typeof onData>[0]): string =>
    `version ${of} was not evaluated${onData(data)} for "${metric}"${byWhom(gate.evaluator)}: ${howToEvaluate(model, of)}`;
  if (candidate === null) return pending(required, null, missing(version, dataset));
  const { measured, sameData } = champion;
  const mine = `${metric} ${candidate.value}${onData(candidate.dataset)}`;
  if (measured === null) return pending(required, mine, missing(champion.version, candidate.dataset));
  if (!sameData)
    return pending(
      required,
      mine,
      `version ${champion.version} was evaluated on other data of the same name and digest (schema, rows or checksum differ): ${howToEvaluate(model, champion.version)}`,
    );
  const gained = improvementOf(numberOf(candidate.value), numberOf(measured.value), wanted);
  const observed = `${mine}, version ${champion.version} has ${measured.value}: ${gained.text} better`;
  const is = wanted.margin < 0 ? "is allowed" : "is required";
  return gained.suffices
    ? passed(required, observed)
    : failed(required, observed, `${mine}, version ${champion.version} has ${measured.value}, ${words} ${is}`);
};
