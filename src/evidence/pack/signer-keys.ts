import { signerLine } from "../../../verify/allowed-signers.js";
import { APPROVAL_NAMESPACE } from "../../governance/signing/signing-statement.js";
import type { PackEntry } from "./pack-entries.queries.js";

/** A key that decisions were signed with, as the entries of its registration, confirmation and revocation tell it. */
export interface KeySigner {
  readonly id: string;
  readonly owner: string;
  readonly publicKey: string;
  readonly confirmedAt: string;
  readonly revokedAt: string | null;
}

interface KeyAct {
  readonly action: string;
  readonly outcome: string;
  readonly actor: { readonly id: string };
  readonly after: { readonly signingKey: string; readonly publicKey?: string } | null;
}

/** Reads them from entries that touch the keys; those that nobody confirmed are left out. */
export const signersOf = async (pages: AsyncIterable<PackEntry[]>): Promise<KeySigner[]> => {
  const keys = new Map<string, Partial<KeySigner> & { readonly id: string }>();
  const read = ({ action, outcome, actor, after }: KeyAct, at: string): void => {
    if (outcome !== "ALLOWED" || after === null) return;
    const { signingKey: id, publicKey } = after;
    const known = keys.get(id) ?? { id };
    if (action === "registerSigningKey" && publicKey !== undefined) keys.set(id, { id, owner: actor.id, publicKey });
    if (action === "confirmSigningKey") keys.set(id, { ...known, confirmedAt: at });
    if (action === "revokeSigningKey") keys.set(id, { ...known, revokedAt: at });
  };
  for await (const page of pages)
    for (const { body, envelope } of page)
      read(JSON.parse(body) as KeyAct, (JSON.parse(envelope) as { at: string }).at);
  return [...keys.values()].flatMap(({ id, owner, publicKey, confirmedAt, revokedAt = null }) =>
    owner === undefined || publicKey === undefined || confirmedAt === undefined
      ? []
      : [{ id, owner, publicKey, confirmedAt, revokedAt }],
  );
};

/** Whether the key is a passkey: OpenSSH reads no line of such a one. */
const isPasskey = ({ publicKey }: KeySigner): boolean => publicKey.startsWith("webauthn-");

const listOf = (signers: readonly KeySigner[]): string =>
  [...signers]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((signer) => signerLine({ ...signer, namespace: APPROVAL_NAMESPACE }))
    .join("");

/** Whose keys are whose, as registered: `allowed_signers`, which `ssh-keygen -Y verify` takes, and the passkeys. */
export const signerFiles = (signers: readonly KeySigner[]): [name: string, text: string][] =>
  [
    ["signatures/allowed_passkeys", listOf(signers.filter(isPasskey))] as [string, string],
    ["signatures/allowed_signers", listOf(signers.filter((each) => !isPasskey(each)))] as [string, string],
  ].filter(([, text]) => text !== "");
