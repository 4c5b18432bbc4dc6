import { z } from "zod";
import { notFound } from "../../errors.js";
import { displayName } from "../../input.js";
import { expiry, scopeSet } from "../access-input.js";
/** The one refusal, whatever is wrong with a code. */
export const noSuchInvitation = () => notFound("invitation", ["code"]);
/** What a person asks for with a code: a token of their own. */
export const redemption = z.object({
    name: displayName,
    scopes: scopeSet,
    expiresAt: expiry,
});
//# sourceMappingURL=redemption-input.js.map