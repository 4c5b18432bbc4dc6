import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseCheckpoint } from "../../../verify/log/checkpoint.js";
import { readNote } from "../../../verify/log/note.js";
import { parseTilePath, pathOf, widthAt } from "../../../verify/log/tiles.js";
import { unusableDisk } from "../../disk-faults.js";

/** What the sequencer has published in the folder of a log; null for what it has not. */
export interface PublishedLog {
  /** The signed note. */
  checkpoint(): Promise<string | null>;
  /** A tile or bundle by its path, `tile/0/000`: null for any other spelling, and for what no checkpoint covers. */
  tile(path: string): Promise<Buffer | null>;
}

export const publishedLog = (folder: string): PublishedLog => {
  const checkpoint = async (): Promise<string | null> =>
    (await readIfThere(join(folder, "checkpoint")))?.toString("utf8") ?? null;
  return {
    checkpoint,
    tile: async (path) => {
      const tile = parseTilePath(path);
      const note = tile === undefined ? null : await checkpoint();
      if (tile === undefined || note === null) return null;
      const size = parseCheckpoint(readNote(note).text)?.size ?? 0n;
      return tile.width > widthAt(tile, size) ? null : readIfThere(join(folder, pathOf(tile)));
    },
  };
};

const readIfThere = async (path: string): Promise<Buffer | null> => {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw unusableDisk(error, "log");
  }
};
