import type { RightsOf } from "../../../access/rights-reader.js";
import { type ArtifactFile, findFile } from "../../../artifacts/artifacts.queries.js";
import { uuidOfId } from "../../../db/ids.js";
import type { Reader } from "../../../db/sql.js";
import { evaluationBook } from "../../../registry/evaluations/evaluation-book.js";
import {
  type DatasetSelector,
  type EvaluationBook,
  isSameData,
} from "../../../registry/evaluations/evaluation-rules.js";
import { type EvaluationRun, newestRun } from "../../../registry/evaluations/evaluation-run-rules.js";
import type { Holder } from "../../../registry/lifecycle-rules.js";
import { evaluatorOf } from "../evaluator.js";
import type { ChampionGate, Gate, PairedScores } from "../gate.js";
import type { GateSubject } from "../gate-subject.js";
import type { Comparison } from "../paired/compare-tables.js";
import { type ComparisonKey, findComparison } from "../paired/comparisons.store.js";
import { Uncompared, type UncomparedPair } from "../paired/uncompared.js";
import type { PairedInputs, TableInputs } from "./paired-rules.js";

const DEFAULT_CONFIDENCE = 0.95;

/** What the gates of a move compare with: the holder of the slot that each names. */
type Champions = readonly (Holder | null)[];

/** What gates with paired scores look at, in their order; undefined for the others. */
export const readPaired = async (
  db: Reader,
  subject: GateSubject,
  {
    gates,
    champions,
    rightsOf,
  }: { readonly gates: readonly Gate[]; readonly champions: Champions; readonly rightsOf: RightsOf },
): Promise<(PairedInputs | undefined)[]> => {
  if (!gates.some(({ champion }) => champion?.paired !== undefined)) return [];
  const ids = new Set([subject.version.id, ...champions.flatMap((champion) => champion?.id ?? [])]);
  const book = await evaluationBook(rightsOf, db, { versionIds: [...ids], metrics: null });
  const missing: UncomparedPair[] = [];
  const all: (PairedInputs | undefined)[] = [];
  for (const [index, { champion: gate }] of gates.entries())
    all.push(
      gate?.paired &&
        (await inputsOf(db, subject, { gate, paired: gate.paired, book, champion: champions[index] ?? null, missing })),
    );
  if (missing.length > 0) throw new Uncompared(missing);
  return all;
};

interface Reading {
  readonly gate: ChampionGate;
  readonly paired: PairedScores;
  readonly book: EvaluationBook;
  readonly champion: Holder | null;
  /** Collects the tables that nobody has compared yet. */
  readonly missing: UncomparedPair[];
}

const inputsOf = async (db: Reader, subject: GateSubject, reading: Reading): Promise<PairedInputs> => {
  const { gate, paired, book, champion } = reading;
  const { model, version } = subject;
  const evaluator = evaluatorOf(gate.evaluator);
  const found = (versionId: string, dataset: DatasetSelector | null): EvaluationRun | null =>
    newestRun(book, { versionId, dataset, evaluator });
  const named = gate.dataset === undefined ? null : { name: gate.dataset.name, digest: gate.dataset.digest ?? null };
  const mine = found(version.id, named);
  const same = mine && { name: mine.dataset.digest === null ? mine.dataset.name : null, digest: mine.dataset.digest };
  const theirs = champion === null || same === null ? null : found(champion.id, same);
  const files = await tablesOf(db, [mine, theirs], paired.table);
  return {
    model: model.name,
    version: version.version,
    candidate: mine && tableInputs(mine, files[0]),
    champion: champion && {
      id: champion.id,
      version: champion.version,
      measured: theirs && tableInputs(theirs, files[1]),
      sameData: mine !== null && theirs !== null && isSameData(mine.dataset, theirs.dataset),
    },
    comparison: await comparisonOf(db, files, reading),
  };
};

type Files = readonly [ArtifactFile | undefined, ArtifactFile | undefined];

const tablesOf = async (
  db: Reader,
  [mine, theirs]: readonly [EvaluationRun | null, EvaluationRun | null],
  path: string,
): Promise<Files> => {
  const of = async (run: EvaluationRun | null): Promise<ArtifactFile | undefined> =>
    run === null ? undefined : findFile(db, { uuid: uuidOfId(run.runId) }, path);
  return [await of(mine), await of(theirs)];
};

const tableInputs = ({ dataset, runId, attempts, at }: EvaluationRun, file: ArtifactFile | undefined): TableInputs => ({
  dataset: { name: dataset.name, digest: dataset.digest },
  run: runId,
  attempts,
  at,
  table: file?.sha256 ?? null,
});

const comparisonOf = async (
  db: Reader,
  [candidate, champion]: Files,
  { paired, missing }: Reading,
): Promise<Comparison | null> => {
  if (candidate === undefined || champion === undefined) return null;
  const { row, score, confidence = DEFAULT_CONFIDENCE } = paired;
  const key: ComparisonKey = { candidate: candidate.sha256, champion: champion.sha256, row, score, confidence };
  const known = await findComparison(db, key);
  if (known === undefined) missing.push({ key, candidate, champion });
  return known ?? null;
};
