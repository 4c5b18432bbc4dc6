import { createHash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

/** What a secret begins with: `csp_` a person's token, `css_` a service account's. */
export type TokenPrefix = "csp_" | "css_";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const RANDOM = 30;
const CHECKSUM = 6;
const shape = /^cs[ps]_[0-9A-Za-z]{36}$/;

/** A new secret: prefix, 30 random base62 characters, 6 base62 digits of the CRC-32 of what stands before them. */
export const newSecret = (prefix: TokenPrefix): string => {
  const body = prefix + randomBase62(RANDOM);
  return body + checksum(body);
};

/** Whether a secret's form and checksum are right; whether it is known, only the database can say. */
export const isWellFormedSecret = (secret: string): boolean =>
  shape.test(secret) && checksum(secret.slice(0, -CHECKSUM)) === secret.slice(-CHECKSUM);

/** What is stored of a secret. Its 178 random bits need no slow hash. */
export const hashOfSecret = (secret: string): Buffer => createHash("sha256").update(secret).digest();

/** What lists show of a secret, to tell tokens apart. */
export const hintOf = (secret: string): string => `${secret.slice(0, 8)}…`;

const checksum = (body: string): string => {
  let rest = crc32(body);
  let digits = "";
  for (let place = 0; place < CHECKSUM; place++) {
    digits = alphabet.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
};

/** Bytes from 248 up are thrown away: they would make the first characters likelier. */
const randomBase62 = (length: number): string => {
  let characters = "";
  while (characters.length < length)
    for (const byte of randomBytes(length))
      if (byte < 248 && characters.length < length) characters += alphabet.charAt(byte % 62);
  return characters;
};
