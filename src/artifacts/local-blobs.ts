import { createHash, randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DomainError } from "../errors.js";
import type { BlobStore, ByteRange, Leftovers, OpenBlob, StagedBlob, StoredBlob } from "./blob-store.js";

/** Bytes read or written at once: each transfer has two such pieces of memory. */
const CHUNK = 512 * 1024;

const noRoom = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/** A full disk is the operator's business and the caller's answer; every other fault stays what it is. */
const translate = (error: unknown): unknown =>
  noRoom.has((error as NodeJS.ErrnoException).code ?? "")
    ? new DomainError("STORAGE_FULL", "There is no room left for artifacts; nothing of this upload was kept.", {
        cause: error,
      })
    : error;

type Buffers = readonly [Buffer, Buffer];

/** Memory that transfers take turns in: new pieces for each would wait for the garbage collector by the hundred. */
const spare: Buffers[] = [];
const MAX_SPARE = 8;

const takeBuffers = (): Buffers => spare.pop() ?? [Buffer.allocUnsafeSlow(CHUNK), Buffer.allocUnsafeSlow(CHUNK)];

const giveBack = (buffers: Buffers): void => {
  if (spare.length < MAX_SPARE) spare.push(buffers);
};

/** Blobs on local disk below `root`: `sha256/ab/cd/<digest>`; what is still arriving is in `incoming/`. */
export const localBlobs = (root: string): BlobStore => {
  const incoming = join(root, "incoming");
  const durable = new Set<string>();
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
        return staged(path, pathOf(facts.sha256), facts, durable);
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
    list: (prefix) => list(join(root, "sha256", prefix)),
    sweep: (ageMs, dryRun) => sweep(incoming, ageMs, dryRun),
  };
};

const write = async (path: string, source: AsyncIterable<Buffer>): Promise<{ sha256: string; size: bigint }> => {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  const file = await open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  const buffers = takeBuffers();
  const flush = flusher(file);
  let written = Promise.resolve();
  try {
    const hash = createHash("sha256");
    let size = 0n;
    for await (const chunk of inChunks(source, buffers)) {
      hash.update(chunk);
      size += BigInt(chunk.length);
      await written;
      flush.soon(chunk.length);
      written = writeAll(file, chunk);
      written.catch(() => undefined);
    }
    await written;
    await flush.last();
    return { sha256: hash.digest("hex"), size };
  } finally {
    await Promise.allSettled([written, flush.ended()]);
    giveBack(buffers);
    await file.close();
  }
};

const FLUSH_BYTES = 16 * 1024 * 1024;
const MAX_FLUSHES = 2;
let flushes = 0;

/** Has the disk begin while more arrives, else all of a large file waits for the end; leaves threads to others. */
const flusher = (file: FileHandle) => {
  let unflushed = 0;
  let busy = false;
  // A flush that failed stays failed: the disk does not tell of it twice.
  let flushed = Promise.resolve();
  const flush = async (): Promise<void> => {
    [busy, unflushed] = [true, 0];
    flushes++;
    try {
      await file.datasync();
    } finally {
      flushes--;
      busy = false;
    }
  };
  return {
    /** Counts bytes written, and flushes when they have become many. */
    soon: (bytes: number): void => {
      unflushed += bytes;
      if (unflushed < FLUSH_BYTES || busy || flushes >= MAX_FLUSHES) return;
      flushed = Promise.all([flushed, flush()]).then(() => undefined);
      flushed.catch(() => undefined);
    },
    last: async (): Promise<void> => {
      await flushed;
      await file.datasync();
    },
    ended: (): Promise<void> => flushed,
  };
};

const writeAll = async (file: FileHandle, chunk: Buffer): Promise<void> => {
  for (let done = 0; done < chunk.length; ) done += (await file.write(chunk, done)).bytesWritten;
};

/** Sockets give 64 KiB at a time: fewer, larger writes cost less. While one buffer is written the other is filled. */
const inChunks = async function* (source: AsyncIterable<Buffer>, buffers: Buffers): AsyncGenerator<Buffer> {
  let [filling, other] = buffers;
  let length = 0;
  for await (const part of source)
    for (let taken = 0; taken < part.length; ) {
      const copied = part.copy(filling, length, taken);
      taken += copied;
      length += copied;
      if (length < CHUNK) continue;
      yield filling;
      [filling, other] = [other, filling];
      length = 0;
    }
  if (length > 0) yield filling.subarray(0, length);
};

const staged = (
  path: string,
  target: string,
  facts: { sha256: string; size: bigint },
  durable: Set<string>,
): StagedBlob => {
  let kept = false;
  return {
    ...facts,
    keep: async () => {
      if (kept) return requireKept(target);
      try {
        await mkdir(dirname(target), { recursive: true, mode: 0o700 });
        await rename(path, target);
        await makeDurable(dirname(target), durable);
        kept = true;
      } catch (error) {
        throw translate(error);
      }
    },
    discard: () => rm(path, { force: true }),
  };
};

const requireKept = async (target: string): Promise<void> => {
  if ((await stat(target).catch(() => null)) === null)
    throw new DomainError("UNAVAILABLE", "The file was removed while it was being stored; send it again.");
};

/** A rename is durable once its folder is, and that once those above it are: these change the first time only. */
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

const openBlob = async (file: FileHandle): Promise<OpenBlob> => {
  const { size } = await file.stat();
  return { size, pieces: (range) => pieces(file, range ?? { start: 0, end: size - 1 }), close: () => file.close() };
};

/** While one piece is on its way the next is read. */
const pieces = async function* (file: FileHandle, { start, end }: ByteRange): AsyncGenerator<Buffer> {
  const buffers = takeBuffers();
  let [reading, other] = buffers;
  let at = start;
  const readNext = async (): Promise<Buffer> => {
    const { bytesRead } = await file.read(reading, 0, Math.min(CHUNK, end + 1 - at), at);
    if (bytesRead === 0 && at <= end) throw new Error("a blob became shorter while it was read");
    at += bytesRead;
    return reading.subarray(0, bytesRead);
  };
  let next = readNext();
  try {
    for (let piece = await next; piece.length > 0; piece = await next) {
      [reading, other] = [other, reading];
      next = readNext();
      next.catch(() => undefined);
      yield piece;
    }
    // After a break nobody knows what still refers to them: they are left to the garbage collector.
    giveBack(buffers);
  } finally {
    await next.catch(() => undefined);
    await file.close();
  }
};

const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });

const list = async (folder: string): Promise<StoredBlob[]> => {
  const blobs: StoredBlob[] = [];
  for (const below of await namesIn(folder))
    for (const sha256 of /^[0-9a-f]{2}$/.test(below) ? await namesIn(join(folder, below)) : []) {
      const facts = /^[0-9a-f]{64}$/.test(sha256) ? await factsOf(join(folder, below, sha256)) : null;
      if (facts !== null) blobs.push({ sha256, size: facts.size, keptAt: Number(facts.mtimeMs) });
    }
  return blobs;
};

const factsOf = (path: string) => stat(path, { bigint: true }).catch(() => null);

const sweep = async (incoming: string, ageMs: number, dryRun: boolean): Promise<Leftovers> => {
  let [files, bytes] = [0, 0n];
  for (const name of await namesIn(incoming)) {
    const path = join(incoming, name);
    const facts = await factsOf(path);
    if (facts === null || Date.now() - Number(facts.mtimeMs) < ageMs) continue;
    if (!dryRun) await rm(path, { force: true });
    files++;
    bytes += facts.size;
  }
  return { files, bytes };
};
