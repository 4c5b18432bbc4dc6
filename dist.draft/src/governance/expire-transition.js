import { z } from "zod";
import { command, Unchanged } from "../acts/command.js";
import { closeWithEntry } from "./close-request.step.js";
import { lockRequestOf } from "./request-rights.js";
import { findRequest } from "./requests.store.js";
/** Closes one pending request whose time has passed; run by the service itself. */
export const expireTransition = command("expireTransition", { scope: "WRITE", input: z.strictObject({ transitionRequestId: z.string() }) }, async (_ctx, tx, input) => {
    const done = { transitionRequestId: input.transitionRequestId };
    const found = await findRequest(tx, input.transitionRequestId);
    const locked = found && (await lockRequestOf(tx, found.id, found.versionId));
    if (!locked?.request.expired || locked.request.state !== "PENDING")
        return new Unchanged(done);
    await closeWithEntry(tx, locked, locked.request, "EXPIRED", { text: "its time has passed" });
    return done;
});
//# sourceMappingURL=expire-transition.js.map