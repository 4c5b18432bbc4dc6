import fc from "fast-check";
import { expect, it } from "vitest";
import { consistencyProof, inclusionProof, rootAt } from "../../../verify/log/proofs.js";
import {
  entriesPath,
  entryBundle,
  parseTilePath,
  pathOf,
  readBundle,
  type Tile,
  tilePath,
  tileReader,
  tilesBetween,
  widthAt,
} from "../../../verify/log/tiles.js";
import { completeRoot, frontierRoot, leafHash, rootOf } from "../../../verify/log/tree.js";
import { grow, someLeaves } from "./model.js";

it("has one root above hashes that complete a tree, told leaf by leaf or at once, and leaves them as they are", () => {
  for (const width of [1, 2, 4, 256]) {
    const hashes = someLeaves(width).map(leafHash);
    const bytes = Buffer.concat(hashes);
    expect(completeRoot(bytes)).toEqual(rootOf(hashes));
    expect(bytes).toEqual(Buffer.concat(hashes));
  }
});

it("spells paths as the specification does, and reads no other spelling", () => {
  expect(tilePath(0, 1234067n)).toBe("tile/0/x001/x234/067");
  expect(tilePath(63, 0n, 1)).toBe("tile/63/000.p/1");
  expect(entriesPath(1000n, 255)).toBe("tile/entries/x001/000.p/255");
  const wrong = [
    "tile/0/0",
    "tile/0/0000",
    "tile/00/000",
    "tile/64/000",
    "tile/-1/000",
    "tile/0/x000/001",
    "tile/0/001/x000",
    "tile/0/X001/000",
    "tile/0/000.p/0",
    "tile/0/000.p/01",
    "tile/0/000.p/256",
    "tile/0/000.p/",
    "tile/0/000/",
    "/tile/0/000",
    "tile/0/000\n",
    "tile/0/../000",
    "tile/8/0/000",
    "tile/data/000",
    "tile/entries",
    "",
  ];
  expect(wrong.filter((path) => parseTilePath(path) !== undefined)).toEqual([]);
});

it("reads each path that it writes", () => {
  const level = fc.oneof(fc.constant("entries" as const), fc.nat(63));
  fc.assert(
    fc.property(level, fc.bigInt(0n, 2n ** 62n), fc.integer({ min: 1, max: 256 }), (level, n, width) => {
      const tile: Tile = { level, n, width };
      expect(parseTilePath(pathOf(tile))).toEqual(tile);
    }),
  );
  expect(() => pathOf({ level: 64, n: 0n, width: 1 })).toThrow("from 0 to 63");
  expect(() => pathOf({ level: 0, n: 0n, width: 257 })).toThrow("from 1 to 256");
  expect(() => pathOf({ level: 0, n: -1n, width: 1 })).toThrow("not below 0");
});

it("has the tiles of the specification's examples", () => {
  const widths = (size: bigint): Record<string, number[]> => {
    const tiles = [...tilesBetween(0n, size)];
    return Object.fromEntries(
      [...Map.groupBy(tiles, ({ level }) => level)].map(([level, own]) => [level, [own.length, own.at(-1)!.width]]),
    );
  };
  expect(widths(70_000n)).toEqual({ 0: [274, 112], 1: [2, 17], 2: [1, 1] });
  expect(widths(256n)).toEqual({ 0: [1, 256], 1: [1, 1] });
  expect(widths(0n)).toEqual({});
  expect(widthAt({ level: "entries", n: 273n }, 70_000n)).toBe(112);
  expect(widthAt({ level: 0, n: 274n }, 70_000n)).toBe(0);
});

const LEAVES = 70_000;
const { read, frontiers } = grow(someLeaves(LEAVES));
const tileBytes = ({ level, n, width }: Tile): Uint8Array =>
  Buffer.concat(Array.from({ length: width }, (_, at) => read(8 * Number(level), n * 256n + BigInt(at)) as Uint8Array));

it("grows by whole new tiles and wider ones only, however it is cut into steps", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: LEAVES - 1 }), { maxLength: 6 }), (cuts) => {
      const sizes = [0, ...cuts.sort((a, b) => a - b), LEAVES].map(BigInt);
      const widest = new Map<string, number>();
      for (const [at, to] of sizes.entries())
        for (const tile of at === 0 ? [] : tilesBetween(sizes[at - 1]!, to)) {
          const place = `${tile.level}/${tile.n}`;
          expect(tile.width).toBeGreaterThan(widest.get(place) ?? 0);
          widest.set(place, tile.width);
        }
      const atOnce = [...tilesBetween(0n, BigInt(LEAVES))].map(({ level, n, width }) => [`${level}/${n}`, width]);
      expect(Object.fromEntries(widest)).toEqual(Object.fromEntries(atOnce));
    }),
    { numRuns: 20 },
  );
});

it("proves by tiles what it proves by nodes, reading six at most for a leaf", async () => {
  const some = fc.integer({ min: 1, max: LEAVES }).chain((size) => fc.tuple(fc.nat(size - 1), fc.constant(size)));
  await fc.assert(
    fc.asyncProperty(some, async ([index, size]) => {
      const asked = new Set<string>();
      const byTiles = tileReader((tile) => {
        expect(asked.has(pathOf(tile))).toBe(false);
        asked.add(pathOf(tile));
        return tileBytes(tile);
      }, BigInt(size));
      const [at, to] = [BigInt(index), BigInt(size)];
      expect(await inclusionProof(byTiles, at, to)).toEqual(await inclusionProof(read, at, to));
      expect(asked.size).toBeLessThanOrEqual(6);
      expect(await consistencyProof(byTiles, at, to)).toEqual(await consistencyProof(read, at, to));
      expect(await rootAt(byTiles, to)).toEqual(frontierRoot(frontiers[size]!));
    }),
    { numRuns: 60 },
  );
});

it("a whole tile's root is a hash of the level above", async () => {
  const tile = tileBytes({ level: 0, n: 3n, width: 256 });
  const hashes = Array.from({ length: 256 }, (_, at) => tile.subarray(32 * at, 32 * at + 32));
  expect(rootOf(hashes)).toEqual(await read(8, 3n));
});

it("refuses a tile of another length", async () => {
  const short = tileReader(() => Buffer.alloc(32), 5n);
  await expect(rootAt(short, 5n)).rejects.toThrow("tile/0/000.p/5 has 32 bytes, not 160");
});

it("bundles entries and reads them again; an entry that its length cannot tell is refused", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 700 }), { maxLength: 20 }), (entries) => {
      const bundle = entryBundle(entries);
      expect(readBundle(bundle)?.map((entry) => [...entry])).toEqual(entries.map((entry) => [...entry]));
      if (bundle.length > 0) expect(readBundle(bundle.subarray(0, -1))?.length).not.toBe(entries.length);
    }),
  );
  expect(readBundle(entryBundle([Buffer.alloc(0xffff)]))).toHaveLength(1);
  expect(() => entryBundle([Buffer.alloc(0x10000)])).toThrow("at most 65535 bytes, not 65536");
  expect(readBundle(Buffer.of(0))).toBeUndefined();
  expect(readBundle(Buffer.of(0, 2, 7))).toBeUndefined();
});
