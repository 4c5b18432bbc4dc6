import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { ByteRange, OpenBlob } from "../blob-store.js";
import { CHUNK, giveBack, takeBuffers } from "./buffers.js";

/** Opens the file for reading; a symbolic link is not followed. Undefined when there is none. */
export const readFile = async (path: string): Promise<OpenBlob | undefined> => {
  try {
    return await openBlob(await open(path, constants.O_RDONLY | constants.O_NOFOLLOW));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
};

const openBlob = async (file: FileHandle): Promise<OpenBlob> => {
  const { size } = await file.stat().catch(async (error: unknown) => {
    await file.close();
    throw error;
  });
  return {
    size,
    pieces: (range) => pieces(file, range ?? { start: 0, end: size - 1 }),
    state: () => stateOf(file),
    close: () => file.close(),
  };
};

/** `ctime` is the one that nobody can set back, short of the machine's clock. */
const stateOf = async (file: FileHandle): Promise<string> => {
  const { dev, ino, size, mtimeNs, ctimeNs } = await file.stat({ bigint: true });
  return [dev, ino, size, mtimeNs, ctimeNs].join();
};

/** While one piece is on its way the next is read. A file that became shorter ends early. */
const pieces = async function* (file: FileHandle, { start, end }: ByteRange): AsyncGenerator<Buffer> {
  const buffers = takeBuffers();
  let [reading, other] = buffers;
  let at = start;
  const readNext = async (): Promise<Buffer> => {
    const { bytesRead } = await file.read(reading, 0, Math.min(CHUNK, end + 1 - at), at);
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
  }
};
