import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { afterAll, expect, it } from "vitest";
import { verifiers, verify } from "./verifiers.js";
import { type ZipPart, type ZipShape, zipBytes } from "./zip-bytes.js";

const folder = mkdtempSync(join(tmpdir(), "countersign-zip-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
const written = (bytes: Buffer): string => {
  const path = join(folder, `${made++}.zip`);
  writeFileSync(path, bytes);
  return path;
};

const files = new Map(
  ["checkpoint", "entries.jsonl", "policy.txt"].map((name) => [name, Buffer.from(`${name}\n`.repeat(50))]),
);

const first = (change: (part: ZipPart) => void) => (shape: ZipShape) => change(shape.parts[0] as ZipPart);

const named = (name: string) => first((part) => Object.assign(part, { name, localName: name }));

/** A zip that says something that one reader takes so and another otherwise, or that leads somewhere else. */
const hostile: readonly [what: string, lie: (shape: ZipShape) => void][] = [
  ["a path upwards", named("../checkpoint")],
  ["a path upwards below a folder", named("a/../../checkpoint")],
  ["an absolute path", named("/etc/checkpoint")],
  ["a drive", named("c:checkpoint")],
  ["a backslash", named("a\\checkpoint")],
  ["a folder", named("checkpoint/")],
  ["two folders", named("a/b/c")],
  ["a null byte", named("checkpoint\0.txt")],
  ["letters beyond ASCII", named("ﬁle")],
  ["no name", named("")],
  ["a name twice", ({ parts }) => parts.splice(1, 0, { ...(parts[0] as ZipPart) })],
  [
    "a name twice, by case",
    ({ parts }) => parts.splice(1, 0, { ...(parts[0] as ZipPart), name: "Checkpoint", localName: "Checkpoint" }),
  ],
  ["a link", first((part) => Object.assign(part, { attributes: 0o120777 * 0x10000 }))],
  ["a folder's bit", first((part) => Object.assign(part, { attributes: part.attributes + 0x10 }))],
  ["a device", first((part) => Object.assign(part, { attributes: 0o020666 * 0x10000 }))],
  ["encryption", first((part) => Object.assign(part, { flags: part.flags | 1, localFlags: part.flags | 1 }))],
  [
    "strong encryption",
    first((part) => Object.assign(part, { flags: part.flags | 0x41, localFlags: part.flags | 0x41 })),
  ],
  ["another method", first((part) => Object.assign(part, { method: 12, localMethod: 12 }))],
  ["a method that differs", first((part) => Object.assign(part, { localMethod: 0 }))],
  ["a name that differs", first((part) => Object.assign(part, { localName: "chickpoint" }))],
  ["flags that differ", first((part) => Object.assign(part, { localFlags: 0 }))],
  ["a checksum that differs", first((part) => Object.assign(part, { localCrc: (part.crc ^ 1) >>> 0 }))],
  ["a size that differs", first((part) => Object.assign(part, { localSize: part.size + 1 }))],
  [
    "a wrong checksum",
    first((part) => Object.assign(part, { crc: (part.crc ^ 1) >>> 0, localCrc: (part.crc ^ 1) >>> 0 })),
  ],
  ["more than it says", first((part) => Object.assign(part, { size: part.size - 1, localSize: part.size - 1 }))],
  ["less than it says", first((part) => Object.assign(part, { size: part.size + 1, localSize: part.size + 1 }))],
  [
    "bytes after its end",
    first((part) =>
      Object.assign(part, { data: Buffer.concat([part.data, Buffer.alloc(9)]), packed: part.packed + 9 }),
    ),
  ],
  ["a time of its own", first((part) => Object.assign(part, { time: 0x59210000 }))],
  ["an extra field", first((part) => Object.assign(part, { extra: Buffer.from("7570010001", "hex") }))],
  [
    "an extra field beside its bytes",
    first((part) => Object.assign(part, { localExtra: Buffer.from("7570010001", "hex") })),
  ],
  ["a comment of a file", first((part) => Object.assign(part, { comment: Buffer.from("x") }))],
  ["a comment", (shape) => Object.assign(shape, { comment: Buffer.from("x") })],
  ["bytes before", (shape) => Object.assign(shape, { before: Buffer.from("#!/bin/sh\n") })],
  ["bytes before the directory", (shape) => Object.assign(shape, { between: Buffer.from("hidden") })],
  ["bytes after", (shape) => Object.assign(shape, { after: Buffer.from("hidden") })],
  ["bytes between two files", first((part) => Object.assign(part, { behind: Buffer.from("hidden") }))],
  ["files that overlap", ({ parts }) => Object.assign(parts[1] as ZipPart, { offset: 0, localName: "checkpoint" })],
  ["a place beyond the end", ({ parts }) => Object.assign(parts[2] as ZipPart, { offset: 0x7fffffff })],
  ["fewer files than there are", (shape) => Object.assign(shape, { count: 2 })],
  ["more files than there are", (shape) => Object.assign(shape, { count: 4 })],
  ["64 bits that are not there", (shape) => Object.assign(shape, { count: 0xffff })],
  ["64 bits that say otherwise", (shape) => Object.assign(shape, { count: 0xffff, large: largeEnd(4) })],
  [
    "a size in 64 bits that differs",
    first((part) => Object.assign(part, { size: 0xffffffff, extra: wide(part.size + 1) })),
  ],
  ["a size in 64 bits that is not there", first((part) => Object.assign(part, { size: 0xffffffff }))],
  ["a bomb by what it says", first((part) => Object.assign(part, { size: 0x7fffffff, localSize: 0x7fffffff }))],
  ["another order", ({ parts }) => parts.reverse()],
];

const wide = (value: number): Buffer => {
  const extra = Buffer.from(`01000800${"00".repeat(8)}`, "hex");
  extra.writeBigUInt64LE(BigInt(value), 4);
  return extra;
};

/** The ends of a large zip's directory, which lies at no place that is true. */
const largeEnd = (count: number): Buffer => {
  const bytes = Buffer.alloc(76);
  bytes.writeUInt32LE(0x06064b50, 0);
  bytes.writeBigUInt64LE(44n, 4);
  for (const at of [24, 32]) bytes.writeBigUInt64LE(BigInt(count), at);
  bytes.writeUInt32LE(0x07064b50, 56);
  bytes.writeUInt32LE(1, 72);
  return bytes;
};

it.each(hostile)("refuses a zip with %s", async (_, lie) => {
  const { places, exit } = await verify("pack", written(zipBytes(files, lie)));
  expect({ places, exit }).toEqual({ places: ["MALFORMED"], exit: 3 });
});

it("takes the same zip without a lie, also in 64 bits and with sizes behind the bytes, for what it is: no pack", async () => {
  const honest = await verify("pack", written(zipBytes(files)));
  const behind = zipBytes(files, ({ parts }) => {
    for (const part of parts) {
      const said = Buffer.alloc(16);
      for (const [index, value] of [0x08074b50, part.crc, part.packed, part.size].entries())
        said.writeUInt32LE(value, 4 * index);
      Object.assign(part, { flags: 0x0808, localFlags: 0x0808, behind: said });
    }
  });
  const streamed = await verify("pack", written(withoutLocalSizes(behind)));
  expect(honest.places).toEqual(["MALFORMED", "MALFORMED", "MISSING", "MISSING", "UNPINNED"]);
  expect(streamed.places).toEqual(honest.places);
  const wide = await verify("pack", written(inWide(zipBytes(files))));
  expect(wide.places).toEqual(honest.places);
});

/** The zip with its directory's end in 64 bits. */
const inWide = (zip: Buffer): Buffer => {
  const [bytes, end] = [zip.subarray(0, -22), Buffer.from(zip.subarray(-22))];
  const [count, size, start] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)];
  const large = largeEnd(count);
  large.writeBigUInt64LE(BigInt(size), 40);
  large.writeBigUInt64LE(BigInt(start), 48);
  large.writeBigUInt64LE(BigInt(bytes.length), 64);
  end.fill(0xff, 8, 20);
  return Buffer.concat([bytes, large, end]);
};

