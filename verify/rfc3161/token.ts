import { createHash } from "node:crypto";
import { type Certificate, EXTENSION, isIssuedBelow, mayBeUsed, single } from "./certificate.js";
import { DerFault, Members, oidOf, TAG, within } from "./der.js";
import { readToken, type Signer, type Token } from "./read-token.js";
import { hashOf, isSigned } from "./signature.js";

/** Why a time-stamp token is not believed. */
export class TokenFault extends Error {
  override readonly name = "TokenFault";
}

/** What a time-stamping authority has said. */
export interface Timestamp {
  /** When it saw the digest, in RFC 3339. */
  readonly time: string;
  /** The common name of its certificate, or that certificate's SHA-256. */
  readonly by: string;
  /** What was sent along with the question; null where nothing was. */
  readonly nonce: bigint | null;
}

export interface TokenOptions {
  /** The SHA-256 of what was stamped. */
  readonly digest: Uint8Array;
  /** Whose certificates are believed. */
  readonly roots: readonly Certificate[];
}

const OID = {
  tstInfo: "1.2.840.113549.1.9.16.1.4",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingCertificate: "1.2.840.113549.1.9.16.2.12",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
  timeStamping: "1.3.6.1.5.5.7.3.8",
} as const;

/** Verifies a time-stamp token (RFC 3161, RFC 5816); throws a TokenFault that says what is wrong. */
export const verifyToken = (token: Buffer, options: TokenOptions): Timestamp => {
  try {
    return verified(readToken(token), options);
  } catch (error) {
    if (error instanceof DerFault) throw new TokenFault(`it is no time-stamp token: ${error.message}`);
    throw error;
  }
};

const verified = ({ content, info, certificates, signer }: Token, { digest, roots }: TokenOptions): Timestamp => {
  const { imprint, time, nonce } = info;
  if (!imprint.equals(digest)) throw new TokenFault("it stamps something else");
  const own = certificates.find((certificate) => signer.isOf(certificate) && isNamed(signer, certificate));
  if (own === undefined) throw new TokenFault("it holds no certificate that the signer says is its own");
  const { attributes, hash, signed, signature } = signer;
  const [type, sum] = [attributes.get(OID.contentType), attributes.get(OID.messageDigest)];
  if (type === undefined || oidOf(type) !== OID.tstInfo) throw new TokenFault("what was signed is no time stamp");
  if (sum?.tag !== TAG.octetString || !sum.body.equals(createHash(hash).update(content).digest()))
    throw new TokenFault("what was signed is another time stamp");
  if (own.key === undefined || !isSigned(signed, signature, own.key, hash))
    throw new TokenFault("its signature is wrong");
  if (!isForStamping(own)) throw new TokenFault("its certificate is not for time stamping alone");
  if (!isIssuedBelow(own, { roots, others: certificates, at: time }))
    throw new TokenFault(`no chain of certificates that were valid at ${time} leads to an authority that is believed`);
  return { time, nonce, by: own.commonName ?? createHash("sha256").update(own.bytes).digest("hex") };
};

/** The certificate's digest is among what was signed (RFC 5035): nobody can put another one in its place. */
const isNamed = ({ attributes }: Signer, { bytes }: Certificate): boolean => {
  const [newer, older] = [attributes.get(OID.signingCertificateV2), attributes.get(OID.signingCertificate)];
  const given = newer ?? older;
  if (given === undefined) return false;
  const [first] = within(new Members(given).take(TAG.sequence));
  if (first === undefined) return false;
  const members = new Members(first);
  const algorithm = newer === undefined ? undefined : members.maybe(TAG.sequence);
  const hash = newer === undefined ? "sha1" : algorithm === undefined ? "sha256" : hashOf(algorithm);
  return members.take(TAG.octetString).body.equals(createHash(hash).update(bytes).digest());
};

/** RFC 3161, section 2.3: the one purpose, and critical. */
const isForStamping = (certificate: Certificate): boolean => {
  const given = certificate.extensions.get(EXTENSION.extendedKeyUsage);
  if (given === undefined || !given.isCritical) return false;
  const purposes = within(single(given.value, TAG.sequence)).map(oidOf);
  return purposes.join() === OID.timeStamping && mayBeUsed(certificate, "digitalSignature", "nonRepudiation");
};
