import { constants, createPublicKey, type KeyObject, verify } from "node:crypto";
import { bitsOf, contextTag, type Der, DerFault, integerOf, Members, oidOf, TAG } from "./der.js";

/** How something was signed. */
export interface Scheme {
  readonly kind: "RSA" | "RSA_PSS" | "ECDSA";
  /** Null where the form leaves it to whoever is told the digest beside. */
  readonly hash: Hash | null;
  /** Of RSA-PSS: bytes of salt. */
  readonly salt: number;
}

export type Hash = "sha256" | "sha384" | "sha512";

const hashes: Readonly<Record<string, Hash>> = {
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
};

const schemes: Readonly<Record<string, readonly [Scheme["kind"], Hash | null]>> = {
  "1.2.840.113549.1.1.1": ["RSA", null],
  "1.2.840.113549.1.1.11": ["RSA", "sha256"],
  "1.2.840.113549.1.1.12": ["RSA", "sha384"],
  "1.2.840.113549.1.1.13": ["RSA", "sha512"],
  "1.2.840.10045.4.3.2": ["ECDSA", "sha256"],
  "1.2.840.10045.4.3.3": ["ECDSA", "sha384"],
  "1.2.840.10045.4.3.4": ["ECDSA", "sha512"],
};

const RSA_PSS = "1.2.840.113549.1.1.10";
const MGF1 = "1.2.840.113549.1.1.8";
const NULL = "0500";

/** The digest that an algorithm names: SHA-256, SHA-384 or SHA-512. */
export const hashOf = (algorithm: Der): Hash => {
  const members = new Members(algorithm);
  const hash = hashes[oidOf(members.take(TAG.oid))];
  if (hash === undefined) throw new DerFault("a digest is neither SHA-256 nor SHA-384 nor SHA-512");
  endsWithNull(members);
  return hash;
};

/** RSA (PKCS #1 v1.5 or PSS) or ECDSA, by the algorithm that is named. */
export const schemeOf = (algorithm: Der): Scheme => {
  const members = new Members(algorithm);
  const oid = oidOf(members.take(TAG.oid));
  if (oid === RSA_PSS) return pssOf(members);
  const found = schemes[oid];
  if (found === undefined) throw new DerFault(`signatures by ${oid} are not read`);
  endsWithNull(members);
  return { kind: found[0], hash: found[1], salt: 0 };
};

const endsWithNull = (members: Members): void => {
  const parameters = members.maybe(0x05);
  if (parameters !== undefined && parameters.bytes.toString("hex") !== NULL)
    throw new DerFault("a null holds something");
  members.end();
};

/** RFC 4055, section 3.1; what is left out there would mean SHA-1, which is not read. */
const pssOf = (members: Members): Scheme => {
  const given = new Members(members.take(TAG.sequence));
  members.end();
  const only = (tag: number): Der => {
    const inner = new Members(given.take(contextTag(tag)), contextTag(tag));
    const found = inner.any();
    inner.end();
    return found;
  };
  const hash = hashOf(only(0));
  const mask = new Members(only(1));
  if (oidOf(mask.take(TAG.oid)) !== MGF1 || hashOf(mask.take(TAG.sequence)) !== hash)
    throw new DerFault("a mask is not MGF1 by the same digest");
  mask.end();
  const salt = given.maybe(contextTag(2));
  const length = salt === undefined ? 20n : integerOf(only0(salt));
  given.end();
  if (length < 0n || length > 64n) throw new DerFault("a salt is longer than 64 bytes");
  return { kind: "RSA_PSS", hash, salt: Number(length) };
};

const only0 = (of: Der): Der => {
  const inner = new Members(of, of.tag);
  const found = inner.any();
  inner.end();
  return found;
};

/** The keys that are read, by their algorithm: RSA, and ECDSA on P-256, P-384, P-521 by name. */
const keys: readonly string[] = [
  "300d06092a864886f70d0101010500",
  "301306072a8648ce3d020106082a8648ce3d030107",
  "301006072a8648ce3d020106052b81040022",
  "301006072a8648ce3d020106052b81040023",
];
const UNCOMPRESSED = 4;

/** The public key of a certificate: RSA of 2048 to 8192 bits, or a whole point on one of the curves; undefined of another kind. */
export const publicKeyOf = (info: Der): KeyObject | undefined => {
  const members = new Members(info);
  const algorithm = members.take(TAG.sequence).bytes.toString("hex");
  const bits = bitsOf(members.take(TAG.bitString));
  members.end();
  if (!keys.includes(algorithm)) return undefined;
  try {
    const key = createPublicKey({ key: info.bytes, format: "der", type: "spki" });
    if (key.asymmetricKeyType === "ec") return bits[0] === UNCOMPRESSED ? key : undefined;
    const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
    return modulusLength >= 2_048 &&
      modulusLength <= 8_192 &&
      publicExponent % 2n === 1n &&
      publicExponent > 1n &&
      publicExponent < 2n ** 33n
      ? key
      : undefined;
  } catch {
    return undefined;
  }
};

export interface Signature {
  readonly scheme: Scheme;
  readonly bytes: Buffer;
}

/** Whether the key signed the data so. `digest` is told where the scheme does not say it. */
export const isSigned = (data: Buffer, { scheme, bytes }: Signature, key: KeyObject, digest?: Hash): boolean => {
  const hash = scheme.hash ?? digest;
  if (hash === undefined || (key.asymmetricKeyType === "ec") !== (scheme.kind === "ECDSA")) return false;
  const { RSA_PKCS1_PSS_PADDING, RSA_PKCS1_PADDING } = constants;
  const padding = scheme.kind === "RSA_PSS" ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING;
  const options = scheme.kind === "ECDSA" ? { key } : { key, padding, saltLength: scheme.salt };
  return verify(hash, data, options, bytes);
};
