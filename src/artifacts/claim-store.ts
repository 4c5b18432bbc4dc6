import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "../config.js";
import { writePrivateFile } from "../db/private-file.js";

const ID_FILE = "database-id";

/**
 * Marks the folder of blobs as that of the database with this id. One that belongs to another database is refused once
 * it holds blobs: every file of its runs would be missing, and every blob would look like nobody's.
 */
export const claimStore = (root: string, databaseId: string): void => {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const owner = textOf(join(root, ID_FILE));
  if (owner === databaseId) return;
  if (owner !== null && namesIn(join(root, "sha256")).length > 0)
    throw new StartError(
      `the artifacts in ${root} belong to another database: use the DATABASE_URL that they were stored with, another COUNTERSIGN_HOME, or, if this is that database restored, delete ${join(root, ID_FILE)}`,
    );
  writePrivateFile(join(root, ID_FILE), databaseId);
};

const orIfAbsent = <Value>(read: () => Value, absent: Value): Value => {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return absent;
    throw error;
  }
};

const textOf = (file: string): string | null => orIfAbsent(() => readFileSync(file, "utf8").trim(), null);
const namesIn = (folder: string): string[] => orIfAbsent(() => readdirSync(folder), []);
