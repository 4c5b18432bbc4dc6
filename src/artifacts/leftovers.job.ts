import type { Job } from "../jobs/jobs.js";
import { type SweepingCtx, sweepUploads } from "./sweep-uploads.js";

/** What broken uploads left behind goes after a day. */
const LEFTOVER_MS = 24 * 3_600_000;

/** Removes what broken uploads left in the blob store. */
export const leftoversJob = (ctx: SweepingCtx): Job => ({
  name: "upload-leftovers",
  everyMs: 30_000,
  run: async () => {
    await sweepUploads(ctx, LEFTOVER_MS, false);
  },
});
