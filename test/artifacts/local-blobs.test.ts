import { randomBytes, randomUUID } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BlobPlace, BlobStore, PlacedBlob } from "../../src/artifacts/blob-store.js";
import { localBlobs } from "../../src/artifacts/local/local-blobs.js";
import { sha256 } from "../support/exactly.js";

let root: string;
let blobs: BlobStore;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "countersign-blobs-"));
  blobs = localBlobs(root);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const inParts = async function* (bytes: Buffer, part: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += part) yield bytes.subarray(at, at + part);
};

const keep = (bytes: Buffer): Promise<PlacedBlob> => blobs.place(randomUUID(), inParts(bytes, 64 * 1024));

const read = async (place: BlobPlace, range?: { start: number; end: number }): Promise<Buffer | undefined> => {
  const blob = await blobs.open(place);
  if (blob === undefined) return undefined;
  const parts: Buffer[] = [];
  for await (const part of blob.pieces(range)) parts.push(Buffer.from(part));
  await blob.close();
  return Buffer.concat(parts);
};

const pathOf = ({ location }: PlacedBlob): string => join(root, location);
/** The name by which replicas of the release before find it. */
const byDigest = (digest: string): BlobPlace => ({ sha256: digest, location: null });
const digestPath = (digest: string): string => join(root, "sha256", digest.slice(0, 2), digest.slice(2, 4), digest);
const incoming = (): string[] => (existsSync(join(root, "incoming")) ? readdirSync(join(root, "incoming")) : []);

describe("bytes", () => {
  it.each([0, 1, 65_535, 1024 * 1024 - 1, 1024 * 1024, 1024 * 1024 + 1, 3_000_000])(
    "%d of them come back as they were, by their digest, also in part",
    async (length) => {
      const bytes = randomBytes(length);
      const placed = await blobs.place(randomUUID(), inParts(bytes, 70_000));
      expect(placed).toMatchObject({ sha256: sha256(bytes), size: BigInt(length) });
      expect((await read(placed))?.equals(bytes)).toBe(true);
      if (length > 2)
        expect((await read(placed, { start: 1, end: length - 2 }))?.equals(bytes.subarray(1, -1))).toBe(true);
      expect(incoming()).toEqual([]);
    },
  );

  it("are readable to nobody else", async () => {
    const arriving = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.from("secret");
      expect(incoming()).toHaveLength(1);
      expect(statSync(join(root, "incoming", incoming()[0] ?? "")).mode & 0o777).toBe(0o600);
      expect(statSync(join(root, "incoming")).mode & 0o777).toBe(0o700);
    };
    const placed = await blobs.place(randomUUID(), arriving());
    expect(statSync(pathOf(placed)).mode & 0o777).toBe(0o600);
    for (const folder of ["sha256", `sha256/${placed.sha256.slice(0, 2)}`])
      expect(statSync(join(root, folder)).mode & 0o777, folder).toBe(0o700);
  });

  it("that are removed, or whose source breaks, leave nothing", async () => {
    const placed = await keep(Buffer.from("no"));
    await blobs.remove(placed);
    expect(await blobs.list(placed.sha256.slice(0, 2))).toEqual([]);
    const broken = async function* (): AsyncGenerator<Buffer> {
      yield randomBytes(2_000_000);
      throw new Error("the sender went away");
    };
    await expect(blobs.place(randomUUID(), broken())).rejects.toThrow("the sender went away");
    expect(incoming()).toEqual([]);
  });

  it("that arrive several times at once are each where nobody else's are", { tags: "race" }, async () => {
    const bytes = randomBytes(500_000);
    const placed = await Promise.all(Array.from({ length: 20 }, () => keep(bytes)));
    expect(new Set(placed.map(({ location }) => location)).size).toBe(20);
    const [first, ...others] = placed;
    for (const other of others) await blobs.remove(other);
    expect(first && (await read(first))?.equals(bytes)).toBe(true);
    expect((await read(byDigest(sha256(bytes))))?.equals(bytes)).toBe(true);
    expect(incoming()).toEqual([]);
  });

  it("are found by their digest alone, for replicas of the release before, as long as any upload of them is kept", async () => {
    const bytes = randomBytes(1_000);
    const [first, second] = [await keep(bytes), await keep(bytes)];
    expect(statSync(digestPath(sha256(bytes))).ino).toBe(statSync(pathOf(second)).ino);
    await blobs.remove(first);
    expect(statSync(digestPath(sha256(bytes))).ino).toBe(statSync(pathOf(second)).ino);
    const third = await keep(bytes);
    await blobs.remove(third);
    expect(statSync(digestPath(sha256(bytes))).ino).toBe(statSync(pathOf(second)).ino);
    await blobs.remove(second);
    expect(existsSync(digestPath(sha256(bytes)))).toBe(false);
  });

  it("that the release before put there by their digest are read and removed as any", async () => {
    const bytes = randomBytes(100);
    mkdirSync(join(digestPath(sha256(bytes)), ".."), { recursive: true });
    writeFileSync(digestPath(sha256(bytes)), bytes);
    expect((await read(byDigest(sha256(bytes))))?.equals(bytes)).toBe(true);
    expect(await blobs.list(sha256(bytes).slice(0, 2))).toMatchObject([{ ...byDigest(sha256(bytes)), upload: null }]);
    await blobs.remove(byDigest(sha256(bytes)));
    expect(await read(byDigest(sha256(bytes)))).toBeUndefined();
  });

  it("that are removed while a reader has them open are read to the end", async () => {
    const bytes = randomBytes(3_000_000);
    const placed = await keep(bytes);
    const blob = await blobs.open(placed);
    await blobs.remove(placed);
    expect(await blobs.open(placed)).toBeUndefined();
    const parts: Buffer[] = [];
    for await (const part of blob?.pieces() ?? []) parts.push(Buffer.from(part));
    await blob?.close();
    expect(Buffer.concat(parts).equals(bytes)).toBe(true);
    await blobs.remove(placed);
  });
});

