import { type Certificate, EXTENSION, readCertificate, single } from "./certificate.js";
import {
  booleanOf,
  contextTag,
  type Der,
  DerFault,
  integerOf,
  Members,
  oidOf,
  readDer,
  TAG,
  timeOf,
  within,
} from "./der.js";
import { type Hash, hashOf, type Signature, schemeOf } from "./signature.js";

const OID = { signedData: "1.2.840.113549.1.7.2", tstInfo: "1.2.840.113549.1.9.16.1.4" } as const;

/** Certificates that a token may bring along. */
const MOST_CERTIFICATES = 10;

/** A time-stamp token (RFC 3161, section 2.4.2), read and not yet verified. */
export interface Token {
  /** What was signed, and what that says. */
  readonly content: Buffer;
  readonly info: Info;
  readonly certificates: readonly Certificate[];
  readonly signer: Signer;
}

/** Reads a token; throws a DerFault where it is none. */
export const readToken = (bytes: Buffer): Token => {
  const outer = new Members(readDer(bytes));
  if (oidOf(outer.take(TAG.oid)) !== OID.signedData) throw new DerFault("it is not signed");
  const data = new Members(inner(outer.take(contextTag(0))));
  outer.end();
  data.take(TAG.integer);
  data.take(TAG.set);
  const encapsulated = new Members(data.take(TAG.sequence));
  if (oidOf(encapsulated.take(TAG.oid)) !== OID.tstInfo) throw new DerFault("what is signed is something else");
  const content = inner(encapsulated.take(contextTag(0)), TAG.octetString).body;
  encapsulated.end();
  const given = data.maybe(contextTag(0));
  data.maybe(contextTag(1));
  const signers = within(data.take(TAG.set));
  data.end();
  // What has another tag is no certificate, but one of attributes.
  const certificates = given === undefined ? [] : within(given).filter(({ tag }) => tag === TAG.sequence);
  if (certificates.length > MOST_CERTIFICATES) throw new DerFault(`it has more than ${MOST_CERTIFICATES} certificates`);
  const [signer, ...more] = signers;
  if (signer === undefined || more.length > 0) throw new DerFault("it has another number of signers than one");
  return {
    content,
    info: readInfo(content),
    certificates: certificates.map(readCertificate),
    signer: readSigner(signer),
  };
};

const inner = (of: Der, tag: number = TAG.sequence): Der => {
  const [found, ...more] = within(of);
  if (found?.tag !== tag || more.length > 0) throw new DerFault("a member holds something else than it should");
  return found;
};

/** Who signed it, and what. */
export interface Signer {
  readonly isOf: (certificate: Certificate) => boolean;
  readonly hash: Hash;
  /** What was signed: the attributes as a set. */
  readonly signed: Buffer;
  readonly attributes: ReadonlyMap<string, Der>;
  readonly signature: Signature;
}

const readSigner = (given: Der): Signer => {
  const members = new Members(given);
  members.take(TAG.integer);
  const keyId = members.maybe(contextTag(0, false));
  const isOf = keyId === undefined ? byIssuer(members.take(TAG.sequence)) : byKeyId(keyId.body);
  const hash = hashOf(members.take(TAG.sequence));
  const attributes = members.take(contextTag(0));
  const scheme = schemeOf(members.take(TAG.sequence));
  const { body: bytes } = members.take(TAG.octetString);
  members.maybe(contextTag(1));
  members.end();
  if (scheme.hash !== null && scheme.hash !== hash)
    throw new DerFault("it is signed over another digest than it names");
  const signed = Buffer.concat([Buffer.of(TAG.set), attributes.bytes.subarray(1)]);
  return { isOf, hash, signed, attributes: attributesIn(attributes), signature: { scheme, bytes } };
};

const byIssuer = (given: Der): Signer["isOf"] => {
  const members = new Members(given);
  const issuer = members.take(TAG.sequence).bytes;
  const serial = integerOf(members.take(TAG.integer));
  members.end();
  return (certificate) => certificate.serial === serial && certificate.issuer.equals(issuer);
};

const byKeyId =
  (id: Buffer): Signer["isOf"] =>
  ({ extensions }) => {
    const own = extensions.get(EXTENSION.subjectKeyId);
    return own !== undefined && single(own.value, TAG.octetString).body.equals(id);
  };

/** Each attribute's one value. */
const attributesIn = (given: Der): Map<string, Der> => {
  const found = new Map<string, Der>();
  for (const each of within(given)) {
    const members = new Members(each);
    const oid = oidOf(members.take(TAG.oid));
    const values = within(members.take(TAG.set));
    members.end();
    if (found.has(oid)) throw new DerFault(`the signed attribute ${oid} is there twice`);
    if (values[0] !== undefined && values.length === 1) found.set(oid, values[0]);
  }
  return found;
};

/** What a token says. */
export interface Info {
  /** The SHA-256 of what is stamped. */
  readonly imprint: Buffer;
  readonly time: string;
  readonly nonce: bigint | null;
}

const readInfo = (content: Buffer): Info => {
  const members = new Members(readDer(content));
  if (integerOf(members.take(TAG.integer)) !== 1n) throw new DerFault("it is of another version");
  oidOf(members.take(TAG.oid));
  const imprint = new Members(members.take(TAG.sequence));
  if (hashOf(imprint.take(TAG.sequence)) !== "sha256") throw new DerFault("what is stamped is no SHA-256");
  const { body: digest } = imprint.take(TAG.octetString);
  imprint.end();
  integerOf(members.take(TAG.integer));
  const time = timeOf(members.take(TAG.generalizedTime));
  members.maybe(TAG.sequence);
  const ordering = members.maybe(TAG.boolean);
  if (ordering !== undefined) booleanOf(ordering);
  const nonce = members.maybe(TAG.integer);
  members.maybe(contextTag(0));
  if (members.maybe(contextTag(1)) !== undefined) throw new DerFault("it has extensions, which are not read");
  members.end();
  return { imprint: digest, time, nonce: nonce === undefined ? null : integerOf(nonce) };
};
