// Builds if the sources changed since the last build, then runs one of the built programs in this process:
//   node scripts/run.js src/main.ts [arguments]
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import module from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "dist");
const stamp = join(dist, ".sources");
const tsc = join(root, "node_modules", "typescript", "bin", "tsc");

const sourceFiles = () =>
  ["src", "verify", "migrations"]
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.(ts|sql)$/.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name)),
    )
    .concat(
      ["package.json", "package-lock.json", "tsconfig.json", "tsconfig.build.json"].map((name) => join(root, name)),
    )
    .sort();

const digestOfSources = () => {
  const hash = createHash("sha256");
  for (const path of sourceFiles())
    hash.update(path.slice(root.length)).update("\0").update(readFileSync(path)).update("\0");
  return hash.digest("hex");
};

const isBuilt = (digest) => existsSync(stamp) && readFileSync(stamp, "utf8") === digest;

/** Two programs started at once take turns: the lock is SQLite's, on an empty file, and dies with its holder. */
const oneAtATime = async (work) => {
  const { DatabaseSync } = await import("node:sqlite");
  const lock = new DatabaseSync(join(root, "node_modules", ".countersign-build"), { timeout: 300_000 });
  lock.exec("pragma journal_mode = memory; begin exclusive");
  try {
    work();
  } finally {
    lock.close();
  }
};

const build = (digest) => {
  const draft = join(root, "dist.draft");
  rmSync(draft, { recursive: true, force: true });
  console.error("countersign: building");
  // Types are checked by `npm run check`; a start only needs the JavaScript.
  const args = [tsc, "-p", join(root, "tsconfig.build.json"), "--noCheck", "--outDir", draft];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`the build failed\n${stdout}${stderr}`);
  copyFileSync(join(root, "package.json"), join(draft, "package.json"));
  cpSync(join(root, "migrations", "functions"), join(draft, "migrations", "functions"), { recursive: true });
  writeFileSync(join(draft, ".sources"), digest);
  rmSync(dist, { recursive: true, force: true });
  renameSync(draft, dist);
};

const ensureBuilt = async () => {
  // An image or package that brings no sources is as built as it gets.
  if (!existsSync(join(root, "src")) || !existsSync(tsc)) return;
  const digest = digestOfSources();
  if (isBuilt(digest)) return;
  await oneAtATime(() => {
    if (!isBuilt(digest)) build(digest);
  });
};

/** Compiled code is kept, so that a later start need not compile it again; in a read-only tree it is not. */
const cacheCode = () => {
  const folder = join(root, "node_modules", ".cache", "countersign");
  try {
    mkdirSync(folder, { recursive: true });
    module.enableCompileCache(folder);
  } catch {
    // Only slower.
  }
};

if (Number(process.versions.node.split(".")[0]) < 24) {
  console.error(`countersign: Node 24 is needed, this is ${process.version}: start with npm, which brings its own`);
  process.exit(1);
}
try {
  await ensureBuilt();
} catch (error) {
  console.error(`countersign: cannot build: ${error.message}`);
  process.exit(1);
}
const [entry = "src/main.ts"] = process.argv.splice(2, 1);
if (entry !== "--build-only") {
  cacheCode();
  await import(pathToFileURL(join(dist, entry.replace(/\.ts$/, ".js"))).href);
}
