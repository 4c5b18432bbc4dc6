import { z } from "zod";
import { requireAdmin } from "../../access/requirements.js";
import { command, Unchanged } from "../../acts/command.js";
import { DomainError, forbidden } from "../../errors.js";
import { id } from "../../input.js";
import { lockReadableKey } from "./readable-key.step.js";
import { storeConfirmation } from "./signing-keys.store.js";
import { requireIndependent } from "./signing-rules.js";

/**
 * Says whose a key is: from now on it signs. Scope: ADMIN; right: the organisation role ADMIN, and no hand in the key or in
 * the token that it was registered with.
 */
export const confirmSigningKey = command(
  "confirmSigningKey",
  { scope: "ADMIN", input: z.strictObject({ signingKeyId: id }) },
  async (ctx, tx, { signingKeyId }) => {
    const key = await lockReadableKey(ctx, tx, signingKeyId);
    requireAdmin(ctx);
    if (ctx.principal.kind !== "USER") throw forbidden("A person says whose a key is: a service account does not.");
    const { mintedBy } = ctx.credential;
    requireIndependent({ id: ctx.principal.id, mintedBy }, { id: key.principalId, mintedBy: key.mintedBy });
    if (key.revoked) throw new DomainError("CONFLICT", "The key is revoked; its owner registers a new one.");
    if (key.confirmed) return new Unchanged({ signingKeyId });
    await storeConfirmation(tx, key.id, ctx.principal.id);
    tx.audit({
      stream: key.principalId,
      subjects: [{ id: key.id, role: "signingKey", label: key.name }],
      before: { signingKey: key.id, confirmed: false },
      after: { signingKey: key.id, fingerprint: key.fingerprint, confirmed: true },
    });
    return { signingKeyId };
  },
);
