import { createHash, randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DomainError } from "../errors.js";
import type { BlobStore, OpenBlob, StagedBlob } from "./blob-store.js";

const CHUNK = 1024 * 1024;

const noRoom = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/** A full disk is the operator's business and the caller's answer; every other fault stays what it is. */
const translate = (error: unknown): unknown =>
  noRoom.has((error as NodeJS.ErrnoException).code ?? "")
    ? new DomainError("STORAGE_FULL", "There is no room left for artifacts; nothing of this upload was kept.", {
        cause: error,
      })
    : error;

/** Blobs on local disk below `root`: `sha256/ab/cd/<digest>`; what is still arriving is in `incoming/`. */
export const localBlobs = (root: string): BlobStore => {
  const incoming = join(root, "incoming");
  const pathOf = (sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error("not a SHA-256");
    return join(root, "sha256", sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  };
  return {
    stage: async (source) => {
      await mkdir(incoming, { recursive: true, mode: 0o700 });
      const path = join(incoming, randomUUID());
      try {
        const facts = await write(path, source);
        return staged(path, pathOf(facts.sha256), facts);
      } catch (error) {
        await rm(path, { force: true });
        throw translate(error);
      }
    },
    open: async (sha256) => {
      try {
        return await openBlob(await open(pathOf(sha256), constants.O_RDONLY | constants.O_NOFOLLOW));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
      }
    },
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
    sweep: (ageMs, dryRun) => sweep(incoming, ageMs, dryRun),
  };
};

const write = async (path: string, source: AsyncIterable<Buffer>): Promise<{ sha256: string; size: bigint }> => {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  const file = await open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  try {
    const hash = createHash("sha256");
    let size = 0n;
    for await (const chunk of inChunks(source)) {
      const written = writeAll(file, chunk);
      hash.update(chunk);
      size += BigInt(chunk.length);
      await written;
    }
    await file.datasync();
    return { sha256: hash.digest("hex"), size };
  } finally {
    await file.close();
  }
};

const writeAll = async (file: FileHandle, chunk: Buffer): Promise<void> => {
  for (let done = 0; done < chunk.length; ) done += (await file.write(chunk, done)).bytesWritten;
};

/** Sockets give 64 KiB at a time: fewer, larger writes cost less. */
const inChunks = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const part of source) {
    parts.push(part);
    length += part.length;
    if (length < CHUNK) continue;
    yield parts.length === 1 ? part : Buffer.concat(parts, length);
    parts = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(parts, length);
};

const staged = (path: string, target: string, facts: { sha256: string; size: bigint }): StagedBlob => {
  let kept = false;
  return {
    ...facts,
    keep: async () => {
      if (kept) return;
      try {
        await mkdir(dirname(target), { recursive: true, mode: 0o700 });
        await rename(path, target);
        await syncFolder(dirname(target));
        kept = true;
      } catch (error) {
        throw translate(error);
      }
    },
    discard: () => rm(path, { force: true }),
  };
};

/** A rename is durable once its folder is. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const openBlob = async (file: FileHandle): Promise<OpenBlob> => {
  const { size } = await file.stat();
  return {
    size,
    stream: (range) => file.createReadStream({ ...range, highWaterMark: CHUNK, autoClose: true }),
    close: () => file.close(),
  };
};

const sweep = async (incoming: string, ageMs: number, dryRun: boolean): Promise<number> => {
  const names = await readdir(incoming).catch(() => [] as string[]);
  let count = 0;
  for (const name of names) {
    const path = join(incoming, name);
    const facts = await stat(path).catch(() => null);
    if (facts === null || Date.now() - facts.mtimeMs < ageMs) continue;
    if (!dryRun) await rm(path, { force: true });
    count++;
  }
  return count;
};
