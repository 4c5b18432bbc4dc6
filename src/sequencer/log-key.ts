import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { noteSigner, type Signer } from "../../verify/log/note.js";
import { writePrivateFile } from "../db/private-file.js";

/** The signing key of the file, under the log's origin; null where there is no file. */
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

/** Makes the file (0600) with a new Ed25519 key. */
export const makeLogKey = (file: string): void => {
  const { privateKey } = generateKeyPairSync("ed25519");
  writePrivateFile(file, privateKey.export({ type: "pkcs8", format: "pem" }) as string);
};
