import type { Actor, Answer } from "./actor.js";
import type { TestPasskey } from "./passkey.js";
import { fileKey, type TestKey } from "./ssh.js";

/** A key of somebody's own that is confirmed. */
export interface OwnKey {
  readonly id: string;
  /** Signs what a decision's signature is to be given to; answers it as a command takes it. */
  answer(asked: Answer): Answer;
}

/** Registers a key as somebody's own, and has an administrator confirm it. */
export const ownKey = async (by: Actor, admin: Actor, key: TestKey | TestPasskey = fileKey()): Promise<OwnKey> => {
  const kind = "sign" in key ? "SSH" : "WEBAUTHN";
  const begun = await by.do("beginSigningKey", { kind, name: "mine" }, "challenge { id text webauthn }");
  const { id: challengeId, text, webauthn }: Answer = begun.beginSigningKey.challenge;
  const answer = "sign" in key ? { ssh: key.sign(text, "countersign-key") } : { webauthn: key.create(webauthn) };
  const { registerSigningKey } = await by.do("registerSigningKey", { challengeId, ...answer }, "signingKey { id }");
  const { id } = registerSigningKey.signingKey;
  await admin.do("confirmSigningKey", { signingKeyId: id });
  return {
    id,
    answer: (asked) =>
      "sign" in key
        ? { ssh: key.sign(asked.statement, "countersign-approval") }
        : { webauthn: key.get(asked.webauthn) },
  };
};

/** Signs the decision of these words on a request; answers the signature as its command takes it. */
export const signedBy = async (by: Actor, key: OwnKey, open: Answer, said: Answer): Promise<Answer> => {
  const input = { transitionRequestId: open.id, signingKeyId: key.id, ...said };
  const { prepareSignature } = await by.do("prepareSignature", input, "signatureRequest { id statement webauthn }");
  const asked: Answer = prepareSignature.signatureRequest;
  return { signatureRequestId: asked.id, ...key.answer(asked) };
};
