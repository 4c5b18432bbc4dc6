import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { sshDeviceData, sshSignedData } from "../../verify/ssh-signature.js";
import type { Actor } from "./actor.js";

/** Bytes as SSH frames them: their length before them. */
export const framed = (bytes: Buffer | string): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(bytes));
  return Buffer.concat([length, Buffer.from(bytes)]);
};

/** An SSHSIG in its armour, of a key and a signature that are framed already. */
export const armoured = (key: Buffer, namespace: string, signature: Buffer, tail = Buffer.alloc(0)): string => {
  const version = Buffer.from([0, 0, 0, 1]);
  const fields = [key, Buffer.from(namespace), Buffer.alloc(0), Buffer.from("sha512"), signature].map(framed);
  const body = Buffer.concat([Buffer.from("SSHSIG"), version, ...fields, tail]).toString("base64");
  return `-----BEGIN SSH SIGNATURE-----\n${body.replaceAll(/(.{70})/g, "$1\n").trimEnd()}\n-----END SSH SIGNATURE-----\n`;
};

/** Signs as `ssh-keygen -Y sign` does; `flags` are a security key's: 1 touched, 4 its user verified. */
export interface TestKey {
  sign(text: string, namespace: string, flags?: number): string;
}

const pointOf = (publicKey: KeyObject): Buffer => publicKey.export({ format: "der", type: "spki" }).subarray(-32);

/** A key of OpenSSH in a file, by node:crypto: the frame is that of the committed vectors of ssh-keygen. */
export const fileKey = (): TestKey => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const type = framed("ssh-ed25519");
  const blob = Buffer.concat([type, framed(pointOf(publicKey))]);
  return {
    sign: (text, namespace) => {
      const signed = sign(null, sshSignedData(text, namespace, "sha512"), privateKey);
      return armoured(blob, namespace, Buffer.concat([type, framed(signed)]));
    },
  };
};

/** A key in a security key. */
export const deviceKey = (): TestKey => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const [type, application] = [framed("sk-ssh-ed25519@openssh.com"), Buffer.from("ssh:")];
  const blob = Buffer.concat([type, framed(pointOf(publicKey)), framed(application)]);
  const counter = Buffer.from([0, 0, 0, 7]);
  return {
    sign: (text, namespace, flags = 5) => {
      const data = sshDeviceData(application, { flags, counter }, sshSignedData(text, namespace, "sha512"));
      const inner = Buffer.concat([type, framed(sign(null, data, privateKey)), Buffer.from([flags]), counter]);
      return armoured(blob, namespace, inner);
    },
  };
};

/** Registers a key as somebody's own, which waits to be confirmed; answers its id. */
export const registerSshKey = async (by: Actor, name: string, key: TestKey = fileKey()): Promise<string> => {
  const { beginSigningKey } = await by.do("beginSigningKey", { kind: "SSH", name }, "challenge { id text }");
  const { id: challengeId, text } = beginSigningKey.challenge;
  const answer = { challengeId, ssh: key.sign(text, "countersign-key") };
  return (await by.do("registerSigningKey", answer, "signingKey { id }")).registerSigningKey.signingKey.id;
};
