import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { Readable } from "node:stream";
import { createInflateRaw, inflateRawSync } from "node:zlib";
import { crc32 } from "./crc32.js";
import { readDirectory } from "./zip-directory.js";
import { type ReadAt, ZipFault, type ZipFile } from "./zip-file.js";

/** A zip whose files are read one at a time. */
export interface Zip {
  readonly files: readonly ZipFile[];
  /** A file's bytes piece by piece; throws a ZipFault in their end when they are not what the directory says. */
  pieces(file: ZipFile): AsyncIterable<Buffer> | Iterable<Buffer>;
  close(): void;
}

/** Above this a file is unpacked piece by piece. */
const SMALL = 1 << 20;
/** What is read of it at once. */
const PIECE = 1 << 16;

export const openZip = (path: string): Zip => {
  const fd = openSync(path, "r");
  const read: ReadAt = (start, length) => {
    const bytes = Buffer.alloc(length);
    if (readSync(fd, bytes, 0, length, start) !== length) throw new ZipFault("it is cut");
    return bytes;
  };
  try {
    const files = readDirectory(read, fstatSync(fd).size);
    const pieces = (file: ZipFile) =>
      file.size <= SMALL && file.packed <= SMALL ? [small(file, read(file.start, file.packed))] : large(read, file);
    return { files, pieces, close: () => closeSync(fd) };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
};

const small = (file: ZipFile, packed: Buffer): Buffer => {
  const bytes = file.deflated ? inflated(file, packed) : packed;
  if (bytes.length !== file.size || crc32(bytes, 0) !== file.crc) throw otherwise(file);
  return bytes;
};

interface Inflated {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

/** With `info` zlib answers how many bytes it took, too: none may be left over. */
const inflated = (file: ZipFile, packed: Buffer): Buffer => {
  try {
    const options = { maxOutputLength: Math.max(file.size, 1), info: true };
    const { buffer, engine } = inflateRawSync(packed, options) as unknown as Inflated;
    if (engine.bytesWritten !== packed.length) throw otherwise(file);
    return buffer;
  } catch (error) {
    if (error instanceof ZipFault) throw error;
    throw otherwise(file);
  }
};

const large = async function* (read: ReadAt, file: ZipFile): AsyncGenerator<Buffer> {
  let [length, crc] = [0, 0];
  const source = Readable.from(packedPieces(read, file), { objectMode: false });
  const inflate = createInflateRaw({ chunkSize: PIECE });
  if (file.deflated) source.on("error", (error) => inflate.destroy(error)).pipe(inflate);
  try {
    for await (const piece of (file.deflated ? inflate : source) as AsyncIterable<Buffer>) {
      length += piece.length;
      if (length > file.size) throw otherwise(file);
      crc = crc32(piece, crc);
      yield piece;
    }
  } catch (error) {
    throw error instanceof ZipFault ? error : otherwise(file);
  } finally {
    source.destroy();
    inflate.destroy();
  }
  if (length !== file.size || crc !== file.crc || (file.deflated && inflate.bytesWritten !== file.packed))
    throw otherwise(file);
};

const packedPieces = function* (read: ReadAt, { start, packed }: ZipFile): Generator<Buffer> {
  for (let at = 0; at < packed; at += PIECE) yield read(start + at, Math.min(PIECE, packed - at));
};

const otherwise = ({ name }: ZipFile): ZipFault => new ZipFault(`${name} unpacks to something else than it says`);
