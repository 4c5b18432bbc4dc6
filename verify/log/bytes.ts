/** Bytes in base64 (RFC 4648, section 4). */
export const toBase64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");

/** What base64 stands for; undefined unless the text is exactly what `toBase64` makes of it. */
export const fromBase64 = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : undefined;
};

/** A hash of 32 bytes in base64; undefined when the text is none. */
export const hashFromBase64 = (text: string): Buffer | undefined => {
  const bytes = fromBase64(text);
  return bytes?.length === 32 ? bytes : undefined;
};

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** Eight bytes, the highest first. */
export const uint64 = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
};

const MAX_SIZE = 2n ** 63n - 1n;

/** A size or a leaf's index in decimal, without leading zeros, below 2^63; undefined when the text is none. */
export const readSize = (text: string): bigint | undefined => {
  if (!/^(?:0|[1-9][0-9]{0,18})$/.test(text)) return undefined;
  const size = BigInt(text);
  return size <= MAX_SIZE ? size : undefined;
};

/** Well-formed, and without control characters but line breaks. */
export const isNoteText = (text: string): boolean => {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) < 0x20 && text[at] !== "\n") return false;
  return text.isWellFormed();
};
