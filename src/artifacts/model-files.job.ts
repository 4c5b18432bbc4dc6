import type { Database } from "../db/database.js";
import { eachOf } from "../jobs/each-of.js";
import type { Job } from "../jobs/jobs.js";
import type { BlobPlace, BlobStore } from "./blob-store.js";
import { keepModelFile, unreadModelFiles } from "./model-files.store.js";
import { readModelFile } from "./read-model-file.js";

const BATCH = 100;

/** Reads the MLmodel files that were uploaded before this was done at the upload, or by another release. */
export const modelFilesJob = ({ db, blobs }: { readonly db: Database; readonly blobs: BlobStore }): Job => ({
  name: "model-files",
  everyMs: 30_000,
  run: (signal) =>
    eachOf(unreadFiles(db), signal, async (file) =>
      keepModelFile(db.single, file.sha256, await readModelFile({ blobs }, file)),
    ),
});

/** By digest: a file that cannot be read, as a damaged one, keeps none behind it waiting. */
const unreadFiles = async function* (db: Database): AsyncGenerator<BlobPlace & { readonly size: bigint | null }> {
  for (let after: string | undefined = ""; after !== undefined; ) {
    const files: Awaited<ReturnType<typeof unreadModelFiles>> = await unreadModelFiles(db.single, after, BATCH);
    yield* files;
    after = files.at(-1)?.sha256;
  }
};
