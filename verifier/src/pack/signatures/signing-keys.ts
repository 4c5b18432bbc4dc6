import { signerLine } from "../../../../verify/allowed-signers.js";
import {
  readSshSignature,
  SshSignatureFault,
  sshFingerprint,
  sshKeyLine,
  sshSignatureHolds,
} from "../../../../verify/ssh-signature.js";
import { type Fact, type Person, shareHand, textIn } from "../facts.js";
import { passkeyIn } from "./passkey.js";

const KEY_NAMESPACE = "countersign-key";

/** A key that was registered, as the entries of its owner's stream tell it. */
export interface SigningKey {
  readonly id: string;
  readonly owner: Person;
  /** Type and bytes, as a line. */
  readonly line: string;
  readonly fingerprint: string;
  /** Who said whose it is, and when; undefined while nobody has who may. */
  confirmed?: { readonly leaf: bigint; readonly at: string };
  revoked?: { readonly leaf: bigint; readonly at: string };
}

/** The keys that the pack's entries register, by their ids; of one that cannot be what it says there is nothing. */
export const signingKeysIn = (facts: readonly Fact[]): ReadonlyMap<string, SigningKey> => {
  const [keys, challenges] = [new Map<string, SigningKey>(), new Map<string, Fact>()];
  for (const fact of facts) {
    if (fact.outcome !== "ALLOWED") continue;
    const { act, after, leaf, at } = fact;
    const id = textIn(after.signingKey);
    const known = keys.get(id);
    if (act === "beginSigningKey") challenges.set(id, fact);
    else if (act === "registerSigningKey" && known === undefined) {
      const key = registered(fact, challenges.get(id));
      if (key !== undefined) keys.set(id, key);
    } else if (known === undefined || fact.stream !== `principal:${known.owner.id}`) continue;
    else if (act === "confirmSigningKey" && mayConfirm(fact, known)) known.confirmed ??= { leaf, at };
    else if (act === "revokeSigningKey" && after.revoked === true) known.revoked ??= { leaf, at };
  }
  return keys;
};

/** The lists of signers that the entries of keys make, whatever they are worth: `allowed_signers`, and passkeys apart. */
export const signerListsIn = (facts: readonly Fact[]): Map<string, string> => {
  const keys = new Map<string, { owner: string; publicKey: string; confirmedAt?: string; revokedAt?: string }>();
  for (const { act, outcome, actor, after, at } of facts) {
    const id = textIn(after.signingKey);
    const known = keys.get(id);
    if (outcome !== "ALLOWED") continue;
    if (act === "registerSigningKey") keys.set(id, { owner: actor.id, publicKey: textIn(after.publicKey) });
    else if (act === "confirmSigningKey" && known !== undefined) known.confirmedAt = at;
    else if (act === "revokeSigningKey" && known !== undefined) known.revokedAt = at;
  }
  const lists = new Map<string, string>();
  for (const [id, { confirmedAt, revokedAt = null, ...key }] of [...keys].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (confirmedAt === undefined) continue;
    const name = `signatures/allowed_${key.publicKey.startsWith("webauthn-") ? "passkeys" : "signers"}`;
    const line = signerLine({ id, ...key, namespace: "countersign-approval", confirmedAt, revokedAt });
    lists.set(name, (lists.get(name) ?? "") + line);
  }
  return lists;
};

/** The key answered the challenge that its owner was given; of a passkey the device's own word is all there is. */
const registered = ({ actor, after, stream }: Fact, begun: Fact | undefined): SigningKey | undefined => {
  const [id, line, fingerprint] = [textIn(after.signingKey), textIn(after.publicKey), textIn(after.fingerprint)];
  const isOwn = actor.isUser && stream === `principal:${actor.id}` && begun?.stream === stream;
  if (!isOwn || after.registered !== true) return undefined;
  const isIt = after.kind === "WEBAUTHN" ? passkeyIn(line)?.fingerprint === fingerprint : answers(after, begun);
  return isIt ? { id, owner: actor, line, fingerprint } : undefined;
};

const answers = (after: Fact["after"], begun: Fact): boolean => {
  try {
    const signature = readSshSignature(textIn(after.proof));
    return (
      sshKeyLine(signature.key) === after.publicKey &&
      sshFingerprint(signature.key) === after.fingerprint &&
      sshSignatureHolds(signature, textIn(begun.after.challenge), KEY_NAMESPACE)
    );
  } catch (error) {
    if (error instanceof SshSignatureFault) return false;
    throw error;
  }
};

/** An administrator, a person, with no hand in the key or in the credential that it was registered with. */
const mayConfirm = ({ actor, after }: Fact, { owner, fingerprint }: SigningKey): boolean =>
  actor.isUser &&
  actor.roles.includes("ADMIN") &&
  !shareHand(actor, owner) &&
  after.confirmed === true &&
  after.fingerprint === fingerprint;
