import {
  countsFor,
  type EvaluatedOn,
  type EvaluationAsk,
  type EvaluationBook,
  newestFirst,
  selects,
} from "./evaluation-rules.js";

/** A run that evaluated a version on some data, whatever it measured. */
export interface EvaluationRun {
  readonly dataset: EvaluatedOn;
  readonly runId: string;
  /** How often the version was evaluated on this data, by the newest run's metric. */
  readonly attempts: number;
  readonly at: string;
}

/** The newest run that evaluated the version on such data and counts; null when none does. What is in no run has no files. */
export const newestRun = (book: EvaluationBook, ask: Omit<EvaluationAsk, "metric">): EvaluationRun | null => {
  const counting = book
    .filter(
      (known) =>
        known.versionId === ask.versionId &&
        known.runId !== null &&
        selects(ask.dataset, known.dataset) &&
        countsFor(known, ask.evaluator),
    )
    .toSorted(newestFirst);
  const [newest] = counting;
  if (newest === undefined || newest.runId === null) return null;
  const { dataset, runId, at } = newest;
  const alike = counting.filter(
    ({ metric, dataset: on }) => metric === newest.metric && on.name === dataset.name && on.digest === dataset.digest,
  );
  return { dataset, runId, at, attempts: alike.reduce((sum, { attempts }) => sum + attempts, 0) };
};
