import type { Database } from "../db/database.js";
import type { Job } from "../jobs/jobs.js";
import { dropOldKeys } from "./idempotency.store.js";

/** Forgets idempotency keys that are past their time. */
export const idempotencyJob = (db: Database): Job => ({
  name: "idempotency-keys",
  everyMs: 30_000,
  run: async () => {
    await dropOldKeys(db.single);
  },
});
