import { generateKeyPairSync } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { noteSigner, type Signer } from "../../verify/log/note.js";
import { formatVkey } from "../../verify/log/vkey.js";
import { writePrivateFile } from "../db/private-file.js";

/** The files of a log's keys: the one that signs, one that comes, one that still signs beside it. */
export interface KeyFiles {
  readonly current: string;
  readonly next: string;
  readonly retiring: string;
}

export const keyFiles = (current: string): KeyFiles => ({
  current,
  next: `${current}.next`,
  retiring: `${current}.retiring`,
});

/** The signing key of a file, under the log's origin; null where there is no file. */
export const readLogKey = (file: string, origin: string): Signer | null => {
  let pem: string;
  try {
    pem = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  return noteSigner(origin, pem);
};

/** The signing key of a file, made (0600) where there is no file. */
export const keptLogKey = (file: string, origin: string): Signer => {
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync("ed25519");
    writePrivateFile(file, privateKey.export({ type: "pkcs8", format: "pem" }) as string);
  }
  const signer = readLogKey(file, origin);
  if (signer === null) throw new Error(`${file} was written and is gone`);
  return signer;
};

/** A key that nobody has seen, in the file's place; the one that was there is kept beside it. */
export const freshLogKey = (file: string, origin: string): Signer => {
  if (existsSync(file)) renameSync(file, `${file}.compromised`);
  return keptLogKey(file, origin);
};

/** Every key that is there, whatever a rotation has come to. */
export const readLogKeys = (file: string, origin: string): Signer[] =>
  Object.values(keyFiles(file)).flatMap((path) => readLogKey(path, origin) ?? []);

/** Puts the files in the places that a rotation gives them, once the log knows of it; again after a crash. */
export const settleKeys = (file: string, origin: string, announced: readonly string[]): void => {
  const { current, next, retiring } = keyFiles(file);
  const coming = readLogKey(next, origin);
  if (coming === null || !announced.includes(formatVkey(coming.key))) return;
  if (existsSync(current)) renameSync(current, retiring);
  renameSync(next, current);
};

/** Removes the file of a key that signs no more. */
export const dropRetired = (file: string, origin: string, vkey: string): void => {
  const { retiring } = keyFiles(file);
  const signer = readLogKey(retiring, origin);
  if (signer !== null && formatVkey(signer.key) === vkey) rmSync(retiring, { force: true });
};
