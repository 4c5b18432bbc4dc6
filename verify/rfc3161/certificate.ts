import type { KeyObject } from "node:crypto";
import {
  bitsOf,
  booleanOf,
  contextTag,
  type Der,
  DerFault,
  integerOf,
  Members,
  oidOf,
  TAG,
  timeOf,
  within,
} from "./der.js";
import { isSigned, publicKeyOf, type Signature, schemeOf } from "./signature.js";

/** A certificate (RFC 5280), as far as time stamping needs it. */
export interface Certificate {
  readonly bytes: Buffer;
  readonly serial: bigint;
  /** Issuer and subject as DER. */
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly commonName: string | null;
  readonly notBefore: string;
  readonly notAfter: string;
  /** Undefined where it is of a kind that is not read. */
  readonly key: KeyObject | undefined;
  readonly extensions: ReadonlyMap<string, Extension>;
  readonly signed: Buffer;
  /** Undefined where it is signed in a way that is not read, as old roots are. */
  readonly signature: Signature | undefined;
}

interface Extension {
  readonly isCritical: boolean;
  readonly value: Buffer;
}

export const EXTENSION = {
  subjectKeyId: "2.5.29.14",
  keyUsage: "2.5.29.15",
  basicConstraints: "2.5.29.19",
  policies: "2.5.29.32",
  extendedKeyUsage: "2.5.29.37",
} as const;

/** Reads a certificate; throws a DerFault where it is none of version 3. */
export const readCertificate = (whole: Der): Certificate => {
  const parts = new Members(whole);
  const body = parts.take(TAG.sequence);
  const algorithm = parts.take(TAG.sequence);
  const bytes = bitsOf(parts.take(TAG.bitString));
  parts.end();
  const of = new Members(body);
  const [version, ...more] = within(of.take(contextTag(0)));
  if (version === undefined || more.length > 0 || integerOf(version) !== 2n)
    throw new DerFault("no certificate of version 3");
  const serial = integerOf(of.take(TAG.integer));
  if (!of.take(TAG.sequence).bytes.equals(algorithm.bytes)) throw new DerFault("a certificate names two algorithms");
  const issuer = of.take(TAG.sequence);
  const [notBefore, notAfter] = validityOf(of.take(TAG.sequence));
  const subject = of.take(TAG.sequence);
  const key = publicKeyOf(of.take(TAG.sequence));
  for (const tag of [1, 2]) of.maybe(contextTag(tag, false));
  const extensions = extensionsIn(of.maybe(contextTag(3)));
  of.end();
  const signature = signatureOf(algorithm, bytes);
  return {
    ...{ bytes: whole.bytes, serial, issuer: issuer.bytes, subject: subject.bytes, commonName: commonNameIn(subject) },
    ...{ notBefore, notAfter, key, extensions, signed: body.bytes, signature },
  };
};

const signatureOf = (algorithm: Der, bytes: Buffer): Signature | undefined => {
  try {
    return { scheme: schemeOf(algorithm), bytes };
  } catch (error) {
    if (error instanceof DerFault) return undefined;
    throw error;
  }
};

const validityOf = (validity: Der): readonly [string, string] => {
  const times = within(validity);
  const [from, to] = times;
  if (from === undefined || to === undefined || times.length > 2) throw new DerFault("a validity is none");
  return [timeOf(from), timeOf(to)];
};

const extensionsIn = (given: Der | undefined): Map<string, Extension> => {
  const found = new Map<string, Extension>();
  if (given === undefined) return found;
  const [list, ...more] = within(given);
  if (list?.tag !== TAG.sequence || more.length > 0) throw new DerFault("a certificate's extensions are none");
  for (const each of within(list)) {
    const members = new Members(each);
    const oid = oidOf(members.take(TAG.oid));
    const critical = members.maybe(TAG.boolean);
    const value = members.take(TAG.octetString).body;
    members.end();
    if (found.has(oid)) throw new DerFault(`a certificate has the extension ${oid} twice`);
    found.set(oid, { isCritical: critical !== undefined && booleanOf(critical), value });
  }
  return found;
};

