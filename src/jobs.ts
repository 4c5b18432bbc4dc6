import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { systemCtx } from "./access/system.js";
import { ensurePartitions } from "./audit/append.store.js";
import type { Database } from "./db/database.js";
import { dropOldKeys } from "./db/idempotency.store.js";
import { expireTransition } from "./governance/expire-transition.js";
import { expiredRequests } from "./governance/requests.store.js";
import { slotGuard } from "./governance/void-transition.js";

/** What the service does by itself: closes requests whose time has passed, makes partitions ahead, drops old keys. */
export interface Jobs {
  stop(): Promise<void>;
}

const SWEEP_MS = 30_000;

/** Starts the jobs; each round is safe beside other replicas'. */
export const startJobs = (db: Database, log: Logger): Jobs => {
  const stopped = new AbortController();
  const done = rounds(db, log, stopped.signal);
  return {
    stop: async () => {
      stopped.abort();
      await done;
    },
  };
};

const rounds = async (db: Database, log: Logger, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    await round(db, log, signal).catch((error: unknown) => {
      if (!signal.aborted) log.warn({ err: error }, "a job failed; it is tried again");
    });
    await sleep(SWEEP_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
};

const round = async (db: Database, log: Logger, signal: AbortSignal): Promise<void> => {
  await ensurePartitions(db.read);
  for (const transitionRequestId of await expiredRequests(db.read)) {
    if (signal.aborted) return;
    await expireTransition(systemCtx(db, log, "job", { guard: slotGuard }), { transitionRequestId });
  }
  await dropOldKeys(db.read);
};
