import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { ModelFile } from "./workbench.js";

/** The files below a folder with their digests, in the order of their paths. */
export const filesIn = (folder: string): ModelFile[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const place = join(entry.parentPath, entry.name);
      const bytes = readFileSync(place);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      return { path: relative(folder, place).replaceAll(sep, "/"), sha256, size: bytes.length };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));

/** The sizes of files together, in bytes. */
export const sizeOf = (files: readonly ModelFile[]): number => files.reduce((sum, { size }) => sum + size, 0);
