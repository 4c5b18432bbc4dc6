import type { Json } from "../../../verify/canonical-json.js";
import type { Ctx } from "../../context.js";
import { keptPasskey, readPasskeySignature } from "./passkey-answer.js";
import type { AssertedPasskey } from "./passkey-rules.js";
import { madeElsewhere, requireRelyingParty } from "./relying-party.js";
import type { LockedKey } from "./signing-keys.store.js";
import { invalidSignature } from "./signing-rules.js";
import { APPROVAL_NAMESPACE } from "./signing-statement.js";
import { readSshAnswer } from "./ssh-answer.js";

/** A signature that holds. */
export interface Holding {
  readonly userVerified: boolean;
  /** As it is stored. */
  readonly kept: string;
  /** As the decision's entry tells it. */
  readonly told: { readonly [key: string]: Json };
  /** How often its passkey says to have signed; undefined where that is nothing new. */
  readonly signCount?: number;
}

/** What was signed, and with which key. */
interface Signed {
  readonly statement: string;
  readonly key: LockedKey;
}

/** Reads a signature of a statement by its key; refuses one that does not hold. */
export const readHolding = async (
  ctx: Ctx,
  {
    ssh,
    webauthn,
  }: { readonly ssh?: string | null | undefined; readonly webauthn?: AssertedPasskey | null | undefined },
  signed: Signed,
): Promise<Holding> => {
  const { kind } = signed.key;
  if (kind === "SSH" && ssh != null) return readSsh(ssh, signed);
  if (kind === "WEBAUTHN" && webauthn != null) return readPasskey(ctx, webauthn, signed);
  throw invalidSignature(
    `The statement was prepared for a key of kind ${kind}: send its signature as ${kind === "SSH" ? "ssh" : "webauthn"}.`,
  );
};

const readSsh = (ssh: string, { statement, key: { fingerprint } }: Signed): Holding => {
  const answer = readSshAnswer(ssh, statement, APPROVAL_NAMESPACE);
  if ("fault" in answer) throw invalidSignature(answer.fault);
  if (answer.fingerprint !== fingerprint)
    throw invalidSignature(`It is signed with another key than ${fingerprint}, for which it was prepared.`);
  return { userVerified: answer.userVerified, kept: ssh, told: { ssh } };
};

const readPasskey = async (ctx: Ctx, webauthn: AssertedPasskey, { statement, key }: Signed): Promise<Holding> => {
  const { id, publicKey, passkey } = key;
  if (publicKey === null || passkey === null) throw new Error(`signing key ${id} is no passkey`);
  const party = requireRelyingParty(ctx.relyingParty);
  const elsewhere = madeElsewhere(party, passkey);
  if (elsewhere !== undefined) throw invalidSignature(elsewhere);
  const read = await readPasskeySignature(webauthn, statement, { party, key: { publicKey, ...passkey } });
  if ("fault" in read) throw invalidSignature(`The passkey's signature does not count: ${read.fault}.`);
  const { userVerified, signCount, kept } = read;
  return {
    userVerified,
    kept: keptPasskey(read),
    told: { webauthn: { ...kept } },
    ...(signCount !== passkey.signCount && { signCount }),
  };
};
