import type { Logger } from "pino";
import { z } from "zod";
import { parseInput } from "../../acts/attempt.js";
import type { BaseCtx } from "../../context.js";
import type { Database } from "../../db/database.js";
import { DomainError } from "../../errors.js";
import type { Door } from "../../http/door.js";
import { factsOf } from "../../http/facts.js";
import type { Guards } from "../../http/guards.js";
import { restRefusal } from "../../http/refusal.js";
import { loadAccess } from "../caller.queries.js";
import { scopes } from "../principal.js";
import { systemCtx } from "../system.js";
import { hashOfSecret, isWellFormedCode } from "../token-format.js";
import { bearerOfCode, type InvitedPrincipal } from "./invitations.store.js";
import { redeemInvitation } from "./redeem-invitation.js";
import { noSuchInvitation, redemption } from "./redemption-input.js";

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

/** What is known of a stranger's request. */
type StrangersFacts = Pick<BaseCtx, "db" | "log" | "requestId" | "client">;

/**
 * `{code, name, scopes, expiresAt}` → `{token, expiresAt}`. A code that is unknown, used, revoked or past its time is
 * the same NOT_FOUND.
 */
const redeem = async (facts: StrangersFacts, given: unknown): Promise<{ token: string; expiresAt: string }> => {
  const { code, ...asked } = parseInput(body, given);
  const invited = isWellFormedCode(code) ? await bearerOfCode(facts.db.read, hashOfSecret(code)) : undefined;
  if (invited === undefined) throw noSuchInvitation();
  const ctx = await contextOf(facts, invited);
  const { secret, expiresAt } = await redeemInvitation(ctx, { ...asked, invitationId: invited.id });
  return { token: secret, expiresAt };
};

/** The person invited, as the code that they showed lets them act: to make one token. */
const contextOf = async (facts: StrangersFacts, invited: InvitedPrincipal): Promise<BaseCtx> => {
  const { db, log, requestId, client } = facts;
  const { id: invitationId, principalId: id, kind, handle, displayName } = invited;
  const access = (await loadAccess(db.read, [id])).get(id);
  if (access === undefined) throw noSuchInvitation();
  return {
    ...systemCtx(db, log, "http", { requestId, client }),
    principal: { id, kind, handle, displayName },
    credential: {
      method: "invitation",
      id: invitationId,
      mintedBy: [],
      invitedBy: null,
      issuedAt: null,
      expiresAt: null,
      scopes: new Set(scopes),
      modelIds: null,
    },
    access,
  };
};
