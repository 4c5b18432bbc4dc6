import { instantIn } from "../../instant.js";
import { byCode, type StrangersFacts } from "../invitations/by-code.js";
import { redeemInvitation } from "../invitations/redeem-invitation.js";
import { scopes } from "../principal.js";

const TOKEN_MS = 12 * 3_600_000;

/**
 * Redeems a sign-in link's code for the token that its session stands for: as long as a session may be, and known to
 * nobody. Only the service's own codes count; a person's invitation is for a token of their own.
 */
export const redeemLink = async (facts: StrangersFacts, code: string): Promise<string> => {
  const { ctx, invited } = await byCode(facts, code, "SERVICE");
  const expiresAt = instantIn(TOKEN_MS);
  const wanted = { name: "sign-in link", scopes: [...scopes], expiresAt };
  return (await redeemInvitation(ctx, { ...wanted, invitationId: invited.id })).secret;
};
