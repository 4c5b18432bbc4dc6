import { crc32, deflateRawSync } from "node:zlib";

/** How a file stands in a zip: what an honest writer says of it, each of which a liar may change. */
export interface ZipPart {
  /** In the directory, and before the bytes. */
  name: string;
  localName: string;
  flags: number;
  localFlags: number;
  method: number;
  localMethod: number;
  time: number;
  crc: number;
  localCrc: number;
  size: number;
  localSize: number;
  packed: number;
  /** As deflated. */
  data: Buffer;
  extra: Buffer;
  localExtra: Buffer;
  comment: Buffer;
  /** Upper half: the mode of a file in UNIX. */
  attributes: number;
  /** Where the directory says that the file begins; null: where it does. */
  offset: number | null;
  /** What stands behind the bytes. */
  behind: Buffer;
}

export interface ZipShape {
  readonly parts: ZipPart[];
  /** Bytes before the first file, before the directory, and after the end. */
  before: Buffer;
  between: Buffer;
  after: Buffer;
  count: number | null;
  comment: Buffer;
  /** The end of a large zip's directory. */
  large: Buffer;
}

const [MIDNIGHT, PLAIN] = [0x00210000, 0o100644 * 0x10000];
const none = Buffer.alloc(0);

const partOf = (name: string, bytes: Buffer): ZipPart => {
  const [data, crc] = [deflateRawSync(bytes), crc32(bytes)];
  const [flags, method, size] = [0x0800, 8, bytes.length];
  return {
    ...{ name, localName: name, flags, localFlags: flags, method, localMethod: method, time: MIDNIGHT },
    ...{ crc, localCrc: crc, size, localSize: size, packed: data.length, data, attributes: PLAIN, offset: null },
    ...{ extra: none, localExtra: none, comment: none, behind: none },
  };
};

/** A zip of files in their order; `lie` may change what it says of them. */
export const zipBytes = (
  files: ReadonlyMap<string, Buffer>,
  lie: (shape: ZipShape) => void = () => undefined,
): Buffer => {
  const shape: ZipShape = {
    parts: [...files].map(([name, bytes]) => partOf(name, bytes)),
    ...{ before: none, between: none, after: none, count: null, comment: none, large: none },
  };
  lie(shape);
  const pieces: Buffer[] = [shape.before];
  const directory: Buffer[] = [];
  let at = shape.before.length;
  for (const part of shape.parts) {
    const local = localOf(part);
    directory.push(centralOf(part, part.offset ?? at));
    pieces.push(local, part.data, part.behind);
    at += local.length + part.data.length + part.behind.length;
  }
  const start = at + shape.between.length;
  const all = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  for (const place of [8, 10]) end.writeUInt16LE(shape.count ?? shape.parts.length, place);
  end.writeUInt32LE(all.length, 12);
  end.writeUInt32LE(start, 16);
  end.writeUInt16LE(shape.comment.length, 20);
  return Buffer.concat([...pieces, shape.between, all, shape.large, end, shape.comment, shape.after]);
};

/** Writes numbers of two bytes, or of four, one behind the other. */
const put = (bytes: Buffer, at: number, width: 2 | 4, values: readonly number[]): void => {
  for (const [index, value] of values.entries()) bytes.writeUIntLE(value, at + width * index, width);
};

const localOf = (part: ZipPart): Buffer => {
  const name = Buffer.from(part.localName);
  const head = Buffer.alloc(30);
  put(head, 0, 4, [0x04034b50]);
  put(head, 4, 2, [20, part.localFlags, part.localMethod]);
  put(head, 10, 4, [part.time, part.localCrc, part.data.length, part.localSize]);
  put(head, 26, 2, [name.length, part.localExtra.length]);
  return Buffer.concat([head, name, part.localExtra]);
};

const centralOf = (part: ZipPart, offset: number): Buffer => {
  const name = Buffer.from(part.name);
  const head = Buffer.alloc(46);
  put(head, 0, 4, [0x02014b50]);
  put(head, 4, 2, [0x0314, 20, part.flags, part.method]);
  put(head, 12, 4, [part.time, part.crc, part.packed, part.size]);
  put(head, 28, 2, [name.length, part.extra.length, part.comment.length]);
  put(head, 38, 4, [part.attributes, offset]);
  return Buffer.concat([head, name, part.extra, part.comment]);
};
