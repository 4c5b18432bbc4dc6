import { sameBytes } from "../../verify/log/bytes.js";
import { consistencyProof, type HashReader, rootAt, verifyConsistency } from "../../verify/log/proofs.js";
import { TILE_WIDTH, type Tile, tileReader } from "../../verify/log/tiles.js";
import type { LogFolder } from "./tile-files.js";

interface Tip {
  readonly size: bigint;
  readonly root: Uint8Array;
}

/** The folder's tiles do not make the root that was signed: they are damaged, or some are gone. */
export class TilesFault extends Error {
  override readonly name = "TilesFault";
}

/**
 * Hashes by which the tree at `to` goes on from its first `from` leaves, and their root. Tiles are believed only as far as
 * they lead to the root of `to`.
 */
export const growthOf = async (
  folder: LogFolder,
  from: bigint,
  to: Tip,
): Promise<{ proof: Uint8Array[]; root: Uint8Array }> => {
  const read = readerOf(folder, to.size);
  const proof = await consistencyProof(read, from, to.size);
  const root = from === to.size ? to.root : await rootAt(read, from);
  const sizes = { from, to: to.size, fromRoot: root, toRoot: to.root };
  if (from > 0n && !verifyConsistency({ ...sizes, proof }))
    throw new TilesFault("the folder's tiles do not make the root that was signed: npm run log -- rebuild");
  return { proof, root };
};

/** Whether the tree at `newer` begins with that at `known`. Throws a TilesFault where the tiles do not tell. */
export const contains = async (folder: LogFolder, known: Tip, newer: Tip): Promise<boolean> =>
  known.size <= newer.size && sameBytes((await growthOf(folder, known.size, newer)).root, known.root);

/** Whether the folder's tiles make this tree. */
export const makes = async (folder: LogFolder, { size, root }: Tip): Promise<boolean> => {
  try {
    return sameBytes(await rootAt(readerOf(folder, size), size), root);
  } catch (error) {
    if (error instanceof TilesFault) return false;
    throw error;
  }
};

/** A partial tile that is gone is the beginning of the whole one. */
const readerOf = (folder: LogFolder, size: bigint): HashReader =>
  tileReader((tile: Tile) => {
    const bytes = folder.tile(tile) ?? folder.tile({ ...tile, width: TILE_WIDTH })?.subarray(0, tile.width * 32);
    if (bytes?.length !== tile.width * 32)
      throw new TilesFault(`the folder lacks tile ${tile.level}/${tile.n}: npm run log -- rebuild`);
    return bytes;
  }, size);
