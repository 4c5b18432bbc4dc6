import DataLoader from "dataloader";
import type { Database } from "../db/database.js";
import { isRetryable } from "../db/faults.js";
import { type MetricPoint, storeMetrics } from "./metrics.store.js";
import { findRuns, type RunFacts } from "./runs.store.js";

/** Writes the points of many requests together: one statement, one commit, and each is answered after it. */
export interface MetricWriter {
  /** What rights depend on, read now; look-ups of requests that arrive together share one statement. */
  run(id: string): Promise<RunFacts | undefined>;
  /** Resolves when the points are committed. */
  write(points: readonly MetricPoint[]): Promise<void>;
}

interface Waiting {
  readonly points: readonly MetricPoint[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Points that one statement takes; what waits beyond them goes with the next. */
const MAX_POINTS = 5_000;
/** Statements under way at once: the next fills up while these run. */
const MAX_FLIGHTS = 2;
const ATTEMPTS = 3;

/** Makes the process's writer. */
export const createMetricWriter = (db: Database): MetricWriter => {
  const runs = new DataLoader<string, RunFacts | undefined>(
    async (ids) => {
      const found = new Map((await findRuns(db.read, ids)).map((run) => [run.id, run]));
      return ids.map((id) => found.get(id));
    },
    { cache: false, maxBatchSize: 500, batchScheduleFn: setImmediate },
  );
  let waiting: Waiting[] = [];
  let flights = 0;
  let scheduled = false;

  const schedule = (): void => {
    if (scheduled || waiting.length === 0 || flights >= MAX_FLIGHTS) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      const batch = take();
      flights++;
      void flush(db, batch).finally(() => {
        flights--;
        schedule();
      });
      schedule();
    });
  };
  const take = (): Waiting[] => {
    let points = 0;
    let count = 0;
    while (count < waiting.length && (count === 0 || points + (waiting[count]?.points.length ?? 0) <= MAX_POINTS))
      points += waiting[count++]?.points.length ?? 0;
    const batch = waiting.slice(0, count);
    waiting = waiting.slice(count);
    return batch;
  };
  return {
    run: (id) => runs.load(id),
    write: (points) =>
      new Promise((done, failed) => {
        waiting.push({ points, done, failed });
        schedule();
      }),
  };
};

/** One statement for all; when that fails each is tried alone, so that nobody fails for another's fault. */
const flush = async (db: Database, batch: readonly Waiting[]): Promise<void> => {
  try {
    await store(
      db,
      batch.flatMap(({ points }) => points),
    );
    for (const { done } of batch) done();
  } catch (error) {
    if (batch.length === 1) return batch[0]?.failed(error);
    await Promise.all(batch.map(({ points, done, failed }) => store(db, points).then(done, failed)));
  }
};

const store = async (db: Database, points: readonly MetricPoint[]): Promise<void> => {
  for (let tries = 1; ; tries++) {
    try {
      return await storeMetrics(db.read, points);
    } catch (error) {
      if (!isRetryable(error) || tries === ATTEMPTS) throw error;
    }
  }
};
