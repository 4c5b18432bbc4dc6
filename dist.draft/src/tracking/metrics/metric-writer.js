import { setTimeout as sleep } from "node:timers/promises";
import DataLoader from "dataloader";
import { isRetryable, NotAnswered, overfilled } from "../../db/faults.js";
import { findRuns } from "../runs/runs.store.js";
import { areStored, storeMetrics } from "./metrics.store.js";
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
export const createMetricWriter = (db) => {
    const runs = new DataLoader(async (ids) => {
        const found = new Map((await findRuns(db.single, ids)).map((run) => [run.id, run]));
        return ids.map((id) => found.get(id));
    }, { cache: false, maxBatchSize: 500, batchScheduleFn: setImmediate });
    const full = new Set();
    let waiting = [];
    let flights = 0;
    let scheduled = false;
    const schedule = () => {
        if (scheduled || waiting.length === 0 || flights >= MAX_FLIGHTS)
            return;
        scheduled = true;
        setImmediate(() => {
            scheduled = false;
            const batch = take();
            flights++;
            void flush(db, batch, full).finally(() => {
                flights--;
                schedule();
            });
            schedule();
        });
    };
    const take = () => {
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
        write: (points, authors) => new Promise((done, failed) => {
            waiting.push({ points, authors, done, failed });
            schedule();
        }),
    };
};
/**
 * One statement for all but what full runs are sent; when that fails each is tried alone, so that nobody fails for
 * another's fault.
 */
const flush = async (db, batch, full) => {
    const isApart = ({ points }) => points.some(({ run }) => full.has(run));
    const together = batch.filter((each) => !isApart(each));
    const alone = (some) => Promise.all(some.map((each) => store(db, [each]).then(each.done, each.failed)));
    const inOne = async () => {
        try {
            await store(db, together);
            for (const { done } of together)
                done();
        }
        catch (error) {
            if (together.length === 1)
                return together[0]?.failed(error);
            const run = overfilled(error);
            if (run === undefined || full.has(run))
                return alone(together);
            if (full.size >= MAX_FULL)
                full.clear();
            return flush(db, together, full.add(run));
        }
    };
    await Promise.all([inOne(), alone(batch.filter(isApart))]);
};
/** When nobody answers whether they are stored, the points themselves are looked for; an author's first are sent again. */
const store = async (db, some) => {
    const points = some.flatMap((each) => each.points);
    const authors = some.flatMap((each) => each.authors);
    for (let tries = 1;; tries++) {
        try {
            return await storeMetrics(db.single, points, authors);
        }
        catch (error) {
            if (error instanceof NotAnswered && authors.length === 0 && (await areThere(db, points)))
                return;
            if (!isRetryable(error) || tries === ATTEMPTS)
                throw error;
        }
    }
};
/** Looks while the database is away; what is not there at the first answer may be sent again, and counts once. */
const areThere = async (db, points) => {
    for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await sleep(PAUSE_MS)) {
        const stored = await areStored(db.single, points).catch(() => undefined);
        if (stored !== undefined)
            return stored;
    }
    return false;
};
//# sourceMappingURL=metric-writer.js.map