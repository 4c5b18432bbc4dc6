import { randomBytes } from "node:crypto";
import { z } from "zod";
import { canonicalJson } from "../../../verify/canonical-json.js";
import { isRestricted } from "../../access/access.queries.js";
import { command } from "../../acts/command.js";
import { logOrigin } from "../../audit/log.queries.js";
import { newId } from "../../db/ids.js";
import { forbidden } from "../../errors.js";
import { displayName } from "../../input.js";
import { requireRelyingParty } from "./relying-party.js";
import { signingInstants, storeChallenge } from "./signing-keys.store.js";
import { signingKeyKinds } from "./signing-rules.js";
import { KEY_NAMESPACE } from "./signing-statement.js";

/** Asks for a challenge, which a key of the caller's own answers within five minutes. Scope: ADMIN; right: to be a user. */
export const beginSigningKey = command(
  "beginSigningKey",
  { scope: "ADMIN", input: z.strictObject({ kind: z.enum(signingKeyKinds), name: displayName }) },
  async (ctx, tx, { kind, name }) => {
    const { id: owner, kind: ownerKind, handle } = ctx.principal;
    if (ownerKind !== "USER") throw forbidden("Only people sign: a service account has no signing key.");
    if (isRestricted(ctx))
      throw forbidden("A key signs for every model: a token that is good for some models only registers none.");
    if (kind === "WEBAUTHN") requireRelyingParty(ctx.relyingParty);
    const id = newId("skey");
    const { expiresAt } = await signingInstants(tx);
    const nonce = randomBytes(16).toString("base64url");
    const log = await logOrigin(tx);
    const challenge = canonicalJson({ v: 1, type: KEY_NAMESPACE, log, challenge: id, owner, name, nonce, expiresAt });
    await storeChallenge(tx, { id, principalId: owner, kind, name, challenge, expiresAt });
    tx.audit({
      stream: owner,
      label: handle,
      subjects: [{ id, role: "signingKey", label: name }],
      after: { signingKey: id, kind, name, registered: false, challenge },
    });
    return { challengeId: id };
  },
);
