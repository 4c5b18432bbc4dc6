import { z } from "zod";
import { command } from "../acts/command.js";
import { newId } from "../db/ids.js";
import { DomainError } from "../errors.js";
import { displayName, handle } from "../input.js";
import { identityWord, insertIfFree, takeTurn } from "./access.store.js";
import { identity, optionalEmail } from "./access-input.js";
import { PrincipalEntity, UserIdentityEntity } from "./principal.entity.js";
import { requireAdmin } from "./requirements.js";

/** Users and service accounts share their handles, so that a handle in a filter means one principal. */
export const handleTaken = (taken: string): DomainError =>
  new DomainError("NAME_TAKEN", `The handle "${taken}" is taken; handles of deactivated accounts stay theirs.`, {
    path: ["input", "handle"],
  });

/** An identity stands for one user. */
export const identityTaken = (): DomainError =>
  new DomainError(
    "IDENTITY_TAKEN",
    "This issuer's subject is linked to another user; it is freed when that user is deactivated.",
    {
      path: ["input", "identity"],
    },
  );

/** Makes a user, who signs in by the identity given, or by an API token. */
export const createUser = command(
  "createUser",
  {
    scope: "ADMIN",
    input: z.object({ handle, displayName, email: optionalEmail, identity: identity.nullish() }),
  },
  async (ctx, tx, input) => {
    requireAdmin(ctx);
    if (input.identity != null) await takeTurn(tx, identityWord(input.identity));
    const principalId = newId("usr");
    const { displayName, email = null } = input;
    const row = { id: principalId, kind: "USER" as const, handle: input.handle, displayName, email };
    if (!(await insertIfFree(tx, PrincipalEntity, row))) throw handleTaken(input.handle);
    if (input.identity != null) {
      // The user's own from the start, unlike one that is linked to somebody who is there already.
      const link = { ...input.identity, principalId, linkedBy: [] };
      if (!(await insertIfFree(tx, UserIdentityEntity, link))) throw identityTaken();
    }
    tx.audit({
      stream: principalId,
      label: input.handle,
      after: { handle: input.handle, kind: "USER", identity: input.identity ?? null },
    });
    return { principalId };
  },
);
