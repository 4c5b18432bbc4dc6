import { z } from "zod";
import { parseInput } from "../../acts/attempt.js";
import { factsOf } from "../../http/facts.js";
import { restRefusal } from "../../http/refusal.js";
import { byCode } from "./by-code.js";
import { redeemInvitation } from "./redeem-invitation.js";
import { redemption } from "./redemption-input.js";
/** What somebody with a code sends: the code, and the token that they want. */
const body = redemption.extend({
    code: z.string({ error: "the invitation's code." }).max(200, "the invitation's code."),
});
/**
 * `POST /invitations/redeem`: where somebody without a credential makes one by a code. `{code, name, scopes, expiresAt}` →
 * `{token, expiresAt}`; a code that is unknown, used, revoked or past its time is the same NOT_FOUND.
 */
export const invitationsDoor = ({ db, log, guards }) => ({
    name: "invitations",
    isMine: (path) => path.startsWith("/invitations/"),
    refuse: restRefusal,
    routes: async (app) => {
        app.route({
            method: "POST",
            url: "/invitations/redeem",
            config: { policy: "public", bodyBytes: 16 * 1024 },
            handler: async (request, reply) => {
                const { code, ...asked } = parseInput(body, request.body);
                const made = await guards.lookUp(request.raw, code, async () => {
                    const { ctx, invited } = await byCode({ ...factsOf(request, log), db }, code);
                    return redeemInvitation(ctx, { ...asked, invitationId: invited.id });
                });
                return reply.send({ token: made.secret, expiresAt: made.expiresAt });
            },
        });
    },
});
//# sourceMappingURL=invitations.door.js.map