import type { Tx } from "../../acts/command.js";
import { DomainError } from "../../errors.js";
import type { Move } from "../move-rules.js";
import { overdueReviewOf } from "./reviews.store.js";

/** Refuses an emergency that one of the policies does not allow, or while the review of an earlier one is overdue. */
export const requireEmergencyAllowed = async (tx: Tx, { model, slot, guarding }: Move): Promise<void> => {
  if (guarding.length === 0)
    throw notAllowed(`No policy guards ${slot.name} of "${model.name}": ask for the move without an emergency.`);
  const without = guarding.filter(({ emergency }) => emergency === null).length;
  if (without > 0)
    throw notAllowed(
      `${without} of ${guarding.length} ${guarding.length === 1 ? "policy" : "policies"} that apply to the move allow no emergency (emergency of the policy): ask for it without one, with waivers where gates fail.`,
    );
  const reviewId = await overdueReviewOf(tx, model.id);
  if (reviewId !== undefined)
    throw notAllowed(
      `The review ${reviewId} of an earlier emergency of "${model.name}" is overdue: have it decided first (decideReview).`,
      reviewId,
    );
};

const notAllowed = (message: string, reviewId?: string): DomainError =>
  new DomainError("EMERGENCY_NOT_ALLOWED", message, {
    path: ["input", "emergency"],
    details: reviewId === undefined ? {} : { reviewId },
  });
