import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { isOfSmallOrder } from "../../../../verify/small-order.js";
import { exactly, isText } from "../shapes.js";

/** A public key of WebAuthn, as its line says: `webauthn-es256` or `webauthn-ed25519`, and the COSE key in base64url. */
export interface Passkey {
  readonly key: KeyObject;
  readonly fingerprint: string;
  readonly isEcdsa: boolean;
}

/** What a passkey answered; all bytes. */
export interface Assertion {
  readonly authenticatorData: Buffer;
  readonly clientData: Buffer;
  readonly signature: Buffer;
  readonly rpId: string;
}

const sha256 = (bytes: Buffer | string): Buffer => createHash("sha256").update(bytes).digest();

const fromUrl = (text: unknown): Buffer | undefined => {
  const bytes = Buffer.from(isText(text) ? text : "", "base64url");
  return isText(text) && bytes.toString("base64url") === text ? bytes : undefined;
};

/** The two forms of CBOR in which a key is kept, byte by byte. */
const ES256 = /^a5010203262001215820([0-9a-f]{64})225820([0-9a-f]{64})$/;
const ED25519 = /^a4010103272006215820([0-9a-f]{64})$/;

const url = (hex: string): string => Buffer.from(hex, "hex").toString("base64url");

/** Reads a key's line; undefined of anything else, and of a point that is not on the curve. */
export const passkeyIn = (line: string): Passkey | undefined => {
  const [type, encoded, ...more] = line.split(" ");
  const bytes = fromUrl(encoded);
  if (bytes === undefined || more.length > 0) return undefined;
  const fingerprint = `SHA256:${sha256(bytes).toString("base64").replace(/=+$/, "")}`;
  const [ec, ed] = [ES256.exec(bytes.toString("hex")), ED25519.exec(bytes.toString("hex"))];
  try {
    if (type === "webauthn-es256" && ec !== null) {
      const jwk = { kty: "EC", crv: "P-256", x: url(ec[1] ?? ""), y: url(ec[2] ?? "") };
      return { key: createPublicKey({ key: jwk, format: "jwk" }), fingerprint, isEcdsa: true };
    }
    if (type !== "webauthn-ed25519" || ed === null || isOfSmallOrder(Buffer.from(ed[1] ?? "", "hex"))) return undefined;
    const jwk = { kty: "OKP", crv: "Ed25519", x: url(ed[1] ?? "") };
    return { key: createPublicKey({ key: jwk, format: "jwk" }), fingerprint, isEcdsa: false };
  } catch {
    return undefined;
  }
};

export const assertionIn = (value: unknown): Assertion | undefined => {
  const names = ["authenticatorData", "clientDataJSON", "credentialId", "rpId", "signature"];
  const { rpId, credentialId, ...all } = exactly(value, ...names) ?? {};
  const [authenticatorData, clientData] = [fromUrl(all.authenticatorData), fromUrl(all.clientDataJSON)];
  const signature = fromUrl(all.signature);
  if (!authenticatorData || !clientData || !signature || !isText(rpId) || !isText(credentialId)) return undefined;
  return { authenticatorData, clientData, signature, rpId };
};

/** Whether the device says that it verified its user. */
export const isVerified = ({ authenticatorData }: Assertion): boolean => ((authenticatorData[32] ?? 0) & 4) !== 0;

/** Whether a passkey signed this text, for the site that it is of, with its user there. */
export const assertionHolds = ({ key, isEcdsa }: Passkey, given: Assertion, text: string): boolean => {
  const { authenticatorData, clientData, signature, rpId } = given;
  const isOurs = authenticatorData.subarray(0, 32).equals(sha256(rpId)) && authenticatorData.length >= 37;
  if (!isOurs || ((authenticatorData[32] ?? 0) & 1) === 0 || !saysSo(clientData, sha256(text), rpId)) return false;
  const signed = Buffer.concat([authenticatorData, sha256(clientData)]);
  return verify(isEcdsa ? "sha256" : null, signed, key, signature);
};

const saysSo = (clientData: Buffer, challenge: Buffer, rpId: string): boolean => {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(clientData);
    const told = JSON.parse(text) as Record<string, unknown>;
    const isIt = told.type === "webauthn.get" && told.challenge === challenge.toString("base64url");
    return isIt && told.crossOrigin !== true && isText(told.origin) && isOriginOf(told.origin, rpId);
  } catch {
    return false;
  }
};

const isOriginOf = (origin: string, rpId: string): boolean => {
  if (/^http:\/\/localhost(?::[0-9]{1,5})?$/.test(origin)) return rpId === "localhost";
  const host = /^https:\/\/([a-z0-9._-]+)(?::[0-9]{1,5})?$/.exec(origin)?.[1];
  return host === rpId || (host?.endsWith(`.${rpId}`) ?? false);
};
