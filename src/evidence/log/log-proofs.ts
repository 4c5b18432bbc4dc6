import { open } from "node:fs/promises";
import { join } from "node:path";
import { consistencyProof, inclusionProof } from "../../../verify/log/proofs.js";
import { pathOf, TILE_WIDTH, type Tile, tileReader } from "../../../verify/log/tiles.js";
import { unusableDisk } from "../../disk-faults.js";
import { DomainError } from "../../errors.js";

/** Hashes from leaf `index` to the root of the log's first `size` leaves, by the tiles of its folder. */
export const proveInclusion = (folder: string, index: bigint, size: bigint): Promise<Uint8Array[]> =>
  inclusionProof(
    tileReader((tile) => tileOf(folder, tile), size),
    index,
    size,
  );

/** Hashes by which the log at `to` leaves is seen to go on from that of `from`. */
export const proveConsistency = (folder: string, from: bigint, to: bigint): Promise<Uint8Array[]> =>
  consistencyProof(
    tileReader((tile) => tileOf(folder, tile), to),
    from,
    to,
  );

/** The bytes of a tile. A partial tile that is gone is the beginning of the whole one. */
export const tileOf = async (folder: string, tile: Tile): Promise<Uint8Array> => {
  const own = await fileOf(folder, tile);
  if (own !== null) return own;
  const whole = tile.width === TILE_WIDTH ? null : await fileOf(folder, { ...tile, width: TILE_WIDTH });
  if (whole !== null) return whole.subarray(0, tile.width * 32);
  throw new DomainError(
    "UNAVAILABLE",
    `The folder of the log lacks ${pathOf(tile)}: COUNTERSIGN_LOG_DIR must be the sequencer's; npm run log -- rebuild makes it anew.`,
  );
};

const fileOf = async (folder: string, tile: Tile): Promise<Uint8Array | null> => {
  try {
    const file = await open(join(folder, pathOf(tile)));
    try {
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.allocUnsafe(tile.width * 32) });
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw unusableDisk(error, "log");
  }
};