const COMMON_NAME = "2.5.4.3";
const named: readonly number[] = [TAG.utf8String, TAG.printableString];

/** The last common name of a name, if it is a text without control characters. */
const commonNameIn = (name: Der): string | null => {
  let found: string | null = null;
  for (const attribute of within(name).flatMap(within)) {
    const members = new Members(attribute);
    const oid = oidOf(members.take(TAG.oid));
    const { tag, body } = members.any();
    members.end();
    const text = body.toString("utf8");
    const isText = named.includes(tag) && Buffer.from(text).equals(body) && /^[^\p{Cc}]{1,200}$/u.test(text);
    if (oid === COMMON_NAME) found = isText ? text : null;
  }
  return found;
};

/** Whether the certificate is valid at that instant. Seconds are compared: certificates tell no more. */
export const isValidAt = ({ notBefore, notAfter }: Certificate, instant: string): boolean => {
  const second = `${instant.slice(0, 19)}Z`;
  return notBefore <= second && second <= notAfter;
};

const USE = { digitalSignature: 0x80, nonRepudiation: 0x40, keyCertSign: 0x04 } as const;

/** Whether the certificate's key may be used so; where nothing is said it may. */
export const mayBeUsed = ({ extensions }: Certificate, ...uses: readonly (keyof typeof USE)[]): boolean => {
  const given = extensions.get(EXTENSION.keyUsage);
  if (given === undefined) return true;
  const [unused = 8, first = 0] = single(given.value, TAG.bitString).body;
  return unused < 8 && uses.some((use) => (first & USE[use]) !== 0);
};

/** The one element of an extension's value. */
export const single = (value: Buffer, tag: number): Der => {
  const [found, ...more] = within({ tag, bytes: value, body: value });
  if (found?.tag !== tag || more.length > 0) throw new DerFault("an extension holds something else than it should");
  return found;
};

/** How many authorities may stand below this one; null: any number; undefined: it is no authority. */
const pathLengthOf = (certificate: Certificate): bigint | null | undefined => {
  const given = certificate.extensions.get(EXTENSION.basicConstraints);
  if (given === undefined || !mayBeUsed(certificate, "keyCertSign")) return undefined;
  const members = new Members(single(given.value, TAG.sequence));
  const isAuthority = members.maybe(TAG.boolean);
  const length = members.maybe(TAG.integer);
  members.end();
  if (isAuthority === undefined || !booleanOf(isAuthority)) return undefined;
  return length === undefined ? null : integerOf(length);
};

/** Extensions that are understood; another one that is critical makes a certificate worthless. */
const understood: readonly string[] = Object.values(EXTENSION);

const isUnderstood = ({ extensions }: Certificate): boolean =>
  [...extensions].every(([oid, { isCritical }]) => !isCritical || understood.includes(oid));

/** Whether this certificate may have issued the other at that instant, `below` authorities standing between. */
const hasIssued = (issuer: Certificate, issued: Certificate, { at, below }: { at: string; below: number }): boolean => {
  if (!issuer.subject.equals(issued.issuer) || issuer.key === undefined || !isValidAt(issuer, at)) return false;
  const most = pathLengthOf(issuer);
  if (most === undefined || (most !== null && BigInt(below) > most) || !isUnderstood(issuer)) return false;
  return issued.signature !== undefined && isSigned(issued.signed, issued.signature, issuer.key);
};

const MOST_BETWEEN = 4;

/** Whether a chain of certificates that were valid at that instant leads to one of the roots. */
export const isIssuedBelow = (
  certificate: Certificate,
  { roots, others, at }: { roots: readonly Certificate[]; others: readonly Certificate[]; at: string },
): boolean => {
  let reached = isValidAt(certificate, at) && isUnderstood(certificate) ? [certificate] : [];
  for (let below = 0; below <= MOST_BETWEEN && reached.length > 0; below++) {
    const issued = reached;
    if (roots.some((root) => issued.some((each) => hasIssued(root, each, { at, below })))) return true;
    reached = others.filter((other) => issued.some((each) => other !== each && hasIssued(other, each, { at, below })));
  }
  return false;
};
