import type { Ctx } from "../../context.js";
import { loader } from "../../graphql/loader.js";
import type { Parties, Signer } from "../approval-rules.js";
import { requirementRows } from "../foresight/requirement-rows.js";
import { approversLoader, requestLoader } from "../governance.loaders.js";
import { hiddenPoliciesOf } from "../requests.pages.js";
import type { RequestRead } from "../requests.queries.js";
import type { ViewerDecision } from "../requests.types.js";
import { judgeSigner } from "../signer-rules.js";
import { refusedDecision } from "../viewer-decision.js";
import { confirmersLoader } from "./reviews.loaders.js";
import type { ReviewRead } from "./reviews.queries.js";

/** A review as it is decided: of which request, by whom not, and who has confirmed it. */
interface Standing {
  readonly request: RequestRead;
  readonly parties: Parties;
  readonly confirmers: readonly Signer[];
}

const standingOf = async (ctx: Ctx, { requestId }: ReviewRead): Promise<Standing | undefined> => {
  const request = await loader(ctx, requestLoader).load(requestId);
  if (request === null) return undefined;
  const emergencySigners = await loader(ctx, approversLoader).load(requestId);
  const parties = { requesters: request.requestedFor, authors: request.authors, emergencySigners };
  return { request, parties, confirmers: await loader(ctx, confirmersLoader).load(requestId) };
};

/** Which confirmations a review needs and has. */
export const requirementsOfReview = async (ctx: Ctx, review: ReviewRead) => {
  const standing = await standingOf(ctx, review);
  if (standing === undefined) return [];
  const { request, parties, confirmers: signers } = standing;
  const hidden = await hiddenPoliciesOf(ctx, { ...request, policies: review.policies });
  return requirementRows(review.policies, { parties, signers, hidden });
};

/** What the caller can do about a review now: the rule that a decision is judged by, asked beforehand. */
export const decisionOnReview = async (ctx: Ctx, review: ReviewRead): Promise<ViewerDecision> => {
  const { state, policies } = review;
  const { principal, credential, access } = ctx;
  if (state === "CONFIRMED" || state === "OVERTURNED")
    return refusedDecision("CONFLICT", `The review is ${state} already.`);
  if (!credential.scopes.has("APPROVE"))
    return refusedDecision("FORBIDDEN", "The credential that you signed in with lacks the scope APPROVE.");
  const standing = await standingOf(ctx, review);
  if (standing === undefined) return refusedDecision("NOT_FOUND", "There is no such review.");
  const { parties, confirmers } = standing;
  const signer = { id: principal.id, kind: principal.kind, roles: access.roles, mintedBy: credential.mintedBy };
  const others = confirmers.filter(({ id }) => id !== signer.id);
  const confirming = judgeSigner({ verdict: "APPROVE", policies, parties, signer, others });
  const canReject = "role" in judgeSigner({ verdict: "REJECT", policies, parties, signer, others });
  if ("role" in confirming) return { canApprove: true, canReject, code: null, message: null };
  return { ...refusedDecision(confirming.refusal.code, confirming.refusal.message), canReject };
};
