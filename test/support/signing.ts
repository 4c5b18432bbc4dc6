import type { Actor, Answer } from "./actor.js";
import { fileKey, type TestKey } from "./ssh.js";

/** A key of somebody's own that is confirmed. */
export interface OwnKey extends TestKey {
  readonly id: string;
}

/** Registers a key as somebody's own, and has an administrator confirm it. */
export const ownKey = async (by: Actor, admin: Actor, key: TestKey = fileKey()): Promise<OwnKey> => {
  const { beginSigningKey } = await by.do("beginSigningKey", { kind: "SSH", name: "laptop" }, "challenge { id text }");
  const { id: challengeId, text } = beginSigningKey.challenge;
  const answer = { challengeId, ssh: key.sign(text, "countersign-key") };
  const { registerSigningKey } = await by.do("registerSigningKey", answer, "signingKey { id }");
  const { id } = registerSigningKey.signingKey;
  await admin.do("confirmSigningKey", { signingKeyId: id });
  return { ...key, id };
};

/** Signs the decision of these words on a request; answers the signature as its command takes it. */
export const signedBy = async (by: Actor, key: OwnKey, open: Answer, said: Answer): Promise<Answer> => {
  const asked = { transitionRequestId: open.id, signingKeyId: key.id, ...said };
  const { prepareSignature } = await by.do("prepareSignature", asked, "signatureRequest { id statement }");
  const { id: signatureRequestId, statement } = prepareSignature.signatureRequest;
  return { signatureRequestId, ssh: key.sign(statement, "countersign-approval") };
};
