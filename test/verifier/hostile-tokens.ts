import { createHash } from "node:crypto";
import { readToken } from "../../verify/rfc3161/read-token.js";
import { type Issued, issue, pemOf, type Stamping, stampBy, TIME_STAMPING, type Way } from "../support/tsa.js";

/** A token over a digest, and the authorities that whoever verifies believes. */
export interface Stamped {
  readonly token: Buffer;
  readonly ca: string;
}

type Row = readonly [what: string, make: (digest: Buffer) => Promise<Stamped>];

interface Making {
  readonly way?: Way;
  readonly signer?: Partial<Parameters<typeof issue>[0]>;
  readonly root?: Partial<Parameters<typeof issue>[0]>;
  /** Authorities between root and signer, from above. */
  readonly between?: readonly Partial<Parameters<typeof issue>[0]>[];
  readonly stamping?: (made: { signer: Issued; root: Issued }) => Partial<Stamping> | Promise<Partial<Stamping>>;
  readonly believed?: () => Promise<string>;
  readonly changed?: (token: Buffer) => Buffer;
}

const made =
  ({ way = "P-256", between = [], ...more }: Making) =>
  async (digest: Buffer): Promise<Stamped> => {
    const root = await issue({ name: "Root", way, authority: {}, valid: [-400, 400], ...more.root });
    let by = root;
    const beside: Issued[] = [];
    for (const each of between) {
      by = await issue({ name: `Between ${beside.length}`, way, authority: {}, by, ...each });
      beside.push(by);
    }
    const signer = await issue({ name: "Clock", way, by, purposes: [TIME_STAMPING], ...more.signer });
    const stamping = { digest, beside, ...(await more.stamping?.({ signer, root })) };
    const token = await stampBy(signer, stamping);
    return { token: more.changed?.(token) ?? token, ca: (await more.believed?.()) ?? pemOf(root) };
  };

const ways: readonly Way[] = ["RSA", "RSA_PSS", "P-256", "P-384", "P-521"];

export const honest: readonly Row[] = [
  ...ways.map((way): Row => [`signed with ${way}`, made({ way })]),
  ["that names its certificate by SHA-1, as older authorities do", made({ stamping: () => ({ essVersion: 1 }) })],
  ["of an authority below another", made({ between: [{}, { authority: { length: 0 } }] })],
  [
    "by a certificate that has expired since",
    made({ signer: { valid: [-9, -1] }, stamping: () => ({ time: daysAgo(5) }) }),
  ],
];

const daysAgo = (days: number): Date => new Date(Date.now() - days * 86_400_000);
const other = createHash("sha256").update("something else").digest();
const flippedAt =
  (share: number) =>
  (token: Buffer): Buffer => {
    const bytes = Buffer.from(token);
    const at = Math.floor(bytes.length * share);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    return bytes;
  };

/** What a key of the exponent 1 takes for its signature: the padded digest itself (RFC 8017, section 9.2). */
const forged = (token: Buffer): Buffer => {
  const sum = createHash("sha256").update(readToken(token).signer.signed).digest();
  const info = Buffer.concat([Buffer.from("3031300d060960864801650304020105000420", "hex"), sum]);
  const padding = Buffer.alloc(256 - 3 - info.length, 0xff);
  return Buffer.concat([token.subarray(0, -256), Buffer.of(0, 1), padding, Buffer.of(0), info]);
};

export const hostile: readonly Row[] = [
  ["over another digest", made({ stamping: () => ({ digest: other }) })],
  ["over a digest that is called SHA-1", made({ stamping: () => ({ imprintHash: "1.3.14.3.2.26" }) })],
  ["by a certificate that had expired", made({ signer: { valid: [-9, -1] } })],
  ["by a certificate that was not valid yet", made({ signer: { valid: [1, 9] } })],
  ["below an authority that had expired", made({ root: { valid: [-9, -1] } })],
  ["by a certificate without a purpose", made({ signer: { purposes: undefined as never } })],
  ["by a certificate of another purpose", made({ signer: { purposes: ["1.3.6.1.5.5.7.3.1"] } })],
  ["by a certificate of two purposes", made({ signer: { purposes: [TIME_STAMPING, "1.3.6.1.5.5.7.3.1"] } })],
  ["by a certificate whose purpose may be passed over", made({ signer: { isCritical: false } })],
  ["by a certificate with a demand that nobody knows", made({ signer: { strange: "1.3.6.1.4.1.99999.2" } })],
  ["of an authority of one's own", made({ believed: async () => pemOf(await issue({ name: "Root", authority: {} })) })],
  ["below a certificate that is no authority", made({ between: [{ authority: undefined as never }] })],
  ["below an authority that may have none below", made({ between: [{ authority: { length: 0 } }, {}] })],
  ["below a root that is no authority", made({ root: { authority: undefined as never } })],
  ["that anybody signed, by a key of the exponent 1", made({ signer: { way: "RSA", isOpen: true }, changed: forged })],
  ["that names no certificate", made({ stamping: () => ({ named: null }) })],
  ["that names another certificate", made({ stamping: ({ root }) => ({ named: root }) })],
  ["cut short", made({ changed: (token) => token.subarray(0, -1) })],
  ["with something behind it", made({ changed: (token) => Buffer.concat([token, Buffer.of(0)]) })],
  ["of no byte", made({ changed: () => Buffer.alloc(0) })],
  [
    "of a length without an end",
    made({ changed: (token) => Buffer.concat([Buffer.of(0x30, 0x80), token.subarray(4), Buffer.alloc(2)]) }),
  ],
  ["with another time", made({ changed: (token) => replaced(token, "20", "19") })],
  ["with a byte of its signature turned", made({ changed: flippedAt(0.98) })],
  ["with a byte of its certificate turned", made({ changed: flippedAt(0.4) })],
];

/** The century of the time stamp. */
const replaced = (token: Buffer, from: string, to: string): Buffer => {
  const [bytes, year] = [Buffer.from(token), String(new Date().getUTCFullYear()).slice(2)];
  const at = bytes.indexOf(`${from}${year}`);
  if (at < 0) throw new Error("the token has no time");
  bytes.write(to, at, "latin1");
  return bytes;
};
