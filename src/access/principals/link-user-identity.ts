import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { id } from "../../input.js";
import {
  identityWord,
  insertIfFree,
  type LockedPrincipal,
  linkedUser,
  lockPrincipal,
  takeTurn,
} from "../access.store.js";
import { identity } from "../access-input.js";
import { peopleBehind } from "../caller.js";
import { identityTaken, lockKnownPrincipal, requireActive, requireAdmin } from "../requirements.js";
import { identityOf } from "./made-principal.js";
import { UserIdentityEntity } from "./principal.entity.js";
import { dropIdentity } from "./principals.store.js";

/**
 * Joins an identity provider's subject with a user: an administrator's act, never inferred from an e-mail. A subject
 * that a deactivated user had moves over; one of an active user does not.
 */
export const linkUserIdentity = command(
  "linkUserIdentity",
  { scope: "ADMIN", input: z.object({ principalId: id, identity }) },
  async (ctx, tx, { principalId, identity: { issuer, subject } }) => {
    await takeTurn(tx, identityWord({ issuer, subject }));
    const user = await lockKnownPrincipal(tx, principalId, "USER");
    requireAdmin(ctx);
    requireActive(user);
    const holderId = await linkedUser(tx, issuer, subject);
    if (holderId === user.id) return new Unchanged({ principalId });
    const holder = holderId === undefined ? undefined : await lockPrincipal(tx, holderId);
    if (holder?.active) throw identityTaken();
    if (holder !== undefined) {
      await dropIdentity(tx, issuer, subject);
      tx.audit(entryOf(holder, { before: { identity: identityOf(holder.id, { issuer, subject }) } }, user));
    }
    await insertIfFree(tx, UserIdentityEntity, { issuer, subject, principalId, linkedBy: peopleBehind(ctx) });
    tx.audit(entryOf(user, { after: { identity: identityOf(user.id, { issuer, subject }) } }, holder));
    return { principalId };
  },
);

const entryOf = <Values extends object>(of: LockedPrincipal, values: Values, other?: LockedPrincipal) => ({
  stream: of.id,
  label: of.handle,
  subjects: other === undefined ? [] : [{ id: other.id, role: "principal" as const, label: other.handle }],
  ...values,
});
