import { z } from "zod";
import { command, type Tx, Unchanged } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { DomainError, notFound } from "../../errors.js";
import { id, reason } from "../../input.js";
import { countSignatures, type Parties } from "../approval-rules.js";
import { keepDecision, signerOf } from "../decide.step.js";
import { type LockedRequest, lockReadableRequest } from "../request-rights.js";
import { approversOf } from "../requests/decisions.queries.js";
import { judgeSigner } from "../signer-rules.js";
import { signatureInput } from "../signing/prove-signature.step.js";
import { carries } from "../signing/signature-requests.store.js";
import { confirmersOf, readableReview, verdictsOf } from "./reviews.queries.js";
import { lockReview, type ReviewRow, type ReviewState, storeVerdict } from "./reviews.store.js";
import { rollBack } from "./roll-back.step.js";

/**
 * Reviews an emergency that was applied, by the rules of signatures: once the ordinary requirements have confirmed it, it is
 * CONFIRMED; one who could confirm it overturns it, which asks for a rollback. The same words again are the same decision.
 * Scope: APPROVE; right: a role that one of the policies' requirements asks for, and not to have signed the emergency.
 */
export const decideReview = command(
  "decideReview",
  {
    scope: "APPROVE",
    input: z.strictObject({
      reviewId: id,
      verdict: z.enum(["CONFIRM", "OVERTURN"]),
      comment: reason,
      signature: signatureInput,
    }),
  },
  async (ctx, tx, { reviewId, verdict, comment, signature }) => {
    const seen = await lockReadableReview(ctx, tx, reviewId);
    const { review, request, version } = seen;
    const resultOf = (decisionId: string) => ({ reviewId, requestId: request.id, decisionId });
    const mine = (await verdictsOf(tx, request.id)).filter(({ id: by }) => by === ctx.principal.id).at(-1);
    const repeated = mine?.verdict === verdict && mine.comment === comment;
    if (repeated && (await carries(tx, mine.decision, signature))) return new Unchanged(resultOf(mine.decision));
    if (review.state === "CONFIRMED" || review.state === "OVERTURNED")
      throw new DomainError("CONFLICT", `The review is ${review.state} already.`, { path: ["input", "reviewId"] });
    const parties: Parties = {
      requesters: request.requestedFor,
      authors: version.authors,
      emergencySigners: await approversOf(tx, request.id),
    };
    const { policies } = review;
    const signer = signerOf(ctx);
    const others = (await confirmersOf(tx, request.id)).filter(({ id: by }) => by !== signer.id);
    const vote = verdict === "CONFIRM" ? "APPROVE" : "REJECT";
    const judged = judgeSigner({ verdict: vote, policies, parties, signer, others });
    if ("refusal" in judged) throw judged.refusal;
    const signers = verdict === "CONFIRM" ? [...others, signer] : [signer];
    const state = stateAfter(review, verdict, countSignatures(policies, parties, signers).complete);
    const decisionId = await keepDecision(ctx, tx, seen, {
      verdict,
      meaning: "REVIEW",
      comment,
      role: judged.role,
      review: { id: review.id, state, signers },
      signature,
    });
    if (state === "OVERTURNED") await storeVerdict(tx, review.id, state, await rollBack(ctx, tx, seen, comment));
    else if (state === "CONFIRMED") await storeVerdict(tx, review.id, state, null);
    return resultOf(decisionId);
  },
);

const stateAfter = ({ state }: ReviewRow, verdict: "CONFIRM" | "OVERTURN", isComplete: boolean): ReviewState => {
  if (verdict === "OVERTURN") return "OVERTURNED";
  return isComplete ? "CONFIRMED" : state;
};

interface LockedReview extends LockedRequest {
  readonly review: ReviewRow;
}

const lockReadableReview = async (ctx: Ctx, tx: Tx, reviewId: string): Promise<LockedReview> => {
  const requestId = await readableReview(tx, ctx.access.ability, reviewId);
  if (requestId === undefined) throw notFound("review");
  const locked = await lockReadableRequest(ctx, tx, requestId);
  const review = await lockReview(tx, reviewId);
  if (review === undefined) throw notFound("review");
  return { ...locked, review };
};
