import type { Logger } from "pino";
import { systemCtx } from "../../access/system.js";
import type { BlobStore } from "../../artifacts/blob-store.js";
import type { Database } from "../../db/database.js";
import { eachOf } from "../../jobs/each-of.js";
import type { Job } from "../../jobs/jobs.js";
import { requestsWithGates } from "../requests.store.js";
import { evaluateGates } from "./evaluate-gates.js";

/** Evaluates the gates of open requests anew, for what no command has told: metrics that came in, and time that passed. */
export const gatesJob = (db: Database, log: Logger, blobs: BlobStore): Job => ({
  name: "gates",
  everyMs: 30_000,
  run: (signal) =>
    eachOf(openRequests(db), signal, (transitionRequestId) =>
      evaluateGates(Object.assign(systemCtx(db, log, "job"), { blobs }), { transitionRequestId }),
    ),
});

const openRequests = async function* (db: Database): AsyncGenerator<string> {
  for (let after: string | undefined = ""; after !== undefined; ) {
    const ids: string[] = await requestsWithGates(db.single, after);
    yield* ids;
    after = ids.at(-1);
  }
};
