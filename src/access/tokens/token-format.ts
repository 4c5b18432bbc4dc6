import { createHash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

/** What a secret begins with: `csp_` a person's token, `css_` a service account's, `csi_` an invitation. */
export type SecretPrefix = "csp_" | "css_" | "csi_";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const RANDOM = 30;
const CHECKSUM = 6;
const tokenShape = /^cs[ps]_[0-9A-Za-z]{36}$/;
const codeShape = /^csi_[0-9A-Za-z]{36}$/;

/** A new secret: prefix, 30 random base62 characters, 6 base62 digits of the CRC-32 of what stands before them. */
export const newSecret = (prefix: SecretPrefix): string => {
  const body = prefix + randomBase62(RANDOM);
  return body + checksum(body);
};

/** Whether a token's form and checksum are right; whether it is known, only the database can say. */
export const isWellFormedSecret = (secret: string): boolean => tokenShape.test(secret) && isChecked(secret);

/** The same of an invitation's code. */
export const isWellFormedCode = (code: string): boolean => codeShape.test(code) && isChecked(code);

const isChecked = (secret: string): boolean => checksum(secret.slice(0, -CHECKSUM)) === secret.slice(-CHECKSUM);

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
