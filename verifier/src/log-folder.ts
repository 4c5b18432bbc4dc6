import { createReadStream, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeep } from "../../verify/canonical-json.js";
import { linesOf } from "../../verify/lines.js";
import { pathOf, TILE_WIDTH, type Tile } from "../../verify/log/tiles.js";

/** A line of `entries.jsonl`: what lies beside a leaf's envelope. */
export interface LeafLine {
  readonly leafIndex: string;
  /** The entry's number in the service. */
  readonly entry: string;
  /** Null once it is gone. */
  readonly body: string | null;
  readonly links: readonly (readonly [kind: string, id: string, role: string])[];
  /** What the entry seals of rows; null when it seals none. */
  readonly rows: readonly (readonly [table: string, key: unknown, hash: string | null])[] | null;
}

/** A file that should be there and is not. */
export class MissingFile extends Error {
  override readonly name = "MissingFile";
}

/** A log as `npm run log -- export` writes it. */
export interface LogFolder {
  checkpoint(): string;
  /** The policy that lies beside; undefined without one. */
  policy(): string | undefined;
  /** The tile's bytes, of the whole tile where the partial one is gone. */
  tile(tile: Tile): Buffer;
  /** The lines of `entries.jsonl`; undefined for one that is none. */
  lines(): AsyncGenerator<LeafLine | undefined>;
}

export const openFolder = (folder: string): LogFolder => ({
  checkpoint: () => readOr(folder, "checkpoint").toString("utf8"),
  policy: () => (existsSync(join(folder, "policy.txt")) ? readFileSync(join(folder, "policy.txt"), "utf8") : undefined),
  tile: (tile) => {
    const whole = pathOf({ ...tile, width: TILE_WIDTH });
    const path = pathOf(tile);
    if (!existsSync(join(folder, path)) && existsSync(join(folder, whole)) && tile.level !== "entries")
      return readFileSync(join(folder, whole)).subarray(0, tile.width * 32);
    return readOr(folder, path);
  },
  lines: async function* () {
    if (!existsSync(join(folder, "entries.jsonl"))) throw new MissingFile("entries.jsonl is missing");
    for await (const line of linesOf(createReadStream(join(folder, "entries.jsonl"), "utf8"))) yield readLine(line);
  },
});

const readOr = (folder: string, path: string): Buffer => {
  try {
    return readFileSync(join(folder, path));
  } catch {
    throw new MissingFile(`${path} is missing`);
  }
};

const readLine = (text: string): LeafLine | undefined => {
  try {
    const line = JSON.parse(text) as LeafLine;
    const isLine =
      typeof line.leafIndex === "string" &&
      typeof line.entry === "string" &&
      (line.body === null || typeof line.body === "string") &&
      areTriples(line.links, (link) => link.every((part) => typeof part === "string")) &&
      (line.rows === null || areTriples(line.rows, ([table]) => typeof table === "string")) &&
      !isDeep(line.rows);
    return isLine ? line : undefined;
  } catch {
    return undefined;
  }
};

const areTriples = (value: unknown, isOne: (triple: unknown[]) => boolean): boolean =>
  Array.isArray(value) && value.every((each) => Array.isArray(each) && each.length === 3 && isOne(each));
