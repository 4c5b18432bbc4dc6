import { z } from "zod";
import {
  isUserVerified,
  readSshSignature,
  type SshSignature,
  SshSignatureFault,
  sshFingerprint,
  sshKeyLine,
  sshSignatureHolds,
} from "../../../verify/ssh-signature.js";
import { isRestricted } from "../../access/access.queries.js";
import { command } from "../../acts/command.js";
import { DomainError, forbidden, notFound } from "../../errors.js";
import { id, text } from "../../input.js";
import { isKnownKey, lockSigningKey, storeKey } from "./signing-keys.store.js";
import { KEY_NAMESPACE } from "./signing-statement.js";

/**
 * Registers the key that answers a challenge, as the caller's own. It fills places once an administrator has confirmed whose
 * it is. Scope: ADMIN; right: to have begun it.
 */
export const registerSigningKey = command(
  "registerSigningKey",
  { scope: "ADMIN", input: z.strictObject({ challengeId: id, ssh: text(5_000, { min: 1 }) }) },
  async (ctx, tx, { challengeId, ssh }) => {
    if (isRestricted(ctx))
      throw forbidden("A key signs for every model: a token that is good for some models only registers none.");
    const begun = await lockSigningKey(tx, challengeId);
    if (begun === undefined || begun.principalId !== ctx.principal.id)
      throw notFound("challenge", ["input", "challengeId"]);
    if (begun.publicKey !== null)
      throw new DomainError("CONFLICT", "The challenge is answered already.", { path: ["input", "challengeId"] });
    if (begun.late) throw new DomainError("SIGNATURE_INVALID", "The challenge has expired: begin anew.");
    const signature = readAnswer(ssh, begun.challenge);
    const fingerprint = sshFingerprint(signature.key);
    if (await isKnownKey(tx, fingerprint))
      throw new DomainError("CONFLICT", "This key has been registered before: make a new one with ssh-keygen.", {
        path: ["input", "ssh"],
      });
    const facts = { publicKey: sshKeyLine(signature.key), fingerprint, mintedBy: [...ctx.credential.mintedBy] };
    await storeKey(tx, begun.id, facts);
    tx.audit({
      stream: ctx.principal.id,
      label: ctx.principal.handle,
      subjects: [{ id: begun.id, role: "signingKey", label: begun.name }],
      before: { signingKey: begun.id, registered: false },
      after: {
        signingKey: begun.id,
        name: begun.name,
        registered: true,
        ...facts,
        userVerified: isUserVerified(signature),
        proof: ssh,
      },
    });
    return { signingKeyId: begun.id };
  },
);

const readAnswer = (ssh: string, challenge: string): SshSignature => {
  const refused = (why: string) => new DomainError("SIGNATURE_INVALID", why, { path: ["input", "ssh"] });
  try {
    const signature = readSshSignature(ssh);
    if (sshSignatureHolds(signature, challenge, KEY_NAMESPACE)) return signature;
  } catch (error) {
    if (error instanceof SshSignatureFault) throw refused(`This is no signature that counts: ${error.message}.`);
    throw error;
  }
  throw refused(`The signature is not one of the challenge in the namespace ${KEY_NAMESPACE}: run its command again.`);
};
