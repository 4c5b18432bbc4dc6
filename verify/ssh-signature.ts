import { createHash, createPublicKey, verify } from "node:crypto";
import { isOfSmallOrder } from "./small-order.js";

/** A public key as OpenSSH writes it: Ed25519, in a file or in a security key. */
export interface SshKey {
  readonly type: "ssh-ed25519" | "sk-ssh-ed25519@openssh.com";
  /** The whole key, as its fingerprint is over. */
  readonly blob: Buffer;
  /** The 32 bytes of Ed25519. */
  readonly point: Buffer;
  /** What a security key made it for; null of a key in a file. */
  readonly application: Buffer | null;
}

/** A detached signature of `ssh-keygen -Y sign`, read and not yet verified. */
export interface SshSignature {
  readonly key: SshKey;
  readonly namespace: string;
  readonly hash: "sha256" | "sha512";
  readonly bytes: Buffer;
  /** What the security key says of itself: flags, and how often it has signed; null of a key in a file. */
  readonly device: { readonly flags: number; readonly counter: Buffer } | null;
}

/** Why a text is no signature that counts here. */
export class SshSignatureFault extends Error {}

const MAGIC = Buffer.from("SSHSIG");
const armor = /^-----BEGIN SSH SIGNATURE-----\r?\n([A-Za-z0-9+/=\r\n]{1,4000}?)\r?\n-----END SSH SIGNATURE-----\s*$/;

/** Reads fields one after another; whoever reads past the end, or leaves something, is refused. */
class Fields {
  #rest: Buffer;
  constructor(bytes: Buffer) {
    this.#rest = bytes;
  }
  take(length: number): Buffer {
    if (length > this.#rest.length) throw new SshSignatureFault("the signature is cut short");
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }
  number = (): number => this.take(4).readUInt32BE();
  string = (): Buffer => this.take(this.number());
  end(): void {
    if (this.#rest.length > 0) throw new SshSignatureFault("something follows the signature's end");
  }
}

const exactly = (bytes: Buffer, length: number, what: string): Buffer => {
  if (bytes.length !== length) throw new SshSignatureFault(`${what} has ${bytes.length} bytes, not ${length}`);
  return bytes;
};

const typeOf = (bytes: Buffer): SshKey["type"] => {
  const type = bytes.toString("latin1");
  if (type === "ssh-ed25519" || type === "sk-ssh-ed25519@openssh.com") return type;
  throw new SshSignatureFault("the key is neither ssh-ed25519 nor sk-ssh-ed25519");
};

const ofLargeOrder = (point: Buffer): Buffer => {
  if (isOfSmallOrder(point))
    throw new SshSignatureFault("the key is a point of small order, for which anybody signs: make one with ssh-keygen");
  return point;
};

/** Reads a public key's bytes. */
export const readSshKey = (blob: Buffer): SshKey => {
  const fields = new Fields(blob);
  const type = typeOf(fields.string());
  const point = ofLargeOrder(exactly(fields.string(), 32, "the public key"));
  const application = type === "ssh-ed25519" ? null : fields.string();
  fields.end();
  return { type, blob, point, application };
};

const dearmored = (text: string): Buffer => {
  const encoded = armor.exec(text)?.[1]?.replaceAll(/[\r\n]/g, "");
  const bytes = Buffer.from(encoded ?? "", "base64");
  if (encoded === undefined || bytes.toString("base64") !== encoded)
    throw new SshSignatureFault("it is not what ssh-keygen -Y sign writes, from BEGIN to END SSH SIGNATURE");
  return bytes;
};

const hashOf = (bytes: Buffer): SshSignature["hash"] => {
  const name = bytes.toString("latin1");
  if (name === "sha256" || name === "sha512") return name;
  throw new SshSignatureFault("the hash is neither sha256 nor sha512");
};

/** Reads an armoured signature of https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.sshsig. */
export const readSshSignature = (text: string): SshSignature => {
  const fields = new Fields(dearmored(text));
  if (!fields.take(MAGIC.length).equals(MAGIC) || fields.number() !== 1)
    throw new SshSignatureFault("it is no SSHSIG of version 1");
  const key = readSshKey(fields.string());
  const namespace = fields.string().toString("latin1");
  exactly(fields.string(), 0, "what is reserved");
  const hash = hashOf(fields.string());
  const inner = new Fields(fields.string());
  fields.end();
  if (typeOf(inner.string()) !== key.type) throw new SshSignatureFault("signature and key are of two types");
  const bytes = exactly(inner.string(), 64, "the signature");
  const device = key.application === null ? null : { flags: inner.take(1).readUInt8(), counter: inner.take(4) };
  inner.end();
  return { key, namespace, hash, bytes, device };
};

const framed = (bytes: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

/** What is signed of a message: not the message itself, but its hash in a frame that names the namespace. */
export const sshSignedData = (message: string, namespace: string, hash: SshSignature["hash"]): Buffer =>
  Buffer.concat([
    MAGIC,
    ...[Buffer.from(namespace), Buffer.alloc(0), Buffer.from(hash), createHash(hash).update(message).digest()].map(
      framed,
    ),
  ]);

/** What a security key signs of signed data: hashes, with what it says of itself between. */
export const sshDeviceData = (application: Buffer, device: { flags: number; counter: Buffer }, data: Buffer): Buffer =>
  Buffer.concat([sha256(application), Buffer.from([device.flags]), device.counter, sha256(data)]);

const sha256 = (bytes: Buffer): Buffer => createHash("sha256").update(bytes).digest();

const SPKI = Buffer.from("302a300506032b6570032100", "hex");
const PRESENT = 1;
const VERIFIED = 4;

/** Whether the signature is its key's, over this message in this namespace; a security key must have been touched. */
export const sshSignatureHolds = (signature: SshSignature, message: string, namespace: string): boolean => {
  const { key, hash, bytes, device } = signature;
  if (signature.namespace !== namespace) return false;
  if (device !== null && (device.flags & PRESENT) === 0) return false;
  const data = sshSignedData(message, namespace, hash);
  const signed = device === null || key.application === null ? data : sshDeviceData(key.application, device, data);
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI, key.point]), format: "der", type: "spki" });
  return verify(null, signed, publicKey, bytes);
};

/** Whether the security key had its user prove who they are, by PIN or finger. */
export const isUserVerified = ({ device }: SshSignature): boolean => ((device?.flags ?? 0) & VERIFIED) !== 0;

/** The fingerprint as `ssh-keygen -l` shows it. */
export const sshFingerprint = ({ blob }: SshKey): string =>
  `SHA256:${sha256(blob).toString("base64").replace(/=+$/, "")}`;

/** The key as a line of `authorized_keys` has it, without comment. */
export const sshKeyLine = ({ type, blob }: SshKey): string => `${type} ${blob.toString("base64")}`;
