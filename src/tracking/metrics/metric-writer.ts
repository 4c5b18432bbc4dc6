import { setTimeout as sleep } from "node:timers/promises";
import DataLoader from "dataloader";
import type { Database } from "../../db/database.js";
import { isRetryable, NotAnswered, overfilled } from "../../db/faults.js";
import type { Author } from "../authors.store.js";
import { findRuns, type RunFacts } from "../runs/runs.store.js";
import { areStored, type MetricPoint, storeMetrics } from "./metrics.store.js";

/** Writes the points of many requests together: one statement, one commit, and each is answered after it. */
export interface MetricWriter {
  /** What rights depend on, read now; look-ups of requests that arrive together share one statement. */
  run(id: string): Promise<RunFacts | undefined>;
  /** Resolves when the points are committed, and with them their authors, those of them that are to be kept. */
  write(points: readonly MetricPoint[], authors: readonly Author[]): Promise<void>;
}

declare module "../../context.js" {
  interface Ctx {
    /** The process's writer of metric points. */
    readonly metricWriter: MetricWriter;
  }
}

interface Waiting {
  readonly points: readonly MetricPoint[];
  readonly authors: readonly Author[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Points that one statement takes; what waits beyond them goes with the next. */
const MAX_POINTS = 5_000;
/** Statements under way at once: the next fills up while these run. */
const MAX_FLIGHTS = 2;
const ATTEMPTS = 3;
/** How long points are looked for whose storing was never answered. */
const PATIENCE_MS = 8_000;
const PAUSE_MS = 100;
/** Runs remembered for holding all that they may: what they are sent would undo others' points with its own. */
const MAX_FULL = 1_000;

/** Makes the process's writer. */
export const createMetricWriter = (db: Database): MetricWriter => {
  const runs = new DataLoader<string, RunFacts | undefined>(
    async (ids) => {
      const found = new Map((await findRuns(db.single, ids)).map((run) => [run.id, run]));
      return ids.map((id) => found.get(id));
    },
    { cache: false, maxBatchSize: 500, batchScheduleFn: setImmediate },
  );
  const full = new Set<string>();
  const waiting: Waiting[] = [];
  let flights = 0;
  let scheduled = false;

  const schedule = (): void => {
    if (scheduled || waiting.length === 0 || flights >= MAX_FLIGHTS) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      const batch = waiting.splice(0, nextCount(waiting));
      flights++;
      void flush(db, batch, full).finally(() => {
        flights--;
        schedule();
      });
      schedule();
    });
  };
  return {
    run: (id) => runs.load(id),
    write: (points, authors) =>
      new Promise((done, failed) => {
        waiting.push({ points, authors, done, failed });
        schedule();
      }),
  };
};

/** How many of those that wait go together: one at least, and no more points than one statement takes. */
const nextCount = (waiting: readonly Waiting[]): number => {
  let points = 0;
  let count = 0;
  while (count < waiting.length && (count === 0 || points + (waiting[count]?.points.length ?? 0) <= MAX_POINTS))
    points += waiting[count++]?.points.length ?? 0;
  return count;
};

/**
 * One statement for all but what full runs are sent; when that fails each is tried alone, so that nobody fails for
 * another's fault.
 */
const flush = async (db: Database, batch: readonly Waiting[], full: Set<string>): Promise<void> => {
  const isApart = ({ points }: Waiting): boolean => points.some(({ run }) => full.has(run));
  const together = batch.filter((each) => !isApart(each));
  const alone = (some: readonly Waiting[]) =>
    Promise.all(some.map((each) => store(db, [each]).then(each.done, each.failed)));
  const inOne = async (): Promise<unknown> => {
    try {
      await store(db, together);
      for (const { done } of together) done();
    } catch (error) {
      if (together.length === 1) return together[0]?.failed(error);
      const run = overfilled(error);
      if (run === undefined || full.has(run)) return alone(together);
      if (full.size >= MAX_FULL) full.clear();
      return flush(db, together, full.add(run));
    }
  };
  await Promise.all([inOne(), alone(batch.filter(isApart))]);
};

/** When nobody answers whether they are stored, the points themselves are looked for; an author's first are sent again. */
const store = async (db: Database, some: readonly Waiting[]): Promise<void> => {
  const points = some.flatMap((each) => each.points);
  const authors = some.flatMap((each) => each.authors);
  for (let tries = 1; ; tries++) {
    try {
      return await storeMetrics(db.single, points, authors);
    } catch (error) {
      if (error instanceof NotAnswered && authors.length === 0 && (await areThere(db, points))) return;
      if (!isRetryable(error) || tries === ATTEMPTS) throw error;
    }
  }
};

/** Looks while the database is away; what is not there at the first answer may be sent again, and counts once. */
const areThere = async (db: Database, points: readonly MetricPoint[]): Promise<boolean> => {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await sleep(PAUSE_MS)) {
    const stored = await areStored(db.single, points).catch(() => undefined);
    if (stored !== undefined) return stored;
  }
  return false;
};
