import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import type { BaseCtx } from "../../context.js";
import { newId } from "../../db/ids.js";
import { identityWord, insertIfFree, linkedUser, takeTurn } from "../access.store.js";
import { identity } from "../access-input.js";
import { handleCandidate, handleStem, shownName } from "./handle-rules.js";
import { madeUser } from "./made-principal.js";
import { PrincipalEntity, UserIdentityEntity } from "./principal.entity.js";

const MAX_TRIES = 1_000;

/**
 * Makes a user on first sight of a valid token. It is joined with nobody, whatever the token's e-mail says, and takes
 * over no handle. The service itself is the actor.
 */
export const registerUser = command(
  "registerUser",
  {
    scope: "ADMIN",
    input: z.object({
      ...identity.shape,
      preferredUsername: z.string().nullable(),
      name: z.string().nullable(),
      email: z.string().nullable(),
    }),
  },
  async (_: BaseCtx, tx, input) => {
    const { issuer, subject } = input;
    await takeTurn(tx, identityWord({ issuer, subject }));
    const present = await linkedUser(tx, issuer, subject);
    if (present !== undefined) return new Unchanged({ principalId: present });
    const principalId = newId("usr");
    const email = input.email !== null && input.email.length <= 320 ? input.email : null;
    const stem = handleStem(input);
    for (let attempt = 1; attempt <= MAX_TRIES; attempt++) {
      const handle = handleCandidate(stem, attempt);
      const displayName = shownName(input.name ?? input.preferredUsername, handle);
      const row = { id: principalId, kind: "USER" as const, handle, displayName, email };
      if (!(await insertIfFree(tx, PrincipalEntity, row))) continue;
      await tx.manager.insert(UserIdentityEntity, { issuer, subject, principalId, linkedBy: [] });
      tx.audit({ stream: principalId, label: handle, after: madeUser({ ...row, identity: { issuer, subject } }) });
      return { principalId };
    }
    throw new Error(`no free handle for ${stem} after ${MAX_TRIES} tries`);
  },
);
