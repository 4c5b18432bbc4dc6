import type { Job } from "../jobs/jobs.js";
import type { BlobStore } from "./blob-store.js";

/** What broken uploads left behind goes after a day. */
const LEFTOVER_MS = 24 * 3_600_000;

/** Removes what broken uploads left in the blob store. */
export const leftoversJob = (blobs: BlobStore): Job => ({
  name: "upload-leftovers",
  everyMs: 30_000,
  run: async () => {
    await blobs.sweep(LEFTOVER_MS, false);
  },
});
