import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import mime from "mime";

/** How a file can be sent: as it is, or as the build compressed it. */
export type Encoding = "identity" | "br" | "gzip";

/** A file of the console. Its place on disk was listed at the start: no request makes a path. */
export interface ConsoleFile {
  /** Below the console's base: `assets/index-Cckl5tMv.css`. */
  readonly name: string;
  readonly type: string;
  readonly etag: string;
  /** Its name holds a digest of its content: it never changes under that name. */
  readonly immutable: boolean;
  readonly ways: ReadonlyMap<Encoding, { readonly path: string; readonly size: number }>;
}

/** The console as built: its pages, and the files that they ask for. */
export interface ConsoleBuild {
  /** The one page of every screen but the explorer. */
  readonly page: string;
  readonly explorer: string;
  readonly files: readonly ConsoleFile[];
}

const pages = ["index.html", "explorer.html"];

const suffixes = { br: ".br", gzip: ".gz" } as const;

export const etagOf = (bytes: Buffer | string): string =>
  `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;

const textIfAny = (path: string): string | null => (existsSync(path) ? readFileSync(path, "utf8") : null);

/**
 * Lists what the build left in `folder`; null when there is no whole build, as in a test that needs no console, or where an
 * older release left one.
 */
export const readConsole = (folder: string): ConsoleBuild | null => {
  const page = textIfAny(join(folder, "index.html"));
  const explorer = textIfAny(join(folder, "explorer.html"));
  if (page === null || explorer === null) return null;
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
    .filter((name) => !pages.includes(name) && !name.startsWith(".") && !/\.(br|gz)$/.test(name));
  return { page, explorer, files: names.map((name) => consoleFile(folder, name)) };
};

const consoleFile = (folder: string, name: string): ConsoleFile => {
  const path = join(folder, name);
  const ways = new Map<Encoding, { path: string; size: number }>([["identity", { path, size: statSync(path).size }]]);
  for (const encoding of ["br", "gzip"] as const) {
    const compressed = path + suffixes[encoding];
    if (existsSync(compressed)) ways.set(encoding, { path: compressed, size: statSync(compressed).size });
  }
  const type = mime.getType(name) ?? "application/octet-stream";
  return {
    name,
    type: type.startsWith("text/") || type.endsWith("+xml") ? `${type}; charset=utf-8` : type,
    etag: etagOf(readFileSync(path)),
    immutable: name.startsWith("assets/"),
    ways,
  };
};
