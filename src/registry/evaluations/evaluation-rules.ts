import type { EvaluationSource } from "../../tracking/evaluations/evaluation-link-rules.js";

/** Data that something was measured on; what is not known of it is null. */
export interface EvaluatedOn {
  readonly name: string;
  /** As the client computed it; null for a version made by GraphQL that gave none. */
  readonly digest: string | null;
  /** SHA-256 of the schema as the client wrote it, in hexadecimal. */
  readonly schemaDigest: string | null;
  /** Number of rows in decimal digits. */
  readonly rows: string | null;
  /** The input's tag `sha256`. */
  readonly sha256: string | null;
}

/** The newest evaluation of one metric of a version on one data set. */
export interface Evaluated {
  readonly metric: string;
  /** May be NaN or infinite. */
  readonly value: number;
  readonly dataset: EvaluatedOn;
  /** Null for what is in no run: the frozen record of a version made by GraphQL, or what was recorded without one. */
  readonly runId: string | null;
  readonly source: EvaluationSource;
  /** How many evaluations of this metric on this data set there are. */
  readonly attempts: number;
  /** The server's time of the run, RFC 3339; of what is in no run, when it was recorded. */
  readonly at: string;
  /** Id of who made the run, or recorded the value. */
  readonly by: string;
}

/** Evaluations that are alike: the newest of one maker on one data set, with all that decides whether it counts. */
export interface KnownEvaluation extends Evaluated {
  readonly versionId: string;
  readonly recordId: string | null;
  /** Whether its maker may contribute to the version's model now. */
  readonly byContributor: boolean;
  /** Whether no author of the version wrote to the run or recorded the value, or could write there now. */
  readonly independent: boolean;
  /** The run's experiment and its owner; null for what is in no run. */
  readonly experiment: { readonly id: string; readonly ownerId: string; readonly visibility: string } | null;
  readonly step: bigint;
  readonly timestamp: bigint;
}

/** Evaluations of versions, the newest first. */
export type EvaluationBook = readonly KnownEvaluation[];

/** Which data is meant: by name, by digest, or both. */
export interface DatasetSelector {
  readonly name: string | null;
  readonly digest: string | null;
}

/** Who must have evaluated: a team, whose experiment the run is in; nobody behind the version. */
export interface Evaluator {
  readonly teamId: string | null;
  readonly independent: boolean;
}

/** What is looked for. */
export interface EvaluationAsk {
  readonly versionId: string;
  readonly metric: string;
  /** Null: any data. A name alone: the newest on any data of that name. */
  readonly dataset: DatasetSelector | null;
  /** Null: whoever may contribute to the model. */
  readonly evaluator: Evaluator | null;
}

/** Whether an evaluation counts for those who ask for such an evaluator. */
export const countsFor = (known: KnownEvaluation, evaluator: Evaluator | null): boolean => {
  const teamId = evaluator?.teamId ?? null;
  const byRight = teamId === null ? known.byContributor : known.experiment?.ownerId === teamId;
  return byRight && (evaluator?.independent !== true || known.independent);
};

/** Whether data is what the selector names. */
export const selects = (selector: DatasetSelector | null, { name, digest }: EvaluatedOn): boolean =>
  selector === null ||
  ((selector.name === null || selector.name === name) && (selector.digest === null || selector.digest === digest));

const compare = (a: bigint | string, b: bigint | string): number => (a < b ? 1 : a > b ? -1 : 0);

/** The newest first: by the server's time of the run, then by step, then by the client's timestamp. */
export const newestFirst = (a: KnownEvaluation, b: KnownEvaluation): number =>
  compare(a.at, b.at) || compare(a.step, b.step) || compare(a.timestamp, b.timestamp);

/** The newest evaluation that is asked for; null when none counts. */
export const newestEvaluation = (book: EvaluationBook, ask: EvaluationAsk): Evaluated | null => {
  const { versionId, metric, dataset, evaluator } = ask;
  const counting = book.filter(
    (known) =>
      known.versionId === versionId &&
      known.metric === metric &&
      selects(dataset, known.dataset) &&
      countsFor(known, evaluator),
  );
  const [newest] = counting.toSorted(newestFirst);
  if (newest === undefined) return null;
  const { name, digest } = newest.dataset;
  const alike = counting.filter(({ dataset: on }) => on.name === name && on.digest === digest);
  return evaluated(newest, alike);
};

const evaluated = (newest: KnownEvaluation, alike: readonly KnownEvaluation[]): Evaluated => ({
  metric: newest.metric,
  value: newest.value,
  dataset: newest.dataset,
  runId: newest.runId,
  source: newest.source,
  attempts: alike.reduce((sum, { attempts }) => sum + attempts, 0),
  at: newest.at,
  by: newest.by,
});

/** Of each metric and data set the newest evaluation, the newest first. */
export const newestOfEach = (book: EvaluationBook): Evaluated[] => {
  const alike = Map.groupBy(book.toSorted(newestFirst), ({ metric, dataset: { name, digest } }) =>
    JSON.stringify([metric, name, digest]),
  );
  return [...alike.values()].flatMap((list) => (list[0] === undefined ? [] : [evaluated(list[0], list)]));
};

/**
 * Whether two evaluations were made on the same data: their digests are equal, and so are schema, number of rows and the
 * tag `sha256` where both have them. Data without a digest is the same as none.
 */
export const isSameData = (one: EvaluatedOn, other: EvaluatedOn): boolean =>
  one.digest !== null &&
  one.digest === other.digest &&
  (["schemaDigest", "rows", "sha256"] as const).every(
    (fact) => one[fact] === null || other[fact] === null || one[fact] === other[fact],
  );
