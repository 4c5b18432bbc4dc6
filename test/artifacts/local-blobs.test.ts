import { randomBytes } from "node:crypto";
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
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BlobStore } from "../../src/artifacts/blob-store.js";
import { claimStore } from "../../src/artifacts/claim-store.js";
import { localBlobs } from "../../src/artifacts/local-blobs.js";
import { StartError } from "../../src/config.js";
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

const keep = async (bytes: Buffer): Promise<string> => {
  const staged = await blobs.stage(inParts(bytes, 64 * 1024));
  await staged.keep();
  await staged.discard();
  return staged.sha256;
};

const read = async (digest: string, range?: { start: number; end: number }): Promise<Buffer | undefined> => {
  const blob = await blobs.open(digest);
  if (blob === undefined) return undefined;
  const parts: Buffer[] = [];
  for await (const part of blob.pieces(range)) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
};

const pathOf = (digest: string): string => join(root, "sha256", digest.slice(0, 2), digest.slice(2, 4), digest);
const incoming = (): string[] => (existsSync(join(root, "incoming")) ? readdirSync(join(root, "incoming")) : []);

describe("bytes", () => {
  it.each([0, 1, 65_535, 1024 * 1024 - 1, 1024 * 1024, 1024 * 1024 + 1, 3_000_000])(
    "%d of them come back as they were, by their digest, also in part",
    async (length) => {
      const bytes = randomBytes(length);
      const staged = await blobs.stage(inParts(bytes, 70_000));
      expect(staged).toMatchObject({ sha256: sha256(bytes), size: BigInt(length) });
      expect(await blobs.open(staged.sha256)).toBeUndefined();
      await staged.keep();
      expect((await read(staged.sha256))?.equals(bytes)).toBe(true);
      if (length > 2)
        expect((await read(staged.sha256, { start: 1, end: length - 2 }))?.equals(bytes.subarray(1, -1))).toBe(true);
      await staged.discard();
      expect((await read(staged.sha256))?.length).toBe(length);
      expect(incoming()).toEqual([]);
    },
  );

  it("are readable to nobody else", async () => {
    const staged = await blobs.stage(inParts(Buffer.from("secret"), 10));
    expect(incoming()).toHaveLength(1);
    expect(statSync(join(root, "incoming", incoming()[0] ?? "")).mode & 0o777).toBe(0o600);
    expect(statSync(join(root, "incoming")).mode & 0o777).toBe(0o700);
    await staged.keep();
    expect(statSync(pathOf(staged.sha256)).mode & 0o777).toBe(0o600);
    for (const folder of ["sha256", `sha256/${staged.sha256.slice(0, 2)}`])
      expect(statSync(join(root, folder)).mode & 0o777, folder).toBe(0o700);
  });

  it("that are discarded, or whose source breaks, leave nothing", async () => {
    const staged = await blobs.stage(inParts(Buffer.from("no"), 10));
    await staged.discard();
    expect(incoming()).toEqual([]);
    const broken = async function* (): AsyncGenerator<Buffer> {
      yield randomBytes(2_000_000);
      throw new Error("the sender went away");
    };
    await expect(blobs.stage(broken())).rejects.toThrow("the sender went away");
    expect(incoming()).toEqual([]);
    expect(await blobs.list(staged.sha256.slice(0, 2))).toEqual([]);
  });

  it("that arrive several times at once are one blob", { tags: "race" }, async () => {
    const bytes = randomBytes(500_000);
    const digests = await Promise.all(Array.from({ length: 20 }, () => keep(bytes)));
    expect(new Set(digests)).toEqual(new Set([sha256(bytes)]));
    expect((await read(sha256(bytes)))?.equals(bytes)).toBe(true);
    expect(await blobs.list(sha256(bytes).slice(0, 2))).toHaveLength(1);
    expect(incoming()).toEqual([]);
  });

  it("that are damaged on disk are healed by being stored again", async () => {
    const bytes = randomBytes(1_000);
    writeFileSync(pathOf(await keep(bytes)), "damaged");
    await keep(bytes);
    expect((await read(sha256(bytes)))?.equals(bytes)).toBe(true);
  });

  it("that are removed while a reader has them open are read to the end", async () => {
    const bytes = randomBytes(3_000_000);
    const blob = await blobs.open(await keep(bytes));
    await blobs.remove(sha256(bytes));
    expect(await blobs.open(sha256(bytes))).toBeUndefined();
    const parts: Buffer[] = [];
    for await (const part of blob?.pieces() ?? []) parts.push(Buffer.from(part));
    expect(Buffer.concat(parts).equals(bytes)).toBe(true);
    await blobs.remove(sha256(bytes));
  });

  it("that someone removed before they were named are not told as kept", async () => {
    const staged = await blobs.stage(inParts(Buffer.from("again"), 10));
    await staged.keep();
    await staged.keep();
    await blobs.remove(staged.sha256);
    await expect(staged.keep()).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });
});

