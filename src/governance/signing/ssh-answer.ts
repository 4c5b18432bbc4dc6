import {
  isUserVerified,
  readSshSignature,
  type SshSignature,
  SshSignatureFault,
  sshFingerprint,
  sshKeyLine,
  sshSignatureHolds,
} from "../../../verify/ssh-signature.js";

/** The key that has signed a text, and how. */
export interface SshAnswer {
  readonly publicKey: string;
  readonly fingerprint: string;
  readonly userVerified: boolean;
}

/** Reads a signature of a text in its namespace by an OpenSSH key, or says in a sentence why it does not count. */
export const readSshAnswer = (ssh: string, text: string, namespace: string): SshAnswer | { readonly fault: string } => {
  const signature = read(ssh);
  if ("fault" in signature) return signature;
  if (!sshSignatureHolds(signature, text, namespace))
    return {
      fault: `The signature is not one of the text that was given out, in the namespace ${namespace}: run its command as it stands.`,
    };
  const { key } = signature;
  return { publicKey: sshKeyLine(key), fingerprint: sshFingerprint(key), userVerified: isUserVerified(signature) };
};

const read = (ssh: string): SshSignature | { readonly fault: string } => {
  try {
    return readSshSignature(ssh);
  } catch (error) {
    if (!(error instanceof SshSignatureFault)) throw error;
    return { fault: `This is no signature that counts: ${error.message}.` };
  }
};
