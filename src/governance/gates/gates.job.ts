import type { Logger } from "pino";
import { systemCtx } from "../../access/system.js";
import type { Database } from "../../db/database.js";
import type { Job } from "../../jobs/jobs.js";
import { requestsWithGates } from "../requests.store.js";
import { evaluateGates } from "./evaluate-gates.js";

/** Evaluates the gates of open requests anew, for what no command has told: metrics that came in, and time that passed. */
export const gatesJob = (db: Database, log: Logger): Job => ({
  name: "gates",
  everyMs: 30_000,
  run: async (signal) => {
    for (let after = ""; ; ) {
      const ids = await requestsWithGates(db.single, after);
      for (const transitionRequestId of ids) {
        if (signal.aborted) return;
        await evaluateGates(systemCtx(db, log, "job"), { transitionRequestId });
      }
      const last = ids.at(-1);
      if (last === undefined) return;
      after = last;
    }
  },
});
