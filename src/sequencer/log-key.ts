import { generateKeyPairSync } from "node:crypto";
import { existsSync, renameSync, rmSync } from "node:fs";
import { noteSigner, type Signer } from "../../verify/log/note.js";
import { formatVkey } from "../../verify/log/vkey.js";
import { KeyFileFault, readPrivateKey, writePrivateFile } from "../db/private-file.js";
import { Halt } from "./halt.js";

/** The files of a log's keys: one that comes, the one that signs, one that still signs beside it. */
export interface KeyFiles {
  readonly next: string;
  readonly current: string;
  readonly retiring: string;
}

/** In the order in which a key goes through them: whoever reads them so while they are moved misses none. */
export const keyFiles = (current: string): KeyFiles => ({
  next: `${current}.next`,
  current,
  retiring: `${current}.retiring`,
});

/** The signing key of a file, under the log's origin; null where there is no file. What is no key halts the log. */
export const readLogKey = (file: string, origin: string): Signer | null => {
  try {
    return noteSigner(origin, readPrivateKey(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error instanceof KeyFileFault ? new Halt("KEY_UNREADABLE", error.message) : error;
  }
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

/** A key that nobody has seen, in the file's place; those that were there, of a rotation too, are kept beside it. */
export const freshLogKey = (file: string, origin: string): Signer => {
  for (const path of Object.values(keyFiles(file)))
    if (existsSync(path)) renameSync(path, unusedName(`${path}.compromised`));
  return keptLogKey(file, origin);
};

/** The path, or with a number behind it where a file of before has it. */
const unusedName = (path: string): string => {
  let unused = path;
  for (let count = 2; existsSync(unused); count++) unused = `${path}-${count}`;
  return unused;
};

/** Every key that is there, whatever a rotation has come to, and what is wrong with files that hold none. */
export const readLogKeys = (file: string, origin: string): { keys: Signer[]; faults: Halt[] } => {
  const [keys, faults]: [Signer[], Halt[]] = [[], []];
  for (const path of Object.values(keyFiles(file)))
    try {
      const signer = readLogKey(path, origin);
      if (signer !== null) keys.push(signer);
    } catch (error) {
      if (!(error instanceof Halt)) throw error;
      faults.push(error);
    }
  return { keys, faults };
};

/** The key of a file; null where it holds none that is whole: then nothing is done with it. */
const wholeKey = (file: string, origin: string): Signer | null => {
  try {
    return readLogKey(file, origin);
  } catch (error) {
    if (error instanceof Halt) return null;
    throw error;
  }
};

/** Whether a rotation has left files beside the key that signs. */
export const isRotating = (file: string): boolean =>
  [keyFiles(file).next, keyFiles(file).retiring].some((path) => existsSync(path));

/** Puts the files in the places that a rotation gives them, once the log knows of it; again after a crash. */
export const settleKeys = (file: string, origin: string, announced: readonly string[]): void => {
  const { current, next, retiring } = keyFiles(file);
  const coming = wholeKey(next, origin);
  if (coming === null || !announced.includes(formatVkey(coming.key))) return;
  if (existsSync(current)) renameSync(current, retiring);
  renameSync(next, current);
};

/** Removes the file of a key that signs no more. */
export const dropRetired = (file: string, origin: string, retired: readonly string[]): void => {
  const { retiring } = keyFiles(file);
  const signer = wholeKey(retiring, origin);
  if (signer !== null && retired.includes(formatVkey(signer.key))) rmSync(retiring, { force: true });
};
