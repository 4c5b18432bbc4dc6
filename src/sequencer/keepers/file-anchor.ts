import { mkdir, open, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { instantIn } from "../../instant.js";
import { type Anchor, newestOf } from "./keeper.js";

/** Bytes at the end of the file that are looked through: years of checkpoints. */
const WINDOW = 16 * 2 ** 20;

export interface FileAnchorOptions {
  readonly path: string;
  readonly isWeak?: boolean;
}

/** An append-only file, a line of JSON for each checkpoint: on another disk, or a share that takes appends only. */
export const fileAnchor = ({ path, isWeak = false }: FileAnchorOptions): Anchor => ({
  kind: "file",
  target: path,
  name: path,
  vkey: null,
  isWeak,
  newest: async (log) => {
    // A folder that is gone was a disk or a share: what it had is not known.
    if (!isWeak) await stat(dirname(path));
    return newestOf(notesIn(await tailOf(path)), log);
  },
  keep: async (note) => {
    const at = instantIn(0);
    if (isWeak) await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(path, "a", 0o640);
    try {
      // A line that a crash has cut ends here.
      await file.appendFile(`\n${JSON.stringify({ at, note })}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    return JSON.stringify({ at });
  },
});

const tailOf = async (path: string): Promise<string> => {
  const file = await open(path, "r").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (file === null) return "";
  try {
    const { size } = await file.stat();
    const start = Math.max(0, size - WINDOW);
    const bytes = Buffer.alloc(size - start);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
    return bytes.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
};

/** Lines that are none of ours are passed over. */
const notesIn = (text: string): string[] =>
  text.split("\n").flatMap((line) => {
    if (!line.startsWith("{")) return [];
    try {
      const { note } = JSON.parse(line) as { note?: unknown };
      return typeof note === "string" ? [note] : [];
    } catch {
      return [];
    }
  });
