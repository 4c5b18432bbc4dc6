import type { Logger } from "pino";
import { systemCtx } from "../../access/system.js";
import type { Database } from "../../db/database.js";
import { eachOf } from "../../jobs/each-of.js";
import type { Job } from "../../jobs/jobs.js";
import { lapseReview } from "./lapse-review.js";
import { lateReviews } from "./reviews.store.js";

/** Says of reviews of emergencies that their time has passed. */
export const reviewsJob = (db: Database, log: Logger): Job => ({
  name: "reviews",
  everyMs: 30_000,
  run: async (signal) =>
    eachOf(await lateReviews(db.single), signal, (reviewId) => lapseReview(systemCtx(db, log, "job"), { reviewId })),
});
