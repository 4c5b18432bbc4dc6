import { z } from "zod";
import { CommittedRefusal, command, Unchanged } from "../acts/command.js";
import { DomainError } from "../errors.js";
import { id, optionalText, text } from "../input.js";
import { applyTransition } from "./apply-transition.step.js";
import { meanings } from "./approval-rules.js";
import { liveRequest, recordDecision } from "./decide.step.js";
import { judgeMove } from "./move-rules.js";
import { closeRequest } from "./requests.store.js";
import { signatureInput } from "./signing/prove-signature.step.js";

/**
 * Signs a request; the same words again are the same signature. When the last place is filled and the statement still holds, the move is applied in this
 * transaction. Scope: APPROVE; right: a role that one of the request's places asks for.
 */
export const approveTransition = command(
  "approveTransition",
  {
    scope: "APPROVE",
    input: z.strictObject({
      transitionRequestId: id,
      contentDigest: text(200),
      comment: optionalText(2_000),
      meaning: z.enum(meanings).nullish(),
      signature: signatureInput,
    }),
  },
  async (ctx, tx, input) => {
    const verdict = {
      verdict: "APPROVE",
      meaning: input.meaning ?? "APPROVAL",
      comment: input.comment ?? null,
      contentDigest: input.contentDigest,
      signature: input.signature,
    } as const;
    const live = await liveRequest(ctx, tx, input.transitionRequestId, verdict);
    if (live instanceof CommittedRefusal) return live;
    if ("decisionId" in live) return new Unchanged({ transitionRequestId: input.transitionRequestId, ...live });
    const { request } = live;
    if (input.contentDigest !== request.contentDigest)
      throw new DomainError(
        "CONTENT_CHANGED",
        "This is not the contentDigest of the request: read it again, then decide on what it says.",
        { path: ["input", "contentDigest"], details: { contentDigest: request.contentDigest } },
      );
    const { id: decisionId, approvers } = await recordDecision(ctx, tx, live, verdict);
    const judged = judgeMove({ ...live, mayMove: false, signers: approvers });
    if (judged.verdict === "APPLY") {
      if (!(await closeRequest(tx, request.id, "APPLIED", null)))
        throw new Error(`request ${request.id} was not pending`);
      const { move, gates } = live;
      await applyTransition(tx, ctx.db.kinds, live, { id: request.id, move, gates, approvers });
    }
    return { transitionRequestId: request.id, decisionId };
  },
);
