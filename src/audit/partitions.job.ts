import type { Database } from "../db/database.js";
import type { Job } from "../jobs/jobs.js";
import { ensurePartitions } from "./append.store.js";

/** Makes partitions of the log before they are needed. */
export const partitionsJob = (db: Database): Job => ({
  name: "audit-partitions",
  everyMs: 30_000,
  run: async () => {
    await ensurePartitions(db.single);
  },
});
