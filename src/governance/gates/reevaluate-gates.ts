import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { DomainError } from "../../errors.js";
import { id } from "../../input.js";
import { lockReadableRequest } from "../request-rights.js";
import { reexamine } from "../void-outdated.step.js";

/**
 * Evaluates the gates of a pending request anew, at once: what has passed them all can be signed, or is applied where
 * nobody need sign; what fails one is void. Scope: WRITE; right: to read the request.
 */
export const reevaluateGates = command(
  "reevaluateGates",
  { scope: "WRITE", input: z.strictObject({ transitionRequestId: id }) },
  async (ctx, tx, { transitionRequestId }) => {
    const { request } = await lockReadableRequest(ctx, tx, transitionRequestId);
    if (request.state !== "PENDING" || request.expired)
      throw new DomainError("REQUEST_CLOSED", "The request has ended; only a pending one has gates to pass.");
    const done = { transitionRequestId: request.id };
    return (await reexamine(tx, ctx.db.kinds, request)) ? done : new Unchanged(done);
  },
);
