import { createHash } from "node:crypto";
import { once } from "node:events";
import { Readable } from "node:stream";
import yazl from "yazl";
import { FIRST_OF_ZIP } from "../../instant.js";

/** A file of a zip: its bytes, or the pieces that they come in. */
export interface ZipPart {
  readonly name: string;
  readonly data: Buffer | AsyncIterable<Buffer>;
  /** Whether it is not worth deflating: hashes, mostly. */
  readonly stored?: boolean;
}

/** What a part was found to be while it passed. */
export interface PartFacts {
  readonly size: number;
  readonly sha256: string;
}

/** Bytes of small parts that may wait to be written. */
const MOST_WAITING = 512 * 1024;

type Noted = (name: string, facts: PartFacts) => void;

/**
 * Writes parts into a zip in their order, one behind the other; the bytes of the zip follow from the parts alone. `noted`
 * is told of each once it has passed, before the next is asked for.
 */
export const zipOf = (parts: AsyncIterable<ZipPart>, noted: Noted): Readable => {
  const zip = new yazl.ZipFile();
  const out = zip.outputStream as Readable;
  zip.on("error", (error) => out.destroy(error as Error));
  addAll(zip, parts, noted).catch((error: unknown) => out.destroy(error as Error));
  return out;
};

const addAll = async (zip: yazl.ZipFile, parts: AsyncIterable<ZipPart>, noted: Noted): Promise<void> => {
  let waiting = 0;
  // yazl looks through all its parts for each one that it writes: those that are written wait aside for the directory.
  const { entries: written } = zip as unknown as { readonly entries: unknown[] };
  const aside: unknown[] = [];
  for await (const { name, data, stored = false } of parts) {
    const options = { mtime: FIRST_OF_ZIP, forceDosTimestamp: true, compress: !stored };
    if (Buffer.isBuffer(data) && waiting + data.length < MOST_WAITING) {
      waiting += data.length;
      zip.addBuffer(data, name, options);
      noted(name, { size: data.length, sha256: createHash("sha256").update(data).digest("hex") });
    } else {
      const { source, facts } = counted(Buffer.isBuffer(data) ? [data] : data);
      zip.addReadStream(source, name, options);
      await taken(source, zip.outputStream as Readable);
      noted(name, facts());
      waiting = 0;
      aside.push(...written.splice(0, written.length - 1));
    }
  }
  written.unshift(...aside);
  zip.end();
};

/** A stream of the pieces that knows what has passed. */
const counted = (pieces: AsyncIterable<Buffer> | Iterable<Buffer>): { source: Readable; facts: () => PartFacts } => {
  const digest = createHash("sha256");
  let size = 0;
  const passing = async function* () {
    for await (const piece of pieces) {
      digest.update(piece);
      size += piece.length;
      yield piece;
    }
  };
  return {
    source: Readable.from(passing(), { objectMode: false }),
    facts: () => ({ size, sha256: digest.digest("hex") }),
  };
};

const gone = (): never => {
  throw new Error("whoever takes the zip is gone");
};

/** Resolves once the last byte of the source was taken, and so all that was added before it. */
const taken = async (source: Readable, out: Readable): Promise<void> => {
  if (out.destroyed) gone();
  const done = new AbortController();
  const { signal } = done;
  try {
    await Promise.race([once(source, "end", { signal }), once(out, "close", { signal }).then(gone)]);
  } finally {
    done.abort();
  }
};

/** Bytes of a piece that is worth a call. */
const PIECE = 256 * 1024;

/** The same bytes in fewer pieces: a zip of small parts comes in very small ones. */
export const inPieces = async function* (pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const piece of pieces) {
    held.push(piece);
    size += piece.length;
    if (size < PIECE) continue;
    yield Buffer.concat(held);
    [held, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(held);
};