/** The zip with nothing before the bytes of what stands behind them. */
const withoutLocalSizes = (zip: Buffer): Buffer => {
  const bytes = Buffer.from(zip);
  for (let at = bytes.indexOf("PK\x03\x04"); at >= 0; at = bytes.indexOf("PK\x03\x04", at + 4))
    bytes.fill(0, at + 14, at + 26);
  return bytes;
};

const noise = Buffer.concat([randomBytes(3 << 20), Buffer.alloc(1 << 20)]);

/** A large file is unpacked piece by piece. */
const large: readonly [what: string, lie: (shape: ZipShape) => void, isHonest: boolean][] = [
  ["deflated", () => undefined, true],
  [
    "as it is",
    first((part) => Object.assign(part, { method: 0, localMethod: 0, data: noise, packed: noise.length })),
    true,
  ],
  ["with a byte that was changed", first(({ data }) => data.writeUInt8(data.readUInt8(1_000) ^ 1, 1_000)), false],
  [
    "that is longer than it says",
    first((part) => Object.assign(part, { size: part.size - 1, localSize: part.size - 1 })),
    false,
  ],
  ["that is shorter", first((part) => Object.assign(part, { size: part.size + 1, localSize: part.size + 1 })), false],
  ["that is cut", first((part) => Object.assign(part, cut(part.data))), false],
  ["that goes on", first((part) => Object.assign(part, longer(part.data))), false],
];

