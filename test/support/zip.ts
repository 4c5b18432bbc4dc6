import { inflateRawSync } from "node:zlib";

/** A zip's files in the order of its directory; every time must be that of the format. */
export const readZip = (zip: Buffer): Map<string, Buffer> => {
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const count = zip.readUInt16LE(end + 10);
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let number = 0; number < count; number++) {
    const [method, time, date, packed, size, name, extra, comment] = [
      ...[10, 12, 14].map((offset) => zip.readUInt16LE(at + offset)),
      ...[20, 24].map((offset) => zip.readUInt32LE(at + offset)),
      ...[28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)),
    ] as [number, number, number, number, number, number, number, number];
    if (time !== 0 || date !== 0x21 || extra !== 0 || comment !== 0) throw new Error("a zip of another form");
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const data = zip.subarray(start, start + packed);
    const bytes = method === 0 ? data : inflateRawSync(data);
    if (bytes.length !== size) throw new Error("a file of another size");
    files.set(zip.toString("utf8", at + 46, at + 46 + name), bytes);
    at += 46 + name + extra + comment;
  }
  return files;
};
