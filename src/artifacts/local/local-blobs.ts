import { constants } from "node:fs";
import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { diskFault } from "../../disk-faults.js";
import type { BlobPlace, BlobStore, StoredBlob, Unfinished } from "../blob-store.js";
import { giveNames, isSecondName, takeNames } from "./names.js";
import { readFile } from "./read-file.js";
import { writeFile } from "./write-file.js";

const DIGEST = /^[0-9a-f]{64}$/;
const UPLOAD = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Blobs on local disk below `root`: `sha256/ab/cd/<digest>-<upload>`; what is still arriving is in `incoming/`. */
export const localBlobs = (root: string): BlobStore => {
  const incoming = join(root, "incoming");
  const durable = new Set<string>();
  const pathOf = (blob: BlobPlace): string => join(root, locationOf(blob));
  return {
    place: (upload, source) =>
      asked(async () => {
        await mkdir(incoming, { recursive: true, mode: 0o700 });
        const arriving = join(incoming, upload);
        let path = arriving;
        try {
          const facts = await writeFile(arriving, source);
          const blob = { ...facts, location: `${byDigest(facts.sha256)}-${upload}` };
          path = pathOf(blob);
          await putInPlace(arriving, path, durable);
          return blob;
        } catch (error) {
          for (const left of new Set([arriving, path])) await rm(left, { force: true }).catch(() => undefined);
          throw error;
        }
      }),
    open: (blob) => asked(() => readFile(pathOf(blob))),
    remove: (blob) => asked(() => takeNames(pathOf(blob), join(root, byDigest(blob.sha256)))),
    list: (prefix) => asked(() => list(join(root, "sha256"), prefix)),
    unfinished: () => asked(() => unfinished(incoming)),
    clear: (name) => asked(() => rm(join(incoming, name), { force: true })),
  };
};

/** Does something with the disk, whose faults are told as such. */
const asked = async <Result>(run: () => Promise<Result>): Promise<Result> => {
  try {
    return await run();
  } catch (error) {
    throw diskFault(error);
  }
};

/** Where a blob is by its digest alone. */
const byDigest = (sha256: string): string => {
  if (!DIGEST.test(sha256)) throw new Error("not a SHA-256");
  return `sha256/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
};

/** No path is made of a text that this store would not have given out. */
const locationOf = ({ sha256, location }: BlobPlace): string => {
  const base = byDigest(sha256);
  if (location === null) return base;
  if (!location.startsWith(`${base}-`) || !UPLOAD.test(location.slice(base.length + 1)))
    throw new Error("not a location of this store");
  return location;
};

const putInPlace = async (arriving: string, path: string, durable: Set<string>): Promise<void> => {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await giveNames(arriving, path);
  await makeDurable(folder, durable);
};

/** A name is durable once its folder is, and that once those above it are: these change the first time only. */
const makeDurable = async (folder: string, durable: Set<string>): Promise<void> => {
  await syncFolder(folder);
  if (durable.has(folder)) return;
  for (const depth of ["..", "../..", "../../.."]) await syncFolder(join(folder, depth));
  durable.add(folder);
};

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });

const factsOf = (path: string) => stat(path, { bigint: true }).catch(() => null);

const list = async (root: string, prefix: string): Promise<StoredBlob[]> => {
  const blobs: StoredBlob[] = [];
  const folder = join(root, prefix);
  for (const below of await namesIn(folder))
    for (const name of /^[0-9a-f]{2}$/.test(below) ? await namesIn(join(folder, below)) : []) {
      const [sha256, upload] = [name.slice(0, 64), name.length === 64 ? null : name.slice(65)];
      if (!DIGEST.test(sha256) || (upload !== null && !UPLOAD.test(upload))) continue;
      const facts = await factsOf(join(folder, below, name));
      const location = upload === null ? null : `${byDigest(sha256)}-${upload}`;
      if (facts !== null && !(upload === null && isSecondName(facts)))
        blobs.push({ sha256, location, upload, size: facts.size, keptAt: Number(facts.mtimeMs) });
    }
  return blobs;
};

const unfinished = async (incoming: string): Promise<Unfinished[]> => {
  const found: Unfinished[] = [];
  for (const name of await namesIn(incoming)) {
    const facts = await factsOf(join(incoming, name));
    if (facts !== null) found.push({ name, size: facts.size, touchedAt: Number(facts.mtimeMs) });
  }
  return found;
};
