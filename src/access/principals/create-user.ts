import { z } from "zod";
import { command } from "../../acts/command.js";
import { newId } from "../../db/ids.js";
import { displayName, handle } from "../../input.js";
import { identityWord, insertIfFree, takeTurn } from "../access.store.js";
import { identity, optionalEmail } from "../access-input.js";
import { handleTaken, identityTaken, requireAdmin } from "../requirements.js";
import { madeUser } from "./made-principal.js";
import { PrincipalEntity, UserIdentityEntity } from "./principal.entity.js";

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
      after: madeUser({ ...row, identity: input.identity ?? null }),
    });
    return { principalId };
  },
);