const cut = (data: Buffer) => ({ data: data.subarray(0, -9), packed: data.length - 9 });
const longer = (data: Buffer) => ({ data: Buffer.concat([data, Buffer.alloc(9)]), packed: data.length + 9 });

it.each(large)("reads a large file %s", async (_, lie, isHonest) => {
  const { places } = await verify("pack", written(zipBytes(new Map([["entries.jsonl", noise]]), lie)));
  const missing = Array.from({ length: 4 }, () => "MISSING");
  expect(places).toEqual(isHonest ? ["MALFORMED", ...missing, "UNPINNED"] : ["MALFORMED"]);
});

it.each(["", "PK", "x".repeat(100), "\0".repeat(1_000_000)])("refuses what is no zip at all", async (text) => {
  expect(await verify("pack", written(Buffer.from(text)))).toMatchObject({ places: ["MALFORMED"], exit: 3 });
});

it("a bomb that unpacks to a gigabyte is refused within 64 MiB", () => {
  const zeros = Buffer.alloc(64 << 20);
  const bomb = zipBytes(new Map([["entries.jsonl", zeros]]), ({ parts }) => {
    const [part] = parts as [ZipPart];
    const data = deflateRawSync(zeros);
    Object.assign(part, { data, packed: data.length, size: data.length * 200, localSize: data.length * 200 });
  });
  const honest = written(zipBytes(new Map([["checkpoint", Buffer.from("x")]])));
  const path = written(bomb);
  for (const [program, file] of verifiers) {
    const plain = peakOf(program, [file, "pack", honest]);
    expect(plain).toBeGreaterThan(1024);
    expect(peakOf(program, [file, "pack", path]) - plain).toBeLessThan(64 * 1024);
  }
});

/** The most memory that a program has held, in KiB. */
const peakOf = (program: string, args: readonly string[]): number => {
  const measure =
    "import resource,subprocess,sys; subprocess.run(sys.argv[1:],stdout=-3); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)";
  return Number(spawnSync("python3", ["-c", measure, program, ...args], { encoding: "utf8" }).stdout);
};
