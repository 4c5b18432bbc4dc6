import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import type { BaseCtx } from "../../context.js";
import { versionLabel, versionLinks } from "../../registry/rights.js";
import { policyLinks } from "../links.js";
import { lockRequestOf } from "../request-rights.js";
import { findReview, lockReview, storeLapse } from "./reviews.store.js";

/** Says that an open review is overdue; run by the service itself. It can still be decided. */
export const lapseReview = command(
  "lapseReview",
  { scope: "WRITE", input: z.strictObject({ reviewId: z.string() }) },
  async (_ctx: BaseCtx, tx, { reviewId }) => {
    const found = await findReview(tx, reviewId);
    const locked = found && (await lockRequestOf(tx, found.requestId, found.versionId));
    const review = locked && (await lockReview(tx, reviewId));
    if (locked === undefined || review?.state !== "OPEN" || !review.isLate) return new Unchanged({ reviewId });
    const { model, version, request } = locked;
    await storeLapse(tx, review.id);
    tx.audit({
      stream: version.id,
      label: versionLabel(model, version),
      subjects: [
        ...versionLinks(model),
        { id: request.id, role: "request" },
        { id: review.id, role: "review" },
        ...policyLinks(review.policies),
      ],
      before: { review: review.id, state: "OPEN" },
      after: { review: review.id, state: "OVERDUE" },
    });
    return { reviewId };
  },
);
