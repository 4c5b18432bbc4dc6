import { z } from "zod";
import { command } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { newId } from "../../db/ids.js";
import { forbidden, invalid } from "../../errors.js";
import { id } from "../../input.js";
import { expiry } from "../access-input.js";
import { hasScope, scopes } from "../principal.js";
import { lockKnownPrincipal, requireActive, requireAdmin } from "../requirements.js";
import { hashOfSecret, newSecret } from "../tokens/token-format.js";
import { fitsInvitation, storeInvitation } from "./invitations.store.js";

/**
 * Invites a user to make a token by themself, that nobody else had a hand in: the code is good once, for at most seven
 * days. Scope: ADMIN; right: the organisation role ADMIN, with a credential of every scope that no list of models binds.
 */
export const createInvitation = command(
  "createInvitation",
  { scope: "ADMIN", input: z.object({ principalId: id, expiresAt: expiry.nullish() }), once: ["code"] },
  async (ctx, tx, input) => {
    const user = await lockKnownPrincipal(tx, input.principalId);
    requireAdmin(ctx);
    requireWholeCredential(ctx);
    if (user.kind !== "USER")
      throw invalid(
        "principalId",
        `principalId: "${user.handle}" is a service account, which nobody is invited to be; mint its token with createApiToken.`,
      );
    requireActive(user);
    const given = input.expiresAt ?? null;
    if (given !== null && !(await fitsInvitation(tx, given)))
      throw invalid("expiresAt", "expiresAt: in the future, at most 7 days from now.");
    const invitationId = newId("inv");
    const code = newSecret("csi_");
    const hash = hashOfSecret(code);
    const createdBy = ctx.principal.id;
    const expiresAt = await storeInvitation(tx, {
      id: invitationId,
      principalId: user.id,
      createdBy,
      mintedBy: ctx.credential.mintedBy,
      hash,
      expiresAt: given,
    });
    tx.audit({
      stream: user.id,
      label: user.handle,
      subjects: [
        { id: invitationId, role: "subject" },
        { id: createdBy, role: "principal", label: ctx.principal.handle },
      ],
      after: { invitation: invitationId, invitedBy: createdBy, expiresAt },
    });
    return { invitationId, code };
  },
);

/** Whoever redeems it may choose every scope: who invites must not give what they lack. */
const requireWholeCredential = ({ credential }: Ctx): void => {
  const missing = scopes.filter((scope) => !hasScope(credential, scope));
  if (missing.length > 0)
    throw forbidden(
      `An invitation lets its person take every scope: this token lacks ${missing.join(", ")}. Use one with all of them.`,
    );
  if (credential.modelIds !== null)
    throw forbidden("An invitation binds its person to no models: a token that is restricted to some cannot invite.");
};
