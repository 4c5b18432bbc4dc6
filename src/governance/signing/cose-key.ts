import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import { isOfSmallOrder } from "../../../verify/small-order.js";

/** The two kinds of keys that passkeys sign with here, by their COSE algorithms. */
export const passkeyAlgorithms = { "webauthn-ed25519": -8, "webauthn-es256": -7 } as const;
type PasskeyType = keyof typeof passkeyAlgorithms;

const hex = (text: string): Buffer => Buffer.from(text, "hex");
const ES256 = [hex("a5010203262001215820"), hex("225820")] as const;
const ED25519 = hex("a4010103272006215820");

const bytes32 = (value: unknown): Buffer | undefined =>
  value instanceof Uint8Array && value.length === 32 ? Buffer.from(value) : undefined;

/**
 * A COSE_Key, read from CBOR, as one line: its type, and the key in the one form of CBOR that docs/signing.md fixes.
 * Undefined for a key that is neither ES256 on P-256 nor Ed25519, or of small order: anybody signs for such a one.
 */
export const passkeyLine = (cose: ReadonlyMap<unknown, unknown>): string | undefined => {
  const [kty, alg, crv] = [cose.get(1), cose.get(3), cose.get(-1)];
  const [x, y] = [bytes32(cose.get(-2)), bytes32(cose.get(-3))];
  const line = (type: PasskeyType, parts: readonly Buffer[]) => `${type} ${Buffer.concat(parts).toString("base64url")}`;
  if (kty === 2 && alg === -7 && crv === 1 && x && y) return line("webauthn-es256", [ES256[0], x, ES256[1], y]);
  if (kty === 1 && alg === -8 && crv === 6 && x && !isOfSmallOrder(x)) return line("webauthn-ed25519", [ED25519, x]);
  return undefined;
};

/** The COSE bytes of such a line. */
export const coseOf = (line: string): Buffer => Buffer.from(line.slice(line.indexOf(" ") + 1), "base64url");

/** The fingerprint, in the form of OpenSSH's: of the COSE bytes. */
export const passkeyFingerprint = (line: string): string =>
  `SHA256:${createHash("sha256").update(coseOf(line)).digest("base64").replace(/=+$/, "")}`;

/** The key as node:crypto takes it; throws where its point is on no curve. */
export const keyObjectOf = (line: string): KeyObject => {
  const cose = coseOf(line);
  const at = (from: number): string => cose.subarray(from, from + 32).toString("base64url");
  const key = line.startsWith("webauthn-es256 ")
    ? { kty: "EC", crv: "P-256", x: at(ES256[0].length), y: at(ES256[0].length + 32 + ES256[1].length) }
    : { kty: "OKP", crv: "Ed25519", x: at(ED25519.length) };
  return createPublicKey({ key, format: "jwk" });
};
