import type { Logger } from "pino";
import type { BlobStore } from "../artifacts/blob-store.js";
import { openBlobs } from "../artifacts/open-blobs.js";
import { type Config, StartError } from "../config.js";
import type { Database } from "../db/database.js";
import { withDatabase } from "./with-database.js";

/** What a command on artifacts' bytes works with. */
export interface Opened {
  readonly db: Database;
  readonly blobs: BlobStore;
  readonly log: Logger;
}

/** Opens the database and the store that its artifacts are in; StartError where the folder is not that store. */
export const withBlobs = <Made>(config: Config, use: (opened: Opened) => Promise<Made>): Promise<Made> =>
  withDatabase({ config, login: "runtime" }, async (db, log) => {
    const { blobs, foreign } = openBlobs(config, db.single, log);
    const why = await foreign();
    if (why !== null) throw new StartError(why);
    return use({ db, blobs, log });
  });
