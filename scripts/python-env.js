// Makes the Python environments that the MLflow stories and the bench run in, under .venvs/, and reuses them while their
// requirements are the same:
//   npm run python-env mlflow3      # one of mlflow3, mlflow2, mlflow3+spark (with what Spark takes), mlflow3+peer
//                                   # (with what upstream's server takes on PostgreSQL), go (Go itself),
//                                   # verifiers (those that judge evidence packs)
//   npm run python-env              # those that the tests need; with TEST_SPARK=1 Spark's too
// Installs exactly what the requirements-*.txt pin, as wheels where there are wheels.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Files of requirements by the environment's parts, and options for pip besides. */
const parts = {
  mlflow3: { file: "examples/requirements-3.txt", options: ["--only-binary", ":all:"] },
  mlflow2: { file: "examples/requirements-2.txt", options: ["--only-binary", ":all:"] },
  // PySpark comes as a source archive only.
  spark: { file: "examples/requirements-spark.txt", options: ["--only-binary", ":all:", "--no-binary", "pyspark"] },
  peer: { file: "bench/requirements-peer.txt", options: ["--only-binary", ":all:"] },
  go: { file: "test/tlog/requirements.txt", options: ["--only-binary", ":all:"] },
  verifiers: { file: "test/tlog/requirements-verifiers.txt", options: ["--only-binary", ":all:"] },
};

/** Versions of Python for which all the pinned packages have wheels. */
const supported = { oldest: 10, newest: 13 };
const candidates = ["python3", "python3.13", "python3.12", "python3.11", "python3.10", "python"];

const folderOf = (name) => join(root, ".venvs", name);

const pythonOf = (name) =>
  process.platform === "win32" ? join(folderOf(name), "Scripts", "python.exe") : join(folderOf(name), "bin", "python");

const say = (text) => console.error(`python-env: ${text}`);

/** The minor version of a Python 3 that has `venv`; null for anything else. */
const minorVersionOf = (python) => {
  const code = "import sys, venv, ensurepip; print(*sys.version_info[:2])";
  const { status, stdout } = spawnSync(python, ["-c", code], { encoding: "utf8" });
  const [major, minor] = (stdout ?? "").trim().split(" ").map(Number);
  return status === 0 && major === 3 ? minor : null;
};

const findPython = () => {
  const found = candidates.find((python) => {
    const minor = minorVersionOf(python);
    return minor !== null && minor >= supported.oldest && minor <= supported.newest;
  });
  if (found === undefined)
    throw new Error(
      `no Python 3.${supported.oldest} to 3.${supported.newest} with venv among ${candidates.join(", ")}: install one`,
    );
  return found;
};

/** The end of what a tool printed, without the places that it looks in, which may hold credentials. */
const lastOf = (lines) =>
  lines
    .filter((line) => !line.startsWith("Looking in "))
    .slice(-20)
    .join("\n")
    .replaceAll(/\b[a-z+]+:\/\/\S+/gi, "(address)");

/** Runs a program to its end; gives each line that it prints, and all of it as the error when it fails. */
const run = (program, args, onLine = () => undefined) =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, PIP_DISABLE_PIP_VERSION_CHECK: "1", PIP_NO_INPUT: "1" };
    const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    const lines = [];
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        onLine(line);
      });
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(lastOf(lines)));
    });
  });

const requirementsOf = (names) => names.map((name) => join(root, parts[name].file));

/** Digest of all that decides what is in the environment; it cannot be moved, so its place is part of that. */
const digestOf = (name, names) => {
  const hash = createHash("sha256").update(folderOf(name));
  for (const file of requirementsOf(names)) hash.update(readFileSync(file));
  return hash.digest("hex");
};

const isReady = (name, digest) => {
  const stamp = join(folderOf(name), ".requirements");
  return existsSync(stamp) && readFileSync(stamp, "utf8") === digest && spawnSync(pythonOf(name), ["-V"]).status === 0;
};

/** Does one step, and tells what is waited for and for how long, every eight seconds. */
const patiently = async (what, step) => {
  const started = Date.now();
  const progress = setInterval(() => say(`${what()}: ${Math.round((Date.now() - started) / 1_000)} s so far`), 8_000);
  try {
    await step();
  } finally {
    clearInterval(progress);
  }
};

/** Installs what the part pins. */
const install = async (name, part) => {
  const [file] = requirementsOf([part]);
  let fetched = 0;
  let unpacking = false;
  const what = () => `${name}: ${fetched} packages of ${part} ${unpacking ? "are being unpacked" : "found"}`;
  // The file pins all that is needed, so nothing need be worked out.
  const args = ["-m", "pip", "install", "--no-deps", ...parts[part].options, "--requirement", file];
  await patiently(what, () =>
    run(pythonOf(name), args, (line) => {
      if (line.startsWith("Collecting ")) fetched += 1;
      if (line.startsWith("Installing collected ")) unpacking = true;
    }),
  );
};

/** Makes the environment unless it is there as it should be. */
const make = async (findPython, name) => {
  const names = name.split("+");
  const digest = digestOf(name, names);
  if (isReady(name, digest)) return say(`${name} is ready`);
  const started = Date.now();
  const python = findPython();
  say(`${name}: making .venvs/${name}, one or two minutes`);
  rmSync(folderOf(name), { recursive: true, force: true });
  mkdirSync(dirname(folderOf(name)), { recursive: true });
  await patiently(
    () => `${name}: making an empty environment`,
    () => run(python, ["-m", "venv", folderOf(name)]),
  );
  for (const part of names) await install(name, part);
  await patiently(
    () => `${name}: checking what was installed`,
    () => run(pythonOf(name), ["-m", "pip", "check"]),
  );
  writeFileSync(join(folderOf(name), ".requirements"), digest);
  return say(`${name} is ready, after ${Math.round((Date.now() - started) / 1_000)} s`);
};

const once = (work) => {
  let result;
  return () => {
    result ??= work();
    return result;
  };
};

try {
  const named = process.argv.slice(2);
  const names =
    named.length > 0 ? named : ["mlflow3", "mlflow2", ...(process.env.TEST_SPARK === "1" ? ["mlflow3+spark"] : [])];
  for (const part of names.flatMap((name) => name.split("+")))
    if (!Object.hasOwn(parts, part)) throw new Error(`no part ${part}: there are ${Object.keys(parts).join(", ")}`);
  const python = once(findPython);
  await Promise.all(names.map((name) => make(python, name)));
} catch (error) {
  say(error.message);
  process.exit(1);
}
