import type { Database } from "../db/database.js";
import type { Job } from "../jobs/jobs.js";
import type { BlobStore } from "./blob-store.js";
import { keepModelFile, unreadModelFiles } from "./model-files.store.js";
import { readModelFile } from "./read-model-file.js";

const BATCH = 100;

/** Reads the MLmodel files of versions that were uploaded before this was done at the upload. */
export const modelFilesJob = ({ db, blobs }: { readonly db: Database; readonly blobs: BlobStore }): Job => ({
  name: "model-files",
  everyMs: 30_000,
  run: async (signal) => {
    for (let left = true; left; ) {
      const files = await unreadModelFiles(db.single, BATCH);
      for (const file of files) {
        if (signal.aborted) return;
        await keepModelFile(db.single, file.sha256, await readModelFile({ blobs }, file));
      }
      left = files.length === BATCH;
    }
  },
});
