import type { Logger } from "pino";
import { z } from "zod";
import { parseInput } from "../../acts/attempt.js";
import type { Database } from "../../db/database.js";
import type { Door } from "../../http/door.js";
import { factsOf } from "../../http/facts.js";
import type { Guards } from "../../http/guards.js";
import { bodyLimits } from "../../http/limits.js";
import { restRefusal } from "../../http/refusal.js";
import { byCode } from "./by-code.js";
import { redeemInvitation } from "./redeem-invitation.js";
import { redemption } from "./redemption-input.js";

/** What somebody with a code sends: the code, and the token that they want. */
const body = redemption.extend({
  code: z.string({ error: "the invitation's code." }).max(200, "the invitation's code."),
});

export interface InvitationsDoorOptions {
  readonly db: Database;
  readonly log: Logger;
  /** A wrong code counts as a failed sign-in. */
  readonly guards: Pick<Guards, "lookUp">;
}

/**
 * `POST /invitations/redeem`: where somebody without a credential makes one by a code. `{code, name, scopes, expiresAt}` →
 * `{token, expiresAt}`; a code that is unknown, used, revoked, past its time or a sign-in link's
 * is the same NOT_FOUND.
 */
export const invitationsDoor = ({ db, log, guards }: InvitationsDoorOptions): Door => ({
  name: "invitations",
  isMine: (path) => path.startsWith("/invitations/"),
  refuse: restRefusal,
  routes: async (app) => {
    app.route({
      method: "POST",
      url: "/invitations/redeem",
      config: { policy: "public", bodyBytes: bodyLimits.secretBytes },
      handler: async (request, reply) => {
        const { code, ...asked } = parseInput(body, request.body);
        const made = await guards.lookUp(request.sender, code, async () => {
          const { ctx, invited } = await byCode({ ...factsOf(request, log), db }, code, "PERSON");
          return redeemInvitation(ctx, { ...asked, invitationId: invited.id });
        });
        return reply.send({ token: made.secret, expiresAt: made.expiresAt });
      },
    });
  },
});
