import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { mkdir, open, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathOf, type Tile } from "../../verify/log/tiles.js";

/** The folder of a log, laid out as the URLs that it is served at. */
export interface LogFolder {
  /** The checkpoint there; null without one. */
  checkpoint(): string | null;
  writeCheckpoint(note: string): Promise<void>;
  /** Moves what is there into a folder beside it: it is another log's. */
  setAside(name: string): void;
  /** The tile's bytes; null where it is not there. */
  tile(tile: Tile): Buffer | null;
  writeTile(tile: Tile, bytes: Uint8Array): Promise<void>;
  /** Removes what was there of the tile while it was not whole. */
  dropPartial(tile: Pick<Tile, "level" | "n">): void;
}

/** Files are whole or absent, also when the machine stops: written beside, flushed, renamed. */
export const logFolder = (folder: string): LogFolder => ({
  checkpoint: () => readIfThere(join(folder, "checkpoint"))?.toString("utf8") ?? null,
  writeCheckpoint: (note) => write(join(folder, "checkpoint"), Buffer.from(note)),
  setAside: (name) => {
    const aside = join(folder, name);
    mkdirSync(aside, { recursive: true, mode: 0o750 });
    for (const own of ["checkpoint", "tile"])
      if (existsSync(join(folder, own))) renameSync(join(folder, own), join(aside, own));
  },
  tile: (tile) => readIfThere(join(folder, pathOf(tile))),
  writeTile: (tile, bytes) => write(join(folder, pathOf(tile)), bytes),
  dropPartial: ({ level, n }) =>
    rmSync(dirname(join(folder, pathOf({ level, n, width: 1 }))), { recursive: true, force: true }),
});

const readIfThere = (path: string): Buffer | null => {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
};

const write = async (path: string, bytes: Uint8Array): Promise<void> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o750 });
  const draft = `${path}.${process.pid}.draft`;
  const file = await open(draft, "w", 0o640);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  await rename(draft, path);
};
