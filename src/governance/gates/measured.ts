import type { DoubleValue } from "../../../verify/version-digest.js";
import type { DatasetSelector, Evaluator } from "./gate.js";

/** A copy of one evaluation as a gate's evidence keeps it. */
export type Measured = {
  readonly value: DoubleValue;
  /** The data set; null for a metric of the frozen record, which names none. */
  readonly dataset: { readonly name: string; readonly digest: string | null } | null;
  /** Id of the run; null where the version's record alone says it. */
  readonly run: string | null;
  readonly source: string;
  /** How many evaluations of this metric there were on this data set. */
  readonly attempts: number;
  /** When, by the server's clock; null of what is frozen. */
  readonly at: string | null;
};

/** `recent@499ce42d`. */
export const nameOfData = ({ name, digest }: { name: string; digest?: string | null | undefined }): string =>
  digest == null ? name : `${name}@${digest}`;

/** ` on recent`, or nothing where any data will do. */
export const onData = (data: DatasetSelector | Measured["dataset"] | undefined): string =>
  data == null ? "" : ` on ${nameOfData(data)}`;

/** Whose evaluations alone count, in words; nothing where those of all contributors do. */
export const byWhom = (evaluator: Evaluator | undefined): string => {
  const { teamId, independent } = evaluator ?? {};
  const who = independent === true ? " by somebody who has no part in the version" : "";
  return teamId === undefined ? who : `${who} in an experiment of ${teamId}`;
};

/** The line that brings a missing evaluation. */
export const howToEvaluate = (model: string, version: number): string =>
  `run mlflow.evaluate("models:/${model}/${version}", …) on it`;

export const numberOf = (value: DoubleValue): number => Number(value);
