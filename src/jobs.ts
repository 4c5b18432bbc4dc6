import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { systemCtx } from "./access/system.js";
import { dropOldKeys } from "./acts/idempotency.store.js";
import type { BlobStore } from "./artifacts/blob-store.js";
import { ensurePartitions } from "./audit/append.store.js";
import type { Database } from "./db/database.js";
import { expireTransition } from "./governance/expire-transition.js";
import { expiredRequests } from "./governance/requests.store.js";

/**
 * What the service does by itself: closes requests whose time has passed, makes partitions ahead, drops old keys and
 * what broken uploads left.
 */
export interface Jobs {
  stop(): Promise<void>;
}

const SWEEP_MS = 30_000;

/** What broken uploads left behind goes after a day. */
const LEFTOVER_MS = 24 * 3_600_000;

/** Starts the jobs; each round is safe beside other replicas'. */
export const startJobs = (db: Database, blobs: BlobStore, log: Logger): Jobs => {
  const stopped = new AbortController();
  const done = rounds({ db, blobs, log }, stopped.signal);
  return {
    stop: async () => {
      stopped.abort();
      await done;
    },
  };
};

interface Tools {
  readonly db: Database;
  readonly blobs: BlobStore;
  readonly log: Logger;
}

const rounds = async (tools: Tools, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    await round(tools, signal).catch((error: unknown) => {
      if (!signal.aborted) tools.log.warn({ err: error }, "a job failed; it is tried again");
    });
    await sleep(SWEEP_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
};

const round = async ({ db, blobs, log }: Tools, signal: AbortSignal): Promise<void> => {
  await ensurePartitions(db.read);
  for (const transitionRequestId of await expiredRequests(db.read)) {
    if (signal.aborted) return;
    await expireTransition(systemCtx(db, log, "job"), { transitionRequestId });
  }
  await dropOldKeys(db.read);
  await blobs.sweep(LEFTOVER_MS, false);
};
