import { entryBundle, TILE_WIDTH, type Tile, tilesBetween, widthAt } from "../../verify/log/tiles.js";
import { rootOf } from "../../verify/log/tree.js";
import { Halt } from "./halt.js";
import type { LogSession } from "./session.store.js";
import type { LogFolder } from "./tile-files.js";

const readLeaves = `select l.hash, e.envelope from audit.leaf l left join audit.entry e on e.id = l.entry_id
  where l.log = $1 and l.idx >= $2 and l.idx < $3 order by l.idx`;

/** Files that are on their way to the disk at once: their flushes share its time. */
const AT_ONCE = 32;

interface Leaf {
  readonly hash: Buffer;
  readonly envelope: string | null;
}

/** Leaves that were added lately, the first of them at `from`: these need not be read again. */
export interface Recent {
  readonly from: bigint;
  readonly leaves: readonly Leaf[];
}

/** Writes the tiles and bundles that a tree of `to` leaves has and one of `from` has not; the folder has the others. */
export const writeTiles = async (
  session: LogSession,
  folder: LogFolder,
  { log, from, to, recent }: { log: number; from: bigint; to: bigint; recent?: Recent },
): Promise<void> => {
  let writing: Promise<void>[] = [];
  const begin = (write: Promise<void>): void => {
    // Its fault is met where all are waited for.
    write.catch(() => undefined);
    writing.push(write);
  };
  const finish = async (): Promise<void> => {
    await Promise.all(writing);
    writing = [];
  };
  let level = 0;
  for (const tile of tilesBetween(from, to)) {
    // A higher tile is made of those below it, which must be there.
    if (tile.level !== level || writing.length >= AT_ONCE) await finish();
    level = tile.level;
    if (level > 0) begin(folder.writeTile(tile, higherTile(folder, tile, from)));
    else
      for (const { tile: own, bytes } of await lowestTiles(session, { log, ...tile }, recent))
        begin(folder.writeTile(own, bytes));
  }
  await finish();
};

/** The tile of leaves and the bundle of their entries. */
const lowestTiles = async (
  session: LogSession,
  { log, level, n, width }: Higher & { log: number },
  recent: Recent = { from: n * BigInt(TILE_WIDTH), leaves: [] },
): Promise<{ tile: Tile; bytes: Uint8Array }[]> => {
  const start = n * BigInt(TILE_WIDTH);
  const at = Number(start - recent.from);
  const known = at < 0 ? [] : recent.leaves.slice(at, at + width);
  const leaves =
    known.length === width ? known : await session.rows<Leaf>(readLeaves, [log, start, start + BigInt(width)]);
  if (leaves.length !== width) throw new Halt("MISSING", `leaves from ${start} on are gone`);
  const envelopes = leaves.map(({ envelope }, at) => {
    if (envelope === null) throw new Halt("MISSING", `the entry of leaf ${start + BigInt(at)} is gone`);
    return Buffer.from(envelope);
  });
  return [
    { tile: { level, n, width }, bytes: Buffer.concat(leaves.map(({ hash }) => hash)) },
    { tile: { level: "entries", n, width }, bytes: entryBundle(envelopes) },
  ];
};

interface Higher {
  readonly level: number;
  readonly n: bigint;
  readonly width: number;
}

/** A hash of a higher tile is the root of a whole tile below; those that the folder has are taken as they are. */
const higherTile = (folder: LogFolder, { level, n, width }: Higher, from: bigint): Buffer => {
  const had = widthAt({ level, n }, from);
  const before = (had === 0 ? null : folder.tile({ level, n, width: had })) ?? Buffer.alloc(0);
  const hashes: Uint8Array[] = [before];
  for (let at = before.length / 32; at < width; at++) {
    const below = { level: level - 1, n: n * BigInt(TILE_WIDTH) + BigInt(at), width: TILE_WIDTH };
    const bytes = folder.tile(below);
    if (bytes?.length !== TILE_WIDTH * 32) throw new Error(`the folder lacks tile ${below.level}/${below.n}`);
    hashes.push(rootOf(Array.from({ length: TILE_WIDTH }, (_, i) => bytes.subarray(i * 32, i * 32 + 32))));
  }
  return Buffer.concat(hashes);
};
