import { DerFault, integerOf, Members, readDer, TAG } from "../../../verify/rfc3161/der.js";

/** One element of DER; `body` is shorter than 256 bytes. */
const der = (tag: number, body: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(body.length < 0x80 ? [tag, body.length] : [tag, 0x81, body.length]), body]);

const SHA256 = Buffer.from("0609608648016503040201", "hex");
const NULL = Buffer.from("0500", "hex");
const TRUE = Buffer.from("0101ff", "hex");

/** A positive whole number has no bit for a sign. */
const whole = (value: bigint): Buffer => {
  const digits = value.toString(16);
  const bytes = Buffer.from(digits.padStart(digits.length + (digits.length % 2), "0"), "hex");
  return der(TAG.integer, (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.of(0), bytes]));
};

/** Asks for a time stamp of a SHA-256, with the authority's certificate in it (RFC 3161, section 2.4.1). */
export const timestampQuery = (digest: Uint8Array, nonce: bigint): Buffer => {
  const algorithm = der(TAG.sequence, Buffer.concat([SHA256, NULL]));
  const imprint = der(TAG.sequence, Buffer.concat([algorithm, der(TAG.octetString, digest)]));
  return der(TAG.sequence, Buffer.concat([whole(1n), imprint, whole(nonce), TRUE]));
};

const failures: Readonly<Record<number, string>> = {
  0: "it does not know the digest's algorithm",
  2: "it does not do such a request",
  5: "it found the request malformed",
  14: "its clock is not available",
  15: "it does not know the policy",
  16: "it does not know an extension",
  17: "it cannot tell more",
  25: "it has failed",
};

/** The token of an answer; throws a DerFault that says why there is none. */
export const tokenOf = (answer: Buffer): Buffer => {
  const members = new Members(readDer(answer));
  const info = new Members(members.take(TAG.sequence));
  const status = integerOf(info.take(TAG.integer));
  info.maybe(TAG.sequence);
  const bits = info.maybe(TAG.bitString)?.body;
  info.end();
  if (status !== 0n && status !== 1n) throw new DerFault(`it granted none (status ${status})${reasonOf(bits)}`);
  const token = members.take(TAG.sequence);
  members.end();
  return token.bytes;
};

const reasonOf = (bits: Buffer | undefined): string => {
  const told = Object.entries(failures).filter(
    ([bit]) => ((bits?.[1 + (Number(bit) >> 3)] ?? 0) & (0x80 >> (Number(bit) & 7))) !== 0,
  );
  return told.map(([, words]) => `: ${words}`).join("");
};
