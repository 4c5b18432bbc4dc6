import {
  isUserVerified,
  readSshSignature,
  SshSignatureFault,
  sshFingerprint,
  sshKeyLine,
  sshSignatureHolds,
} from "../../../../verify/ssh-signature.js";
import { said, textIn } from "../facts.js";
import { assertionHolds, assertionIn, isVerified, passkeyIn } from "./passkey.js";

/** A signature as a decision's entry holds it, read by itself. */
export interface Given {
  /** Type and bytes of the key. */
  readonly line: string;
  readonly fingerprint: string;
  /** Whether it is the key's over the text; false without one. */
  readonly holds: boolean;
  /** Whether the device verified its user, by the device and by the entry. */
  readonly isVerified: boolean;
  readonly saysVerified: boolean;
}

/** Reads a signature, and holds it against the text where there is one; undefined of what is none. */
export const readGiven = (value: unknown, text: string | undefined): Given | undefined => {
  const { ssh, webauthn, key, kind, userVerified } = said(value);
  const saysVerified = userVerified === true;
  if (kind === "WEBAUTHN") {
    const [passkey, assertion] = [passkeyIn(textIn(key)), assertionIn(webauthn)];
    if (passkey === undefined || assertion === undefined) return undefined;
    const holds = text !== undefined && assertionHolds(passkey, assertion, text);
    const { fingerprint } = passkey;
    return { line: textIn(key), fingerprint, holds, isVerified: isVerified(assertion), saysVerified };
  }
  try {
    const signature = readSshSignature(textIn(ssh));
    const line = sshKeyLine(signature.key);
    if (kind !== "SSH" || line !== key) return undefined;
    const holds = text !== undefined && sshSignatureHolds(signature, text, "countersign-approval");
    const fingerprint = sshFingerprint(signature.key);
    return { line, fingerprint, holds, isVerified: isUserVerified(signature), saysVerified };
  } catch (error) {
    if (error instanceof SshSignatureFault) return undefined;
    throw error;
  }
};
