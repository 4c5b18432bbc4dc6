import { type ReadAt, ZipFault, type ZipFile, type ZipHeader } from "./zip-file.js";
import { BEHIND, DEFLATED, fullValues, LONG, MIDNIGHT, readHeader } from "./zip-header.js";

const SIGNATURES = { central: 0x02014b50, end: 0x06054b50, end64: 0x06064b50, locator: 0x07064b50 };
const WORD = 0xffff;
const MAX_DIRECTORY = 32 << 20;
/** What all files may hold together, and how many times their bytes in the zip. */
const MAX_TOTAL = 8 * 2 ** 30;
const [MAX_RATIO, FREE_BYTES] = [250, 1 << 20];
/** Of the general purpose bits: names in UTF-8. */
const UTF8 = 0x0800;

/**
 * The files of a zip, strictly: one directory, at the end, that names every byte before it once and in order. Whatever one
 * reader could see otherwise than another is refused: names that lead elsewhere or differ by case alone, links, encryption,
 * headers that disagree with the directory, bytes that belong to no file, more than deflate makes of honest texts.
 */
export const readDirectory = (read: ReadAt, length: number): ZipFile[] => {
  const { start, end, count } = findDirectory(read, length);
  if (end - start > MAX_DIRECTORY) throw new ZipFault("its directory is longer than 32 MiB");
  const directory = read(start, end - start);
  const files: ZipFile[] = [];
  const names = new Set<string>();
  let [at, place, total] = [0, 0, 0];
  for (let number = 0; number < count; number++) {
    const { file, header, next } = readCentral(directory, at);
    if (header !== place) throw new ZipFault(`${file.name} does not begin where the file before it ends`);
    const local = readHeader(read, file, { place, start });
    const known = file.name.toLowerCase();
    if (names.has(known)) throw new ZipFault(`${file.name} is there twice`);
    total += file.size;
    if (total > MAX_TOTAL || file.size > MAX_RATIO * file.packed + FREE_BYTES)
      throw new ZipFault(`${file.name} says that it unpacks to ${file.size} bytes, which is too much`);
    names.add(known);
    files.push({ ...file, start: local.start });
    [at, place] = [next, local.end];
  }
  if (at !== directory.length || place !== start) throw new ZipFault("it holds bytes that belong to no file");
  return files;
};

/** Where the directory lies, and how many files it names. */
const findDirectory = (read: ReadAt, length: number): { start: number; end: number; count: number } => {
  if (length < 22) throw new ZipFault("it is too short");
  const end = read(length - 22, 22);
  if (end.readUInt32LE(0) !== SIGNATURES.end || end.readUInt16LE(20) !== 0)
    throw new ZipFault("it does not end with the end of a zip's directory");
  const [disk, first, here, all] = [4, 6, 8, 10].map((at) => end.readUInt16LE(at));
  const [size, start] = [end.readUInt32LE(12), end.readUInt32LE(16)];
  if (disk !== 0 || first !== 0 || here !== all) throw new ZipFault("it is a part of several");
  if (all === WORD || size === LONG || start === LONG) return findLarge(read, length - 22, { all, size, start });
  if (start + size !== length - 22) throw new ZipFault("its directory does not lie where it says");
  return { start, end: length - 22, count: all ?? 0 };
};

/** The end of a large zip's directory: it must agree with the small one, and lie right before it. */
const findLarge = (
  read: ReadAt,
  before: number,
  small: { all: number | undefined; size: number; start: number },
): { start: number; end: number; count: number } => {
  if (before < 76) throw new ZipFault("the end of its directory is cut");
  const [large, locator] = [read(before - 76, 56), read(before - 20, 20)];
  const isPlain =
    large.readUInt32LE(0) === SIGNATURES.end64 &&
    large.readBigUInt64LE(4) === 44n &&
    large.readUInt32LE(16) === 0 &&
    large.readUInt32LE(20) === 0 &&
    locator.readUInt32LE(0) === SIGNATURES.locator &&
    locator.readUInt32LE(4) === 0 &&
    locator.readUInt32LE(16) === 1 &&
    locator.readBigUInt64LE(8) === BigInt(before - 76);
  const [here, count, size, start] = [24, 32, 40, 48].map((at) => Number(large.readBigUInt64LE(at))) as [
    number,
    number,
    number,
    number,
  ];
  const agrees =
    here === count &&
    (small.all === WORD || small.all === count) &&
    (small.size === LONG || small.size === size) &&
    (small.start === LONG || small.start === start);
  if (!isPlain || !agrees || start + size !== before - 76)
    throw new ZipFault("the two ends of its directory do not agree");
  return { start, end: before - 76, count };
};

const readCentral = (bytes: Buffer, at: number): { file: ZipHeader; header: number; next: number } => {
  if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== SIGNATURES.central)
    throw new ZipFault("its directory is no directory");
  const word = (offset: number): number => bytes.readUInt16LE(at + offset);
  const long = (offset: number): number => bytes.readUInt32LE(at + offset);
  const [flags, method, crc] = [word(8), word(10), long(16)];
  const [nameLength, extraLength] = [word(28), word(30)];
  const next = at + 46 + nameLength + extraLength;
  if (next > bytes.length) throw new ZipFault("its directory is cut");
  const name = nameOf(bytes.subarray(at + 46, at + 46 + nameLength));
  if ((flags & ~(BEHIND | UTF8)) !== 0) throw new ZipFault(`${name} is encrypted, or packed in an unusual way`);
  if (method !== 0 && method !== DEFLATED) throw new ZipFault(`${name} is packed by method ${method}`);
  if (word(32) !== 0 || word(34) !== 0) throw new ZipFault(`${name} has a comment, or lies in another part`);
  if (long(12) !== MIDNIGHT) throw new ZipFault(`${name} is not of 1980-01-01 00:00`);
  requireOrdinary(name, word(4) >> 8, long(38));
  const [size, packed, header] = fullValues(
    bytes.subarray(at + 46 + nameLength, next),
    [long(24), long(20), long(42)],
    name,
  ) as [number, number, number];
  if (method === 0 && size !== packed) throw new ZipFault(`${name} is as it is, but of two sizes`);
  return { file: { name, size, packed, deflated: method === DEFLATED, crc, flags }, header, next };
};

/** Only plain files: no links, folders or devices. */
const requireOrdinary = (name: string, system: number, attributes: number): void => {
  const [mode, dos] = [attributes >>> 16, attributes & 0xff];
  const type = mode & 0o170000;
  if ((type !== 0 && type !== 0o100000) || (dos & 0x18) !== 0 || (system !== 3 && system !== 0 && mode !== 0))
    throw new ZipFault(`${name} is a link, or another thing than a file`);
};

/** Only names that every reader takes for the same place below the folder it unpacks to. */
const nameOf = (bytes: Buffer): string => {
  const name = bytes.toString("latin1");
  const parts = name.split("/");
  const isPlain = /^[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)?$/.test(name) && name.length <= 255;
  if (!isPlain || parts.some((part) => part === "." || part === ".."))
    throw new ZipFault(`${JSON.stringify(name.slice(0, 100))} is no plain name, in one folder at the most`);
  return name;
};
