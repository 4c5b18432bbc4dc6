import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writePrivateFile } from "../../db/private-file.js";

/** The id of the store, which the database knows. */
export const ID_FILE = "store-id";
/** The id of the database: the mark that replicas of the release before look for. */
const DATABASE_FILE = "database-id";

const ifThere = async <Value>(read: () => Promise<Value>): Promise<Value | null> => {
  try {
    return await read();
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return null;
    throw error;
  }
};

const textOf = (file: string): Promise<string | null> => ifThere(async () => (await readFile(file, "utf8")).trim());

/** The id of the store in this folder; null where there is none. */
export const storeIdOf = (root: string): Promise<string | null> => textOf(join(root, ID_FILE));

/** Whether the folder holds the bytes of any artifact. */
export const holdsFiles = async (root: string): Promise<boolean> =>
  ((await ifThere(() => readdir(join(root, "sha256")))) ?? []).length > 0;

/** The id of the database whose artifacts are here; null where no mark says so. */
export const databaseOf = (root: string): Promise<string | null> => textOf(join(root, DATABASE_FILE));

/** Marks the folder as the store of this database; gives the store's id. Two that do so at once give the same. */
export const markFolder = async (root: string, databaseId: string): Promise<string> => {
  await mkdir(root, { recursive: true, mode: 0o700 });
  // First, so that a mark whose id the database never came to know is known for its own.
  writePrivateFile(join(root, DATABASE_FILE), databaseId);
  const id = randomUUID();
  await writeFile(join(root, ID_FILE), id, { mode: 0o600, flag: "wx", flush: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  });
  return (await storeIdOf(root)) ?? id;
};

/** Writes a file of one byte where uploads arrive, and removes it. */
export const tryToWrite = async (root: string): Promise<void> => {
  const incoming = join(root, "incoming");
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  const file = join(incoming, `probe-${randomUUID()}`);
  try {
    await writeFile(file, "?", { mode: 0o600, flag: "wx" });
  } finally {
    await rm(file, { force: true });
  }
};
