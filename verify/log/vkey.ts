import { sha256Bytes } from "../sha256.js";
import { fromBase64, isNoteText, toBase64 } from "./bytes.js";

/** What a key signs: 0x01 the note's text, 0x04 a checkpoint and the time (a witness); both Ed25519. */
export type SignatureType = 0x01 | 0x04;

/** A key that notes are verified with (https://c2sp.org/signed-note). */
export interface VerifierKey {
  readonly name: string;
  /** Four bytes in hexadecimal digits: not a fingerprint, it only tells keys of one name apart. */
  readonly id: string;
  readonly type: SignatureType;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** Not empty, no white space, no plus, no control character. */
export const isKeyName = (name: string): boolean =>
  name.isWellFormed() && name !== "" && !/[\p{White_Space}+]/u.test(name) && isNoteText(name);

/** What tells the key apart: the first four bytes of SHA-256(name, line break, type, public key). */
export const keyId = (name: string, type: SignatureType, publicKey: Uint8Array): string =>
  sha256Bytes(Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(type), publicKey])).toString("hex", 0, 4);

/** A key by its name and its 32 bytes. */
export const verifierKey = (name: string, publicKey: Uint8Array, type: SignatureType = 0x01): VerifierKey => {
  if (!isKeyName(name))
    throw new RangeError("a key's name is not empty and has no space, no plus, no control character");
  if (publicKey.length !== 32) throw new RangeError(`an Ed25519 key has 32 bytes, not ${publicKey.length}`);
  return { name, id: keyId(name, type, publicKey), type, publicKey };
};

/** `name+id+base64 of type and key`: how verifiers are told a key. */
export const formatVkey = ({ name, id, type, publicKey }: VerifierKey): string =>
  `${name}+${id}+${toBase64(Buffer.concat([Buffer.of(type), publicKey]))}`;

/** The key of such a text; undefined when it is none, its id is another key's, or the type is none of ours. */
export const parseVkey = (vkey: string): VerifierKey | undefined => {
  const [name = "", id = "", ...rest] = vkey.split("+");
  const bytes = fromBase64(rest.join("+"));
  const type = bytes?.[0];
  if (bytes?.length !== 33 || (type !== 0x01 && type !== 0x04) || !isKeyName(name)) return undefined;
  const key = verifierKey(name, bytes.subarray(1), type);
  return key.id === id ? key : undefined;
};
