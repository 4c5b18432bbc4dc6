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
const tool = (...path) => join(root, "node_modules", ...path);
const tsc = tool("typescript", "bin", "tsc");
const vite = tool("vite", "bin", "vite.js");

/** What is built, each when its own sources changed. Types are checked by `npm run check`; a start only needs JavaScript. */
const parts = [
  {
    name: "service",
    folders: ["src", "verify", "migrations", "packs"],
    files: ["package.json", "package-lock.json", "tsconfig.json", "tsconfig.build.json"],
    into: dist,
    command: (draft) => [tsc, "-p", join(root, "tsconfig.build.json"), "--noCheck", "--outDir", draft],
    finish: (draft) => {
      copyFileSync(join(root, "package.json"), join(draft, "package.json"));
      cpSync(join(root, "migrations", "functions"), join(draft, "migrations", "functions"), { recursive: true });
      copyFileSync(join(root, "migrations", "rights.sql"), join(draft, "migrations", "rights.sql"));
      cpSync(join(root, "packs"), join(draft, "packs"), { recursive: true });
    },
  },
  {
    name: "console",
    folders: ["web"],
    files: ["package-lock.json"],
    into: join(root, "web", "dist"),
    command: (draft) => [vite, "build", "--config", join(root, "web", "vite.config.ts"), "--outDir", draft],
    finish: () => undefined,
  },
];

const filesOf = ({ folders, files, into }) =>
  folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .filter((path) => !path.startsWith(into)),
    )
    .concat(files.map((name) => join(root, name)))
    .sort();

const digestOf = (part) => {
  const hash = createHash("sha256");
  for (const path of filesOf(part))
    hash.update(path.slice(root.length)).update("\0").update(readFileSync(path)).update("\0");
  return hash.digest("hex");
};

const [entry = "src/main.ts"] = process.argv.splice(2, 1);

/** A line for people: on standard output for the service, whose log is on standard error; the others print results there. */
const say = entry === "src/main.ts" ? console.log : console.error;

const stampOf = ({ into }) => join(into, ".sources");
const isBuilt = (part, digest) => existsSync(stampOf(part)) && readFileSync(stampOf(part), "utf8") === digest;

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

const build = ({ name, into, command, finish }, digest) => {
  const draft = `${into}.draft`;
  rmSync(draft, { recursive: true, force: true });
  say(`countersign: building the ${name}`);
  // Whatever the environment says of itself, what is served is the production build.
  const env = { ...process.env, NODE_ENV: "production" };
  const { status, stdout, stderr } = spawnSync(process.execPath, command(draft), { encoding: "utf8", cwd: root, env });
  if (status !== 0) throw new Error(`the build failed\n${stdout}${stderr}`);
  finish(draft);
  writeFileSync(join(draft, ".sources"), digest);
  rmSync(into, { recursive: true, force: true });
  renameSync(draft, into);
};

const ensureBuilt = async () => {
  // An image or package that brings no sources is as built as it gets.
  if (!existsSync(join(root, "src")) || !existsSync(tsc)) return;
  const stale = parts
    .map((part) => ({ part, digest: digestOf(part) }))
    .filter((each) => !isBuilt(each.part, each.digest));
  if (stale.length === 0) return;
  await oneAtATime(() => {
    for (const { part, digest } of stale) if (!isBuilt(part, digest)) build(part, digest);
  });
};

/**
 * Compiled code is kept, so that the next command need not compile it again; in a read-only tree it is not. What serves
 * compiles its own: it would hold what is kept in memory for as long as it runs, 15 MB for a third of a second.
 */
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
  say(`countersign: Node 24 is needed, this is ${process.version}: start with npm, which brings its own`);
  process.exit(1);
}
try {
  await ensureBuilt();
} catch (error) {
  say(`countersign: cannot build: ${error.message}`);
  process.exit(1);
}
if (entry !== "--build-only") {
  // Else graphql looks at every value of an answer for a second copy of itself: a quarter of its time.
  process.env.NODE_ENV = "production";
  if (entry.startsWith("src/cli/")) cacheCode();
  await import(pathToFileURL(join(dist, entry.replace(/\.ts$/, ".js"))).href);
}
