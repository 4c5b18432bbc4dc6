import { createHash } from "node:crypto";
import type { Findings } from "../findings.js";
import { ZipFault, type ZipFile } from "../zip/zip-file.js";
import { openZip, type Zip } from "../zip/zip-reader.js";

export interface Digest {
  readonly sha256: string;
  readonly size: number;
}

/** The files of a pack, none of which is held but those that are asked for as a text. */
export interface PackFiles {
  readonly names: ReadonlySet<string>;
  /** A small file's text; undefined where it is not there, too long or not UTF-8, which is told. */
  text(name: string): Promise<string | undefined>;
  pieces(name: string): AsyncGenerator<Buffer>;
  /** The digest of every file; undefined where one cannot be unpacked, which is told: ask for it first. */
  digests(): Promise<ReadonlyMap<string, Digest> | undefined>;
  close(): void;
}

/** What is held at the most: each of these files, all others, and all of these together. */
const LARGE: readonly string[] = ["index.json", "manifest.json", "statement.dsse.json", "keys.json", "content.json"];
const [MOST_OF_LARGE, MOST_OF_OTHERS, MOST_TOGETHER] = [32 << 20, 1 << 20, 64 << 20];
const LAST = ["manifest.json", "statement.dsse.json"];

/** Opens a pack; undefined where it is no zip as packs are, which is told. */
export const openPack = (found: Findings, path: string): PackFiles | undefined => {
  try {
    const zip = openZip(path);
    const files = new Map(zip.files.map((file) => [file.name, file]));
    const names = [...files.keys()];
    const order = [...names.filter((name) => !LAST.includes(name)).sort(), ...LAST.filter((name) => files.has(name))];
    if (order.join() === names.join()) return packFiles(found, zip, files);
    zip.close();
    found.add("MALFORMED", "the zip's files do not stand in the order of a pack's");
  } catch (error) {
    if (!(error instanceof ZipFault)) throw error;
    found.add("MALFORMED", `this is no zip as packs are: ${error.message}`);
  }
  return undefined;
};

const packFiles = (found: Findings, zip: Zip, files: ReadonlyMap<string, ZipFile>): PackFiles => {
  const digests = new Map<string, Digest | null>();
  let held = 0;
  const pieces = async function* (name: string): AsyncGenerator<Buffer> {
    const file = files.get(name);
    if (file === undefined) return;
    if (digests.has(name)) {
      yield* zip.pieces(file);
      return;
    }
    const hash = createHash("sha256");
    try {
      for await (const piece of zip.pieces(file)) {
        hash.update(piece);
        yield piece;
      }
      digests.set(name, { sha256: hash.digest("hex"), size: file.size });
    } catch (error) {
      if (!(error instanceof ZipFault)) throw error;
      found.add("MALFORMED", error.message);
      digests.set(name, null);
    }
  };
  const mayHold = (name: string, size: number): boolean => {
    const isLarge = LARGE.includes(name);
    if (isLarge) held += size;
    return size <= (isLarge ? MOST_OF_LARGE : MOST_OF_OTHERS) && held <= MOST_TOGETHER;
  };
  return {
    names: new Set(files.keys()),
    text: async (name) => {
      const file = files.get(name);
      if (file === undefined) found.add("MISSING", `${name} is missing`);
      else if (!mayHold(name, file.size)) found.add("MALFORMED", `${name} is longer than what is read of it`);
      else {
        const bytes: Buffer[] = [];
        for await (const piece of pieces(name)) bytes.push(piece);
        return decoded(found, name, bytes);
      }
      return undefined;
    },
    pieces,
    digests: async () => {
      for (const name of files.keys()) if (!digests.has(name)) for await (const _ of pieces(name));
      return [...digests.values()].includes(null) ? undefined : (digests as ReadonlyMap<string, Digest>);
    },
    close: zip.close,
  };
};

const decoded = (found: Findings, name: string, bytes: readonly Buffer[]): string | undefined => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(bytes));
  } catch {
    found.add("MALFORMED", `${name} is not UTF-8`);
    return undefined;
  }
};