describe("a path", () => {
  it.each(["", "..", "../../etc/passwd", "a".repeat(63), "a".repeat(65), "A".repeat(64), `${"a".repeat(63)}/`])(
    "is made of no text but a digest: %j",
    async (text) => {
      for (const location of [null, `sha256/aa/aa/${text}`]) {
        await expect(blobs.open({ sha256: text, location })).rejects.toThrow("not a SHA-256");
        await expect(blobs.remove({ sha256: text, location })).rejects.toThrow("not a SHA-256");
      }
    },
  );

  it("is made of no location but one that the store gave out", async () => {
    const { sha256: digest, location } = await keep(Buffer.from("x"));
    const [, upload = ""] = location.split(`${digest}-`);
    const others = ["", location.slice(0, -1), `${location}/`, `${location}/../${upload}`, `../${location}`];
    for (const each of [...others, location.replace(digest, "f".repeat(64)), location.slice(0, -37)])
      await expect(blobs.open({ sha256: digest, location: each }), each).rejects.toThrow("not a location");
  });

  it("M-12: a symbolic link in the store is not followed", async () => {
    const outside = join(root, "outside");
    writeFileSync(outside, "of another");
    const digest = sha256("of another");
    mkdirSync(join(digestPath(digest), ".."), { recursive: true });
    symlinkSync(outside, digestPath(digest));
    await expect(blobs.open(byDigest(digest))).rejects.toMatchObject({ code: "ELOOP" });
    await blobs.remove(byDigest(digest));
    expect(readFileSync(outside, "utf8")).toBe("of another");
  });
});

describe("what is there", () => {
  it("is listed by the first byte of its digest, strange files left out", async () => {
    const bytes = Array.from({ length: 50 }, () => randomBytes(10));
    const before = Date.now();
    const placed: PlacedBlob[] = [];
    for (const each of bytes) placed.push(await keep(each));
    const prefix = sha256(bytes[0] ?? "").slice(0, 2);
    writeFileSync(join(root, "sha256", prefix, "note"), "x");
    mkdirSync(join(root, "sha256", prefix, "zz"));
    const found = (await blobs.list(prefix)).filter(({ upload }) => upload !== null);
    const expected = placed.filter((blob) => blob.sha256.startsWith(prefix));
    expect(found.map(({ location }) => location).sort()).toEqual(expected.map(({ location }) => location).sort());
    for (const { size, keptAt, upload, location } of found) {
      expect(size).toBe(10n);
      expect(location?.endsWith(`-${upload}`)).toBe(true);
      // A file system's clock may be a little behind.
      expect(keptAt).toBeGreaterThan(before - 1_000);
      expect(keptAt).toBeLessThanOrEqual(Date.now());
    }
  });

  it("of an upload under way is told with its size, and cleared by its name", async () => {
    const upload = randomUUID();
    const arriving = async function* (): AsyncGenerator<Buffer> {
      yield randomBytes(2 * 1024 * 1024);
      await expect.poll(async () => (await blobs.unfinished())[0]?.size).toBeGreaterThan(1_000_000n);
      expect(await blobs.unfinished()).toMatchObject([{ name: upload, touchedAt: expect.any(Number) }]);
      await blobs.clear(upload);
      expect(await blobs.unfinished()).toEqual([]);
    };
    await expect(blobs.place(upload, arriving())).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("of a folder that cannot be read is a fault, not nothing", async () => {
    const { sha256: digest } = await keep(randomBytes(10));
    const folder = join(root, "sha256", digest.slice(0, 2));
    if (process.getuid?.() === 0) {
      rmSync(folder, { recursive: true });
      writeFileSync(folder, "no folder");
      await expect(blobs.list(digest.slice(0, 2))).rejects.toMatchObject({ code: "ENOTDIR" });
    } else {
      chmodSync(folder, 0);
      await expect(blobs.list(digest.slice(0, 2))).rejects.toMatchObject({ code: "UNAVAILABLE" });
      chmodSync(folder, 0o700);
    }
  });
});
