import { z } from "zod";
import type { Json } from "../../../verify/canonical-json.js";
import { isRestricted } from "../../access/access.queries.js";
import { command } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { DomainError, forbidden, notFound } from "../../errors.js";
import { id, text } from "../../input.js";
import { readNewPasskey } from "./passkey-answer.js";
import { attestedInput } from "./passkey-rules.js";
import { requireRelyingParty } from "./relying-party.js";
import { isKnownKey, type LockedKey, lockSigningKey, type NewKey, storeKey } from "./signing-keys.store.js";
import { KEY_NAMESPACE } from "./signing-statement.js";
import { readSshAnswer } from "./ssh-answer.js";

const input = z
  .strictObject({ challengeId: id, ssh: text(5_000, { min: 1 }).nullish(), webauthn: attestedInput.nullish() })
  .refine(({ ssh, webauthn }) => (ssh == null) !== (webauthn == null), {
    error: "either ssh or webauthn.",
    path: ["ssh"],
  });

/**
 * Registers the key that answers a challenge, as the caller's own. It fills places once an administrator has confirmed whose
 * it is. Scope: ADMIN; right: to have begun it.
 */
export const registerSigningKey = command("registerSigningKey", { scope: "ADMIN", input }, async (ctx, tx, given) => {
  if (isRestricted(ctx))
    throw forbidden("A key signs for every model: a token that is good for some models only registers none.");
  const begun = await lockSigningKey(tx, given.challengeId);
  if (begun === undefined || begun.principalId !== ctx.principal.id)
    throw notFound("challenge", ["input", "challengeId"]);
  if (begun.publicKey !== null)
    throw new DomainError("CONFLICT", "The challenge is answered already.", { path: ["input", "challengeId"] });
  if (begun.late) throw new DomainError("SIGNATURE_INVALID", "The challenge has expired: begin anew.");
  const { key, told } = await readAnswer(ctx, begun, given);
  if (await isKnownKey(tx, key))
    throw new DomainError("CONFLICT", "This key has been registered before: make a new one.", {
      path: ["input", begun.kind === "SSH" ? "ssh" : "webauthn"],
    });
  const mintedBy = [...ctx.credential.mintedBy];
  await storeKey(tx, begun.id, { ...key, mintedBy });
  tx.audit({
    stream: ctx.principal.id,
    label: ctx.principal.handle,
    subjects: [{ id: begun.id, role: "signingKey", label: begun.name }],
    before: { signingKey: begun.id, registered: false },
    after: {
      signingKey: begun.id,
      kind: begun.kind,
      name: begun.name,
      registered: true,
      publicKey: key.publicKey,
      fingerprint: key.fingerprint,
      mintedBy,
      ...told,
    },
  });
  return { signingKeyId: begun.id };
});

/** What answers a challenge: the key, and how the entry tells that its owner holds it. */
interface Answer {
  readonly key: Omit<NewKey, "mintedBy">;
  readonly told: { readonly [key: string]: Json };
}

const readAnswer = async (
  ctx: Ctx,
  begun: LockedKey,
  { ssh, webauthn }: Pick<z.output<typeof input>, "ssh" | "webauthn">,
): Promise<Answer> => {
  const refused = (field: string, why: string) => new DomainError("SIGNATURE_INVALID", why, { path: ["input", field] });
  if (ssh != null && begun.kind === "SSH") {
    const answer = readSshAnswer(ssh, begun.challenge, KEY_NAMESPACE);
    if ("fault" in answer) throw refused("ssh", answer.fault);
    const { publicKey, fingerprint, userVerified } = answer;
    return { key: { publicKey, fingerprint, passkey: null }, told: { userVerified, proof: ssh } };
  }
  if (webauthn == null || begun.kind !== "WEBAUTHN")
    throw refused(ssh == null ? "webauthn" : "ssh", `The challenge was begun for a key of kind ${begun.kind}.`);
  const party = requireRelyingParty(ctx.relyingParty);
  const made = await readNewPasskey(webauthn, begun.challenge, party);
  if ("fault" in made) throw refused("webauthn", `This is no passkey that counts: ${made.fault}.`);
  const { publicKey, fingerprint, credentialId, signCount, userVerified, origin } = made;
  const { rpId } = party;
  const { attestationObject, clientDataJSON } = webauthn.response;
  return {
    key: { publicKey, fingerprint, passkey: { credentialId, rpId, signCount } },
    told: { userVerified, webauthn: { attestationObject, clientDataJSON, credentialId, origin, rpId } },
  };
};
