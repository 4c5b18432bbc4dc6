import { createPrivateKey, type KeyObject } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Writes a file that only its owner reads (0600), whole or not at all, also when the machine stops in between. */
export const writePrivateFile = (path: string, content: string): void => {
  const draft = `${path}.${process.pid}.draft`;
  try {
    flushed(openSync(draft, "w", 0o600), (file) => writeFileSync(file, content));
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  // What is committed next may need this file: its name is on the disk first.
  flushed(openSync(dirname(path), "r"));
};

const flushed = (file: number, write?: (file: number) => void): void => {
  try {
    write?.(file);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

/** A file that should hold a key and holds none, or not the whole of it. */
export class KeyFileFault extends Error {
  override readonly name = "KeyFileFault";
}

/** The Ed25519 private key (PKCS#8 PEM) of a file; KeyFileFault, which names the file, when it holds none. */
export const readPrivateKey = (file: string): KeyObject => {
  const pem = readFileSync(file, "utf8");
  const fault = (why: string): KeyFileFault =>
    new KeyFileFault(
      `${file} ${why}, where an Ed25519 private key as PKCS#8 PEM is wanted: put the whole file back; nothing is written over it`,
    );
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw fault(pem.trim() === "" ? "is empty" : "holds no private key that is whole");
  }
  if (key.asymmetricKeyType !== "ed25519") throw fault(`holds a key of the type ${key.asymmetricKeyType}`);
  return key;
};
