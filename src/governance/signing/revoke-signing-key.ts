import { z } from "zod";
import { requireAdmin } from "../../access/requirements.js";
import { command, Unchanged } from "../../acts/command.js";
import { id, reason } from "../../input.js";
import { lockReadableKey } from "./readable-key.step.js";
import { storeRevocation } from "./signing-keys.store.js";

/**
 * Ends a key: nothing more is signed with it, and what was signed before stands. Scope: ADMIN; right: to own it, or the
 * organisation role ADMIN.
 */
export const revokeSigningKey = command(
  "revokeSigningKey",
  { scope: "ADMIN", input: z.strictObject({ signingKeyId: id, reason }) },
  async (ctx, tx, { signingKeyId, reason: why }) => {
    const key = await lockReadableKey(ctx, tx, signingKeyId);
    if (key.principalId !== ctx.principal.id) requireAdmin(ctx);
    if (key.revoked) return new Unchanged({ signingKeyId });
    await storeRevocation(tx, key.id, ctx.principal.id);
    tx.audit({
      stream: key.principalId,
      subjects: [{ id: key.id, role: "signingKey", label: key.name }],
      before: { signingKey: key.id, revoked: false },
      after: { signingKey: key.id, fingerprint: key.fingerprint, revoked: true },
      reason: why,
    });
    return { signingKeyId };
  },
);
