import { z } from "zod";
import { command } from "../acts/command.js";
import { DomainError, forbidden } from "../errors.js";
import { id, optionalText } from "../input.js";
import { closeWithEntry } from "./close-request.step.js";
import { lockReadableRequest } from "./request-rights.js";
/** Takes a pending request back. Scope: WRITE; right: to have made it, or to maintain the model. */
export const withdrawTransition = command("withdrawTransition", { scope: "WRITE", input: z.strictObject({ transitionRequestId: id, reason: optionalText(2_000) }) }, async (ctx, tx, input) => {
    const locked = await lockReadableRequest(ctx, tx, input.transitionRequestId);
    const { request, model } = locked;
    const maintains = ctx.access.ability.can("maintain", { type: "RegisteredModel", ...model });
    if (request.requestedBy !== ctx.principal.id && !maintains)
        throw forbidden("Only the requester or a maintainer of the model can withdraw a request.");
    if (request.state !== "PENDING")
        throw new DomainError("REQUEST_CLOSED", `The request is ${request.state}; only a pending one can be withdrawn.`);
    await closeWithEntry(tx, locked, request, "WITHDRAWN", {
        text: input.reason ?? `withdrawn by ${ctx.principal.handle}`,
    });
    return { transitionRequestId: request.id };
});
//# sourceMappingURL=withdraw-transition.js.map