describe("a path", () => {
  it.each(["", "..", "../../etc/passwd", "a".repeat(63), "a".repeat(65), "A".repeat(64), `${"a".repeat(63)}/`])(
    "is made of no text but a digest: %j",
    async (text) => {
      await expect(blobs.open(text)).rejects.toThrow("not a SHA-256");
      expect(() => blobs.remove(text)).toThrow("not a SHA-256");
    },
  );

  it("M-12: a symbolic link in the store is not followed", async () => {
    const outside = join(root, "outside");
    writeFileSync(outside, "of another");
    const digest = sha256("of another");
    mkdirSync(join(pathOf(digest), ".."), { recursive: true });
    symlinkSync(outside, pathOf(digest));
    await expect(blobs.open(digest)).rejects.toMatchObject({ code: "ELOOP" });
    await blobs.remove(digest);
    expect(readFileSync(outside, "utf8")).toBe("of another");
  });
});

describe("what is there", () => {
  it("is listed by the first byte of its digest, strange files left out", async () => {
    const bytes = Array.from({ length: 50 }, () => randomBytes(10));
    const before = Date.now();
    for (const each of bytes) await keep(each);
    const prefix = sha256(bytes[0] ?? "").slice(0, 2);
    writeFileSync(join(root, "sha256", prefix, "note"), "x");
    mkdirSync(join(root, "sha256", prefix, "zz"));
    const found = await blobs.list(prefix);
    expect(found.map((blob) => blob.sha256).sort()).toEqual(
      bytes
        .map((each) => sha256(each))
        .filter((digest) => digest.startsWith(prefix))
        .sort(),
    );
    for (const { size, keptAt } of found) {
      expect(size).toBe(10n);
      // A file system's clock may be a little behind.
      expect(keptAt).toBeGreaterThan(before - 1_000);
      expect(keptAt).toBeLessThanOrEqual(Date.now());
    }
  });

  it("of broken uploads goes when it is old, or is only told", async () => {
    const staged = await blobs.stage(inParts(randomBytes(1_000), 100));
    await blobs.stage(inParts(randomBytes(10), 100));
    const old = incoming().find((name) => statSync(join(root, "incoming", name)).size === 1_000) ?? "";
    const yesterday = new Date(Date.now() - 86_400_000);
    utimesSync(join(root, "incoming", old), yesterday, yesterday);
    expect(await blobs.sweep(3_600_000, true)).toEqual({ files: 1, bytes: 1_000n });
    expect(incoming()).toHaveLength(2);
    expect(await blobs.sweep(3_600_000, false)).toEqual({ files: 1, bytes: 1_000n });
    expect(incoming()).toHaveLength(1);
    expect(await blobs.sweep(3_600_000, false)).toEqual({ files: 0, bytes: 0n });
    await expect(staged.keep()).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("of a folder that cannot be read is a fault, not nothing", async () => {
    const digest = await keep(randomBytes(10));
    const folder = join(root, "sha256", digest.slice(0, 2));
    if (process.getuid?.() === 0) {
      rmSync(folder, { recursive: true });
      writeFileSync(folder, "no folder");
      await expect(blobs.list(digest.slice(0, 2))).rejects.toMatchObject({ code: "ENOTDIR" });
    } else {
      chmodSync(folder, 0);
      await expect(blobs.list(digest.slice(0, 2))).rejects.toMatchObject({ code: "EACCES" });
      chmodSync(folder, 0o700);
    }
  });
});

describe("a folder of blobs", () => {
  it("belongs to one database once it holds any", async () => {
    claimStore(root, "first");
    claimStore(root, "first");
    claimStore(root, "second");
    await keep(randomBytes(10));
    claimStore(root, "second");
    expect(() => claimStore(root, "first")).toThrow(StartError);
    expect(() => claimStore(root, "first")).toThrow(/belong to another database/);
    rmSync(join(root, "database-id"));
    claimStore(root, "first");
  });
});
