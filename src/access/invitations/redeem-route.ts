import { z } from "zod";
import { parseInput } from "../../acts/attempt.js";
import type { BaseCtx } from "../../context.js";
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

/** What whoever calls it brings: no caller is known yet. */
export type StrangersFacts = Pick<BaseCtx, "db" | "log" | "requestId" | "client">;

/**
 * `POST /invitations/redeem`: `{code, name, scopes, expiresAt}` → `{token, expiresAt}`. A code that is unknown, used,
 * revoked or past its time is the same NOT_FOUND.
 */
export const redeemRoute = async (
  facts: StrangersFacts,
  given: unknown,
): Promise<{ token: string; expiresAt: string }> => {
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
