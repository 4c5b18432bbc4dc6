import { isOverseer } from "../../access/access.queries.js";
import type { Tx } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { notFound } from "../../errors.js";
import { type LockedKey, lockSigningKey } from "./signing-keys.store.js";

/** Locks a registered key that the caller reads: their own, or any for administrators and auditors. */
export const lockReadableKey = async (ctx: Ctx, tx: Tx, id: string): Promise<LockedKey> => {
  const key = await lockSigningKey(tx, id);
  const readable = key?.publicKey != null && (key.principalId === ctx.principal.id || isOverseer(ctx));
  if (key === undefined || !readable) throw notFound("signing key", ["input", "signingKeyId"]);
  tx.target({ id: key.id, role: "signingKey", label: key.name });
  return key;
};
