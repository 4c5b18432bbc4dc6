import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { fromBase64, isNoteText, sameBytes, toBase64 } from "./bytes.js";
import { parseCheckpoint } from "./checkpoint.js";
import { cosignatureBytes, cosignedText, readCosignature } from "./cosignature.js";
import { isKeyName, type SignatureType, type VerifierKey, verifierKey } from "./vkey.js";

/** A line of signature below a note's text. */
export interface SignatureLine {
  readonly name: string;
  readonly id: string;
  /** What comes after the key's id. */
  readonly bytes: Uint8Array;
}

/** A signature by a known key, verified. */
export interface Verified extends SignatureLine {
  readonly key: VerifierKey;
  /** Of a witness: when it signed, in seconds since 1970; else null. */
  readonly time: bigint | null;
}

export interface Note {
  /** With its last line break. */
  readonly text: string;
  readonly signatures: readonly SignatureLine[];
}

export type NoteFault = "MALFORMED" | "INVALID_SIGNATURE" | "NO_KNOWN_SIGNATURE" | "AMBIGUOUS_KEY";

/** Why a note must not be believed. */
export class NoteError extends Error {
  override readonly name = "NoteError";
  constructor(
    readonly fault: NoteFault,
    message: string,
  ) {
    super(message);
  }
}

/** A key that signs, by an Ed25519 private key as PKCS#8 PEM or as a key object. */
export interface Signer {
  readonly key: VerifierKey;
  readonly privateKey: KeyObject;
}

export const noteSigner = (name: string, privateKey: KeyObject | string, type: SignatureType = 0x01): Signer => {
  const secret = typeof privateKey === "string" ? createPrivateKey(privateKey) : privateKey;
  if (secret.asymmetricKeyType !== "ed25519")
    throw new TypeError(`notes are signed by Ed25519 keys, not ${secret.asymmetricKeyType}`);
  const { x = "" } = createPublicKey(secret).export({ format: "jwk" });
  return { key: verifierKey(name, Buffer.from(x, "base64url"), type), privateKey: secret };
};

/** The signature line of a key below a text; a witness signs a checkpoint and says when. */
export const signatureOf = (text: string, { key, privateKey }: Signer, time?: bigint): SignatureLine => {
  if (!isNoteText(text) || !text.endsWith("\n"))
    throw new RangeError("a note's text ends in a line break and has no other control characters");
  if (key.type === 0x01) return { name: key.name, id: key.id, bytes: sign(null, Buffer.from(text), privateKey) };
  if (time === undefined || parseCheckpoint(text) === undefined)
    throw new RangeError("a witness signs a checkpoint, and the time");
  const bytes = cosignatureBytes(time, sign(null, Buffer.from(cosignedText(time, text)), privateKey));
  return { name: key.name, id: key.id, bytes };
};

/** A text with the signatures of these keys (of type 0x01). */
export const signNote = (text: string, signers: readonly Signer[]): string =>
  formatNote({ text, signatures: signers.map((signer) => signatureOf(text, signer)) });

/** The note, letter by letter. */
export const formatNote = ({ text, signatures }: Note): string => {
  const lines = signatures.map(
    ({ name, id, bytes }) => `— ${name} ${toBase64(Buffer.concat([Buffer.from(id, "hex"), bytes]))}\n`,
  );
  const note = `${text}\n${lines.join("")}`;
  readNote(note);
  return note;
};

const MAX_NOTE_LETTERS = 1_000_000;
const MAX_SIGNATURES = 100;

/** Text and signatures of a note, none verified. Throws a NoteError when it is malformed. */
export const readNote = (note: string | Uint8Array): Note => {
  const whole = typeof note === "string" ? note : decoded(note);
  if (whole.length > MAX_NOTE_LETTERS) throw malformed(`it is longer than ${MAX_NOTE_LETTERS} letters`);
  if (!isNoteText(whole)) throw malformed("it has control characters or is not UTF-8");
  const end = whole.lastIndexOf("\n\n");
  if (end < 0 || !whole.endsWith("\n") || end + 2 === whole.length)
    throw malformed("it has no lines of signatures below an empty line");
  const lines = whole.slice(end + 2, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) throw malformed(`it has more than ${MAX_SIGNATURES} signatures`);
  return { text: whole.slice(0, end + 1), signatures: lines.map(readSignatureLine) };
};

/** One line `— name base64`, without its line break. Throws a NoteError when it is malformed. */
export const readSignatureLine = (line: string): SignatureLine => {
  const [dash, name = "", base64 = "", ...rest] = line.split(" ");
  const bytes = fromBase64(base64);
  if (dash !== "—" || rest.length > 0 || !isKeyName(name) || bytes === undefined || bytes.length < 5)
    throw malformed("a line of signature is no dash, name and base64");
  return { name, id: bytes.toString("hex", 0, 4), bytes: bytes.subarray(4) };
};

/**
 * A note's text with the signatures by the known keys, each verified. Lines of other keys are ignored; a wrong one of a
 * known key sinks the note, and so does none of a known key: a NoteError.
 */
export const openNote = (
  note: string | Uint8Array,
  known: readonly VerifierKey[],
): { text: string; signatures: Verified[] } => {
  const { text, signatures } = readNote(note);
  const verified = signatures.flatMap((line) => {
    const keys = known.filter(({ name, id }) => name === line.name && id === line.id);
    const [key] = keys;
    if (key === undefined) return [];
    if (keys.some(({ type, publicKey }) => type !== key.type || !sameBytes(publicKey, key.publicKey)))
      throw new NoteError("AMBIGUOUS_KEY", `two known keys are called ${line.name} ${line.id}`);
    return [verifiedLine(text, line, key)];
  });
  if (verified.length === 0) throw new NoteError("NO_KNOWN_SIGNATURE", "none of the known keys signed the note");
  return { text, signatures: verified };
};

const verifiedLine = (text: string, line: SignatureLine, key: VerifierKey): Verified => {
  const cosignature = key.type === 0x04 ? readCosignature(line.bytes) : undefined;
  const [signed, signature] =
    key.type === 0x01 ? [text, line.bytes] : [cosigned(text, cosignature?.time), cosignature?.signature];
  const { publicKey } = key;
  if (signed === undefined || signature === undefined || !verifyEd25519(signed, signature, publicKey))
    throw new NoteError("INVALID_SIGNATURE", `the signature by ${line.name} ${line.id} is wrong`);
  return { ...line, key, time: cosignature?.time ?? null };
};

const cosigned = (text: string, time: bigint | undefined): string | undefined =>
  time === undefined || parseCheckpoint(text) === undefined ? undefined : cosignedText(time, text);

const verifyEd25519 = (text: string, signature: Uint8Array, publicKey: Uint8Array): boolean => {
  if (signature.length !== 64) return false;
  const x = Buffer.from(publicKey).toString("base64url");
  return verify(
    null,
    Buffer.from(text),
    createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" }),
    signature,
  );
};

const decoded = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed("it is not UTF-8");
  }
};

const malformed = (why: string): NoteError => new NoteError("MALFORMED", `this is no signed note: ${why}`);
