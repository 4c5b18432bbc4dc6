import { createHash, createPublicKey, randomBytes, webcrypto } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import * as asn1 from "asn1js";
import * as pki from "pkijs";
import { onTestFinished } from "vitest";

/** How keys are made and sign. */
const ways = {
  RSA: { name: "RSASSA-PKCS1-v1_5", modulusLength: 2_048, publicExponent: Uint8Array.of(1, 0, 1), hash: "SHA-256" },
  RSA_PSS: { name: "RSA-PSS", modulusLength: 2_048, publicExponent: Uint8Array.of(1, 0, 1), hash: "SHA-256" },
  "P-256": { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" },
  "P-384": { name: "ECDSA", namedCurve: "P-384", hash: "SHA-384" },
  "P-521": { name: "ECDSA", namedCurve: "P-521", hash: "SHA-512" },
} as const;

export type Way = keyof typeof ways;

const OID = {
  data: "1.2.840.113549.1.9.16.1.4",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
  signingCertificate: "1.2.840.113549.1.9.16.2.12",
} as const;

/** A certificate and the key that it is of. */
export interface Issued {
  readonly certificate: pki.Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly way: Way;
}

export interface Issuing {
  readonly name: string;
  readonly way?: Way;
  /** Who issues it; itself without one. */
  readonly by?: Issued;
  /** Extended key usage, in the order; none without. */
  readonly purposes?: readonly string[];
  readonly isCritical?: boolean;
  /** Whether it may issue others, and how many between. */
  readonly authority?: { readonly length?: number };
  /** Days from now. */
  readonly valid?: readonly [from: number, to: number];
  /** A further extension that is critical. */
  readonly strange?: string;
  /** Whether its RSA key has the exponent 1, for which anybody signs. */
  readonly isOpen?: boolean;
}

export const TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
const DAY = 86_400_000;

const extension = (extnID: string, critical: boolean, value: { toBER(): ArrayBuffer }): pki.Extension =>
  new pki.Extension({ extnID, critical, extnValue: value.toBER() });

/** A certificate made by pkijs, and not by anything of ours. */
export const issue = async (issuing: Issuing): Promise<Issued> => {
  const { name, way = "P-256", by, purposes, isCritical = true, authority, valid = [-1, 365], strange } = issuing;
  const keys = (await webcrypto.subtle.generateKey(ways[way], true, ["sign", "verify"])) as webcrypto.CryptoKeyPair;
  const certificate = new pki.Certificate();
  certificate.version = 2;
  certificate.serialNumber = new asn1.Integer({ valueHex: Uint8Array.of(1, ...randomBytes(7)).buffer });
  const subject = new pki.AttributeTypeAndValue({ type: "2.5.4.3", value: new asn1.Utf8String({ value: name }) });
  certificate.subject.typesAndValues.push(subject);
  certificate.issuer.typesAndValues.push(...(by?.certificate ?? certificate).subject.typesAndValues);
  const [from, to] = valid.map((days) => new Date(Date.now() + days * DAY));
  certificate.notBefore.value = from as Date;
  certificate.notAfter.value = to as Date;
  if (issuing.isOpen === true) certificate.subjectPublicKeyInfo = await opened(keys);
  else await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
  const constraints = authority && new pki.BasicConstraints({ cA: true, ...lengthOf(authority) });
  certificate.extensions = [
    ...(constraints === undefined ? [] : [extension("2.5.29.19", true, constraints.toSchema())]),
    ...(purposes === undefined
      ? []
      : [extension("2.5.29.37", isCritical, new pki.ExtKeyUsage({ keyPurposes: [...purposes] }).toSchema())]),
    ...(strange === undefined ? [] : [extension(strange, true, new asn1.Null())]),
  ];
  const signer = by ?? { keys, way };
  await certificate.sign(signer.keys.privateKey, ways[signer.way].hash);
  return { certificate, keys, way };
};

const opened = async ({ publicKey }: webcrypto.CryptoKeyPair): Promise<pki.PublicKeyInfo> => {
  const { n = "" } = await webcrypto.subtle.exportKey("jwk", publicKey);
  const key = createPublicKey({ key: { kty: "RSA", n, e: "AQ" }, format: "jwk" });
  return pki.PublicKeyInfo.fromBER(Uint8Array.from(key.export({ format: "der", type: "spki" })).buffer);
};

const lengthOf = ({ length }: { readonly length?: number }) =>
  length === undefined ? {} : { pathLenConstraint: length };

export const derOf = ({ certificate }: Issued): Buffer => Buffer.from(certificate.toSchema(true).toBER());

export const pemOf = (...issued: readonly Issued[]): string =>
  issued
    .map((each) => derOf(each).toString("base64").replaceAll(/.{64}/g, "$&\n"))
    .map((text) => `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`)
    .join("");

export interface Stamping {
  readonly digest: Uint8Array;
  readonly nonce?: Uint8Array | undefined;
  readonly time?: Date;
  /** Certificates in the token besides the signer's own. */
  readonly beside?: readonly Issued[];
  /** Which certificate is named as the signer's; its own unless told. */
  readonly named?: Issued | null;
  readonly essVersion?: 1 | 2;
  readonly imprintHash?: string;
  /** Writes the signed attributes in the reverse of DER's order, as some do. */
  readonly isReversed?: boolean;
}

const SHA256 = "2.16.840.1.101.3.4.2.1";
const octets = (bytes: Uint8Array): asn1.OctetString =>
  new asn1.OctetString({ valueHex: Uint8Array.from(bytes).buffer });

/** A time-stamp token (RFC 3161), as pkijs makes it. */
export const stampBy = async (signer: Issued, stamping: Stamping): Promise<Buffer> => {
  const {
    digest,
    nonce,
    time = new Date(),
    beside = [],
    named = signer,
    essVersion = 2,
    imprintHash = SHA256,
    isReversed = false,
  } = stamping;
  const info = new pki.TSTInfo({
    version: 1,
    policy: "1.3.6.1.4.1.99999.1",
    messageImprint: new pki.MessageImprint({
      hashAlgorithm: new pki.AlgorithmIdentifier({ algorithmId: imprintHash }),
      hashedMessage: octets(digest),
    }),
    serialNumber: new asn1.Integer({ valueHex: Uint8Array.of(1, ...randomBytes(7)).buffer }),
    genTime: time,
    ...(nonce === undefined ? {} : { nonce: new asn1.Integer({ valueHex: Uint8Array.from(nonce).buffer }) }),
  });
  const content = Buffer.from(info.toSchema().toBER());
  const { hash } = ways[signer.way];
  const sum = createHash(hash.replace("-", "")).update(content).digest();
  const attribute = (type: string, value: asn1.BaseBlock): pki.Attribute =>
    new pki.Attribute({ type, values: [value] });
  const attributes = inDerOrder([
    attribute(OID.contentType, new asn1.ObjectIdentifier({ value: OID.data })),
    attribute(OID.messageDigest, octets(sum)),
    ...(named === null
      ? []
      : [attribute(essVersion === 2 ? OID.signingCertificateV2 : OID.signingCertificate, namedBy(named, essVersion))]),
  ]);
  if (isReversed) attributes.reverse();
  const { issuer, serialNumber } = signer.certificate;
  const signed = new pki.SignedData({
    version: 3,
    encapContentInfo: new pki.EncapsulatedContentInfo({ eContentType: OID.data }),
    signerInfos: [
      new pki.SignerInfo({
        version: 1,
        sid: new pki.IssuerAndSerialNumber({ issuer, serialNumber }),
        signedAttrs: new pki.SignedAndUnsignedAttributes({ type: 0, attributes }),
      }),
    ],
    certificates: inDerOrder([signer, ...beside].map(({ certificate }) => certificate)),
  });
  // Its constructor would write the bytes in pieces, which is no DER.
  signed.encapContentInfo.eContent = octets(content);
  await signed.sign(signer.keys.privateKey, 0, hash, new Uint8Array(content));
  const token = new pki.ContentInfo({ contentType: "1.2.840.113549.1.7.2", content: signed.toSchema(true) });
  return Buffer.from(token.toSchema().toBER());
};

/** DER writes a SET OF in ascending order of what its members are encoded as. */
const inDerOrder = <T extends pki.Attribute | pki.Certificate>(members: readonly T[]): T[] =>
  members
    .map((member) => ({ member, bytes: Buffer.from(member.toSchema().toBER()) }))
    .sort((one, other) => Buffer.compare(one.bytes, other.bytes))
    .map(({ member }) => member);

const namedBy = (named: Issued, version: 1 | 2): asn1.BaseBlock => {
  const sum = createHash(version === 2 ? "sha256" : "sha1")
    .update(derOf(named))
    .digest();
  const one = new asn1.Sequence({ value: [octets(sum)] });
  return new asn1.Sequence({ value: [new asn1.Sequence({ value: [one] })] });
};

/** How an authority answers instead of doing its work. */
export type TsaMood = ((response: ServerResponse, asked: pki.TimeStampReq) => void | Promise<void>) | null;

/** A time-stamping authority of tests, made of pkijs. */
export interface TestTsa {
  readonly url: string;
  /** Its own authority's certificate in PEM. */
  readonly ca: string;
  readonly signer: Issued;
  mood: TsaMood;
  asked: number;
  /** Answers with a token of this stamping, the query's own nonce and digest where nothing else is told. */
  grant(response: ServerResponse, asked: pki.TimeStampReq, more?: Partial<Stamping> & { by?: Issued }): Promise<void>;
}

export const startTsa = async (
  way: Way = "P-256",
  ending: (end: () => void) => void = onTestFinished,
): Promise<TestTsa> => {
  const root = await issue({ name: "Root of the tests", authority: {} });
  const signer = await issue({ name: "Clock of the tests", way, by: root, purposes: [TIME_STAMPING] });
  const tsa: TestTsa = {
    url: "",
    ca: pemOf(root),
    signer,
    mood: null,
    asked: 0,
    grant: async (response, { messageImprint, nonce }, { by = signer, ...more } = {}) => {
      const asked = {
        digest: Buffer.from(messageImprint.hashedMessage.valueBlock.valueHexView),
        nonce: nonce && Buffer.from(nonce.valueBlock.valueHexView),
      };
      answered(response, await stampBy(by, { ...asked, ...more }));
    },
  };
  const server = createServer((request, response) => void answer(tsa, request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  ending(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(tsa, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsr` });
};

/** A granted answer around a token's bytes, whatever they are. */
export const answered = (response: ServerResponse, token: Buffer): void => {
  const granted = Buffer.from("3003020100", "hex");
  const length = granted.length + token.length;
  const head = Buffer.from([0x30, 0x82, length >> 8, length & 0xff]);
  response.writeHead(200, { "content-type": "application/timestamp-reply" }).end(Buffer.concat([head, granted, token]));
};

const answer = async (tsa: TestTsa, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const body = await buffer(request);
  tsa.asked++;
  if (request.headers["content-type"] !== "application/timestamp-query") return void response.writeHead(415).end();
  const asked = new pki.TimeStampReq({ schema: asn1.fromBER(Uint8Array.from(body).buffer).result });
  await (tsa.mood === null ? tsa.grant(response, asked) : tsa.mood(response, asked));
};
