import type { Ctx } from "../../context.js";
import { DomainError } from "../../errors.js";
import { experimentsNamedBy } from "../experiments/searched-experiments.pages.js";
import { checkCount } from "../tracking-input.js";
import {
  type ColumnFigures,
  type ColumnKind,
  figuresOf,
  type KeyFound,
  keysOfExperiments,
  namedKeys,
  newestRuns,
} from "./columns.queries.js";
import { readableRuns } from "./compared-runs.pages.js";
import type { Column } from "./matrix.types.js";

const MAX_EXPERIMENTS = 100;
/** Runs that the figures of a column are of. */
export const SAMPLED = 2_000;

export interface ColumnsAsked {
  readonly experimentIds: readonly string[] | null;
  readonly runIds: readonly string[] | null;
  readonly prefix: string;
  readonly differing: boolean;
  readonly first: number;
}

type Figures = Readonly<Record<ColumnKind, readonly ColumnFigures[]>>;

interface Found {
  readonly runs: readonly string[];
  readonly keys: readonly KeyFound[];
  readonly figures: Figures;
}

const figuresUnder = async (
  ctx: Ctx,
  runs: readonly string[],
  keysFor: (kind: ColumnKind) => readonly number[] | null,
): Promise<Figures> => ({
  METRIC: await figuresOf(ctx.db.reader, "METRIC", { runs, keys: keysFor("METRIC") }),
  PARAM: await figuresOf(ctx.db.reader, "PARAM", { runs, keys: keysFor("PARAM") }),
});

/** The keys that these runs have. */
const ofRuns = async (ctx: Ctx, runIds: readonly string[], prefix: string): Promise<Found> => {
  checkCount("runIds", runIds, SAMPLED);
  const runs = await readableRuns(ctx, runIds);
  const figures = await figuresUnder(ctx, runs, () => null);
  const numbers = (kind: ColumnKind): number[] => figures[kind].map(({ number }) => number);
  const keys = await namedKeys(ctx.db, { METRIC: numbers("METRIC"), PARAM: numbers("PARAM") }, prefix);
  return { runs, keys, figures };
};

/** The keys of all runs of the experiments; figures of the newest of them. */
const ofExperiments = async (ctx: Ctx, ids: readonly string[], asked: ColumnsAsked): Promise<Found> => {
  checkCount("experimentIds", ids, MAX_EXPERIMENTS);
  const experiments = (await experimentsNamedBy(ctx, ids)).map(({ number }) => number);
  const all = await namedKeys(ctx.db, await keysOfExperiments(ctx.db.reader, experiments), asked.prefix);
  const keys = asked.differing ? all : all.slice(0, asked.first);
  const runs = await newestRuns(ctx.db.reader, experiments, SAMPLED);
  const figures = await figuresUnder(ctx, runs, (kind) =>
    keys.filter((each) => each.kind === kind).map(({ number }) => number),
  );
  return { runs, keys, figures };
};

/** The columns that a table of runs can have, by key. */
export const listColumns = async (ctx: Ctx, asked: ColumnsAsked): Promise<Column[]> => {
  const { experimentIds, runIds, prefix, differing, first } = asked;
  if ((experimentIds === null) === (runIds === null))
    throw new DomainError("INVALID_INPUT", "experimentIds: give either experimentIds or runIds.", {
      path: ["experimentIds"],
    });
  const found =
    runIds === null ? await ofExperiments(ctx, experimentIds ?? [], asked) : await ofRuns(ctx, runIds, prefix);
  const columns = columnsOf(found);
  return (differing ? columns.filter(differs) : columns).slice(0, first);
};

const differs = ({ runs, distinct, sampled }: Column): boolean => distinct > 1 || (runs > 0 && runs < sampled);

const columnsOf = ({ runs, keys, figures }: Found): Column[] => {
  const byNumber = {
    METRIC: new Map(figures.METRIC.map((row) => [row.number, row])),
    PARAM: new Map(figures.PARAM.map((row) => [row.number, row])),
  };
  return keys.map(({ kind, key, number }) => {
    const { runs: having = 0, distinct = 0, min = null, max = null } = byNumber[kind].get(number) ?? {};
    return { kind, key, runs: having, distinct, min, max, sampled: runs.length };
  });
};
