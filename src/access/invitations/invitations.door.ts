import type { Logger } from "pino";
import { z } from "zod";
import { parseInput } from "../../acts/attempt.js";
import type { Database } from "../../db/database.js";
import { DomainError } from "../../errors.js";
import type { Door } from "../../http/door.js";
import { factsOf } from "../../http/facts.js";
import type { Guards } from "../../http/guards.js";
import { restRefusal } from "../../http/refusal.js";
import { byCode, type StrangersFacts } from "./by-code.js";
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
  readonly guards: Pick<Guards, "countFailure">;
}

/** `POST /invitations/redeem`: where somebody without a credential makes one by a code. */
export const invitationsDoor = ({ db, log, guards }: InvitationsDoorOptions): Door => ({
  name: "invitations",
  isMine: (path) => path.startsWith("/invitations/"),
  refuse: restRefusal,
  routes: async (app) => {
    app.route({
      method: "POST",
      url: "/invitations/redeem",
      config: { policy: "public", bodyBytes: 16 * 1024 },
      handler: async (request, reply) => {
        const made = await redeem({ ...factsOf(request, log), db }, request.body).catch((error: unknown) => {
          if (error instanceof DomainError && error.code === "NOT_FOUND") guards.countFailure(request.raw);
          throw error;
        });
        return reply.send(made);
      },
    });
  },
});

/**
 * `{code, name, scopes, expiresAt}` → `{token, expiresAt}`. A code that is unknown, used, revoked, past its time or a
 * sign-in link's is the same NOT_FOUND.
 */
const redeem = async (facts: StrangersFacts, given: unknown): Promise<{ token: string; expiresAt: string }> => {
  const { code, ...asked } = parseInput(body, given);
  const { ctx, invited } = await byCode(facts, code, "PERSON");
  const { secret, expiresAt } = await redeemInvitation(ctx, { ...asked, invitationId: invited.id });
  return { token: secret, expiresAt };
};
