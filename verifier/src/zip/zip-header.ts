import { type ReadAt, ZipFault, type ZipHeader } from "./zip-file.js";

/** What a value of 32 bits says when it stands elsewhere, in 64. */
export const LONG = 0xffffffff;
/** Of the general purpose bits: sizes behind the data. */
export const BEHIND = 0x0008;
export const DEFLATED = 8;
/** 1980-01-01 00:00: a pack tells no time of its making. */
export const MIDNIGHT = 0x00210000;
const LOCAL = 0x04034b50;

/** Values of 64 bits stand in the one extra field that is allowed, exactly where their place is full. */
export const fullValues = (extra: Buffer, values: readonly number[], name: string): number[] => {
  const full = values.filter((value) => value === LONG).length;
  if (full === 0 ? extra.length !== 0 : extra.length !== 4 + 8 * full)
    throw new ZipFault(`${name} has extra fields, or lacks those it needs`);
  if (full === 0) return [...values];
  if (extra.readUInt16LE(0) !== 1 || extra.readUInt16LE(2) !== 8 * full)
    throw new ZipFault(`${name} has extra fields, or lacks those it needs`);
  const places = values.map((_, at) => 4 + 8 * values.slice(0, at).filter((value) => value === LONG).length);
  const read = values.map((value, at) => (value === LONG ? Number(extra.readBigUInt64LE(places[at])) : value));
  if (read.some((value) => value > Number.MAX_SAFE_INTEGER)) throw new ZipFault(`${name} is too large`);
  return read;
};

/** The local header, which must say what the directory says; where the bytes begin, and where the next header does. */
export const readHeader = (
  read: ReadAt,
  file: ZipHeader,
  { place, start: directory }: { place: number; start: number },
): { start: number; end: number } => {
  if (place + 30 > directory) throw new ZipFault(`${file.name} lies beyond the directory`);
  const head = read(place, 30);
  const start = place + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  const isBehind = (file.flags & BEHIND) !== 0;
  const end = start + file.packed + (isBehind ? 16 : 0);
  if (end > directory) throw new ZipFault(`${file.name} goes on into the directory`);
  const rest = read(place + 30, start - place - 30);
  const name = rest.subarray(0, head.readUInt16LE(26)).toString("latin1");
  const [crc, packed, size] = [14, 18, 22].map((at) => head.readUInt32LE(at)) as [number, number, number];
  const [realSize, realPacked] = isBehind
    ? [size, packed]
    : fullValues(rest.subarray(name.length), [size, packed], file.name);
  const same =
    head.readUInt32LE(0) === LOCAL &&
    head.readUInt16LE(6) === file.flags &&
    head.readUInt16LE(8) === (file.deflated ? DEFLATED : 0) &&
    head.readUInt32LE(10) === MIDNIGHT &&
    name === file.name;
  const sizes = isBehind
    ? [0, 0, 0, head.readUInt16LE(28)]
    : [crc - file.crc, (realPacked ?? 0) - file.packed, (realSize ?? 0) - file.size];
  if (!same || sizes.some((each) => each !== 0))
    throw new ZipFault(`the header of ${file.name} is another than the directory's`);
  if (isBehind) {
    const behind = read(end - 16, 16);
    const [signature, ...said] = [0, 4, 8, 12].map((at) => behind.readUInt32LE(at));
    if (signature !== 0x08074b50 || said.join() !== [file.crc, file.packed, file.size].join())
      throw new ZipFault(`what stands behind ${file.name} is another than the directory's`);
  }
  return { start, end };
};
