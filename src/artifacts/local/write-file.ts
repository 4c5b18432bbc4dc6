import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { BlobFacts } from "../blob-store.js";
import { type Buffers, CHUNK, giveBack, takeBuffers } from "./buffers.js";

/** Writes the bytes to a new file that only this user may read; on disk when it resolves. */
export const writeFile = async (path: string, source: AsyncIterable<Buffer>): Promise<BlobFacts> => {
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
