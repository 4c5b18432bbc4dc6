/** What a signing key is, in words: `passkey`. */
export const keyKind = (kind: string): string => (kind === "SSH" ? "OpenSSH key" : "passkey");
