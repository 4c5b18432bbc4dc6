import type { Logger } from "pino";
import { systemCtx } from "../access/system.js";
import type { Database } from "../db/database.js";
import { eachOf } from "../jobs/each-of.js";
import type { Job } from "../jobs/jobs.js";
import { expireTransition } from "./expire-transition.js";
import { expiredRequests } from "./requests.store.js";

/** Closes transition requests whose time has passed. */
export const expiryJob = (db: Database, log: Logger): Job => ({
  name: "request-expiry",
  everyMs: 30_000,
  run: async (signal) =>
    eachOf(await expiredRequests(db.single), signal, (transitionRequestId) =>
      expireTransition(systemCtx(db, log, "job"), { transitionRequestId }),
    ),
});
