import { createPrivateKey, type KeyObject } from "node:crypto";

const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

export const seedOf = (byte: number): Buffer => Buffer.alloc(32, byte);

/** The Ed25519 key of a seed of equal bytes. */
export const seeded = (byte: number): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8, seedOf(byte)]), format: "der", type: "pkcs8" });
