import { z } from "zod";
import { CommittedRefusal, command, Unchanged } from "../acts/command.js";
import { id, reason } from "../input.js";
import { liveRequest, recordDecision } from "./decide.step.js";
import { closeRequest } from "./requests.store.js";
import { signatureInput } from "./signing/prove-signature.step.js";

/** Ends a request: one rejection by someone who could sign is enough. Scope: APPROVE. */
export const rejectTransition = command(
  "rejectTransition",
  { scope: "APPROVE", input: z.strictObject({ transitionRequestId: id, comment: reason, signature: signatureInput }) },
  async (ctx, tx, input) => {
    const verdict = {
      verdict: "REJECT",
      meaning: "REVIEW",
      comment: input.comment,
      signature: input.signature,
    } as const;
    const live = await liveRequest(ctx, tx, input.transitionRequestId, verdict);
    if (live instanceof CommittedRefusal) return live;
    if ("decisionId" in live) return new Unchanged({ transitionRequestId: input.transitionRequestId, ...live });
    const { id: decisionId } = await recordDecision(ctx, tx, live, verdict);
    await closeRequest(tx, live.request.id, "REJECTED", {
      text: `rejected by ${ctx.principal.handle}: ${input.comment}`,
    });
    return { transitionRequestId: live.request.id, decisionId };
  },
);
