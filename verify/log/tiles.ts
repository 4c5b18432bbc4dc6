import type { HashReader } from "./proofs.js";
import { completeRoot } from "./tree.js";

/** Hashes in a whole tile, entries in a whole bundle. */
export const TILE_WIDTH = 256;

/** A tile of hashes of a level from 0 to 63, or a bundle of entries; partial when `width` is below 256. */
export interface Tile {
  readonly level: number | "entries";
  readonly n: bigint;
  readonly width: number;
}

/** Where a log serves a tile, after its prefix: `tile/0/x001/234.p/17` (https://c2sp.org/tlog-tiles). */
export const tilePath = (level: number, n: bigint, width: number = TILE_WIDTH): string => pathOf({ level, n, width });

/** Where a log serves a bundle of entries: `tile/entries/x001/234.p/17`. */
export const entriesPath = (n: bigint, width: number = TILE_WIDTH): string => pathOf({ level: "entries", n, width });

export const pathOf = ({ level, n, width }: Tile): string => {
  if (level !== "entries" && !(Number.isInteger(level) && level >= 0 && level <= 63))
    throw new RangeError(`a tile's level is a whole number from 0 to 63, not ${level}`);
  if (!Number.isInteger(width) || width < 1 || width > TILE_WIDTH)
    throw new RangeError(`a tile's width is a whole number from 1 to ${TILE_WIDTH}, not ${width}`);
  if (n < 0n) throw new RangeError(`a tile's number is not below 0, as ${n} is`);
  const digits = String(n);
  const threes = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/.../g) ?? [];
  const number = threes.map((three, at) => (at === threes.length - 1 ? three : `x${three}`)).join("/");
  return `tile/${level}/${number}${width === TILE_WIDTH ? "" : `.p/${width}`}`;
};

/** The tile of a path; undefined for any other spelling than `tilePath` and `entriesPath` write. */
export const parseTilePath = (path: string): Tile | undefined => {
  const found = /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/){0,6}[0-9]{3})(?:\.p\/([0-9]{1,3}))?$/.exec(path);
  if (found === null) return undefined;
  const [, level = "", number = "", width] = found;
  const tile: Tile = {
    level: level === "entries" ? level : Number(level),
    n: BigInt(number.replace(/[x/]/g, "")),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  const isOne = (tile.level === "entries" || tile.level <= 63) && tile.width >= 1 && tile.width <= TILE_WIDTH;
  return isOne && pathOf(tile) === path ? tile : undefined;
};

/** How many hashes (entries) the tile has in a tree of `size` leaves; 0 when it is not there. */
export const widthAt = ({ level, n }: Pick<Tile, "level" | "n">, size: bigint): number => {
  const hashes = (level === "entries" ? size : size >> BigInt(8 * level)) - n * BigInt(TILE_WIDTH);
  return hashes <= 0n ? 0 : hashes >= BigInt(TILE_WIDTH) ? TILE_WIDTH : Number(hashes);
};

/** The tiles of hashes that a tree of `to` leaves has and one of `from` has not; bundles are as level 0. */
export function* tilesBetween(from: bigint, to: bigint): Generator<Tile & { readonly level: number }> {
  for (let level = 0; to >> BigInt(8 * level) > 0n; level++) {
    const [had, has] = [from >> BigInt(8 * level), to >> BigInt(8 * level)];
    if (had === has) continue;
    for (let n = had / 256n; n * 256n < has; n++) yield { level, n, width: widthAt({ level, n }, to) };
  }
}

/** The tile, as wide as a tree of `size` leaves has it, that tells a node's hash. */
export const tileOf = (level: number, index: bigint, size: bigint): Tile & { readonly level: number } => {
  const tile = { level: Math.floor(level / 8), n: index >> BigInt(8 - (level % 8)) };
  return { ...tile, width: widthAt(tile, size) };
};

/** Tells nodes' hashes by the tiles of a tree of `size` leaves, each read once. */
export const tileReader = (
  read: (tile: Tile & { readonly level: number }) => Uint8Array | Promise<Uint8Array>,
  size: bigint,
): HashReader => {
  const tiles = new Map<string, Promise<Uint8Array>>();
  return async (level, index) => {
    const tile = tileOf(level, index, size);
    const path = pathOf(tile);
    const bytes = tiles.get(path) ?? Promise.resolve(read(tile));
    tiles.set(path, bytes);
    return nodeInTile(await bytes, tile, level % 8, index);
  };
};

const nodeInTile = (bytes: Uint8Array, tile: Tile, height: number, index: bigint): Uint8Array => {
  if (bytes.length !== tile.width * 32)
    throw new RangeError(`${pathOf(tile)} has ${bytes.length} bytes, not ${tile.width * 32}`);
  const start = Number(index % BigInt(TILE_WIDTH >> height)) << height;
  if (start + (1 << height) > tile.width) throw new RangeError(`${pathOf(tile)} does not reach node ${index}`);
  return completeRoot(bytes.subarray(start * 32, (start + (1 << height)) * 32));
};

/** The longest entry that a bundle can hold, in bytes. */
export const MAX_ENTRY_BYTES = 0xffff;

/** Entries one after the other, each behind its length in two bytes, the higher first. */
export const entryBundle = (entries: readonly Uint8Array[]): Buffer =>
  Buffer.concat(
    entries.flatMap((entry) => {
      if (entry.length > MAX_ENTRY_BYTES)
        throw new RangeError(`an entry of a log has at most ${MAX_ENTRY_BYTES} bytes, not ${entry.length}`);
      return [Buffer.of(entry.length >> 8, entry.length & 0xff), entry];
    }),
  );

/** The entries of a bundle; undefined when its lengths do not fit. */
export const readBundle = (bytes: Uint8Array): Uint8Array[] | undefined => {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 2 + (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));
    if (at + 2 > bytes.length || end > bytes.length) return undefined;
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries;
};
