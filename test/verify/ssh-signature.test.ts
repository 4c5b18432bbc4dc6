import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import {
  isUserVerified,
  readSshSignature,
  SshSignatureFault,
  sshFingerprint,
  sshKeyLine,
  sshSignatureHolds,
} from "../../verify/ssh-signature.js";
import { armoured, deviceKey, fileKey, framed } from "../support/ssh.js";

const vector = JSON.parse(readFileSync("test/verify/ssh-signature.json", "utf8"));
const { message, namespace } = vector;
const bytesOf = (text: string): Buffer => Buffer.from(text.split("\n").slice(1, -2).join(""), "base64");
const armour = (bytes: Buffer): string =>
  `-----BEGIN SSH SIGNATURE-----\n${bytes.toString("base64")}\n-----END SSH SIGNATURE-----\n`;

it.each(["sha512", "sha256"])("reads what ssh-keygen signed over %s", (hash) => {
  const signature = readSshSignature(vector[hash]);
  expect(signature.hash).toBe(hash);
  expect(sshFingerprint(signature.key)).toBe(vector.fingerprint);
  expect(sshKeyLine(signature.key)).toBe(vector.publicKey);
  expect(sshSignatureHolds(signature, message, namespace)).toBe(true);
  expect(sshSignatureHolds(signature, `${message} `, namespace)).toBe(false);
  expect(sshSignatureHolds(signature, message, "countersign-key")).toBe(false);
  expect(isUserVerified(signature)).toBe(false);
});

it("refuses a signature of which one byte is another, wherever it stands", () => {
  const good = bytesOf(vector.sha512);
  for (const at of good.keys()) {
    const bad = Buffer.from(good);
    bad[at] = (bad[at] ?? 0) ^ 1;
    const holds = (): boolean => sshSignatureHolds(readSshSignature(armour(bad)), message, namespace);
    let held = false;
    try {
      held = holds();
    } catch (error) {
      expect(error).toBeInstanceOf(SshSignatureFault);
    }
    expect([at, held]).toEqual([at, false]);
  }
});

it("refuses what is cut, what has a tail, and what is no armour", () => {
  const good = bytesOf(vector.sha512);
  for (let length = 0; length < good.length; length++)
    expect(() => readSshSignature(armour(good.subarray(0, length)))).toThrow(SshSignatureFault);
  expect(() => readSshSignature(armour(Buffer.concat([good, Buffer.from([0])])))).toThrow(SshSignatureFault);
  expect(() => readSshSignature(`x${vector.sha512}`)).toThrow(SshSignatureFault);
  expect(() => readSshSignature(vector.sha512.replace("\n-----END", "=\n-----END"))).toThrow(SshSignatureFault);
});

it("takes a security key only when it was touched, and says whether it verified its user", () => {
  const key = deviceKey();
  const judged = (flags: number): [boolean, boolean] => {
    const signature = readSshSignature(key.sign(message, namespace, flags));
    return [sshSignatureHolds(signature, message, namespace), isUserVerified(signature)];
  };
  expect(judged(5)).toEqual([true, true]);
  expect(judged(1)).toEqual([true, false]);
  expect(judged(4)[0]).toBe(false);
  expect(sshSignatureHolds(readSshSignature(fileKey().sign(message, namespace)), message, namespace)).toBe(true);
});

it("refuses a key of small order, for which Node 20 takes one signature for every message", () => {
  const identity = Buffer.alloc(32);
  identity.writeUInt8(1);
  const forged = Buffer.concat([identity, Buffer.alloc(32)]);
  const type = framed("ssh-ed25519");
  for (const sign of [0, 0x80]) {
    const point = Buffer.from(identity);
    point.writeUInt8(sign, 31);
    const key = Buffer.concat([type, framed(point)]);
    const signature = armoured(key, namespace, Buffer.concat([type, framed(forged)]));
    expect(() => readSshSignature(signature)).toThrow("small order");
  }
});
