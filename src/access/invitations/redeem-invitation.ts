import { command } from "../../acts/command.js";
import type { BaseCtx } from "../../context.js";
import { invalid } from "../../errors.js";
import { id } from "../../input.js";
import { lockPrincipal } from "../access.store.js";
import { newSecret } from "../tokens/token-format.js";
import { judgeExpiry, storeToken } from "../tokens/tokens.store.js";
import { lockInvitation, markRedeemed } from "./invitations.store.js";
import { noSuchInvitation, redemption } from "./redemption-input.js";

/**
 * Makes the token that an invitation is for, once: nobody stands behind it but its bearer. The actor is the person
 * invited, by the code that they showed.
 */
export const redeemInvitation = command(
  "redeemInvitation",
  { scope: "ADMIN", input: redemption.extend({ invitationId: id }), once: ["secret"] },
  async (ctx: BaseCtx, tx, { invitationId, ...asked }) => {
    const bearer = await lockPrincipal(tx, ctx.principal.id);
    const invitation = await lockInvitation(tx, invitationId);
    if (!invitation?.open || !invitation.vouched || bearer?.active !== true) throw noSuchInvitation();
    const { past, tooFar } = await judgeExpiry(tx, asked.expiresAt, null);
    if (past || tooFar) throw invalid("expiresAt", "expiresAt: in the future, at most 366 days from now.");
    const secret = newSecret("csp_");
    const facts = { name: asked.name, scopes: asked.scopes, modelIds: null, mintedBy: [] };
    const invitedBy = invitation.createdBy;
    const { expiresAt } = asked;
    const apiTokenId = await storeToken(tx, secret, { principalId: bearer.id, invitedBy, expiresAt, ...facts });
    await markRedeemed(tx, invitation.id);
    tx.audit({
      stream: bearer.id,
      label: bearer.handle,
      subjects: [
        { id: invitation.id, role: "subject" },
        { id: apiTokenId, role: "token", label: asked.name },
        { id: invitedBy, role: "principal", label: invitation.createdByHandle },
      ],
      before: { invitation: invitation.id, redeemed: false },
      after: { invitation: invitation.id, redeemed: true, token: apiTokenId, invitedBy, expiresAt, ...facts },
    });
    return { apiTokenId, secret, expiresAt };
  },
);
