import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Where one suite may leave nothing. It gets a temporary folder of its own, by which its processes are known too: their
 * environment, command line or working folder names it. Whatever else runs on the machine does not.
 */
export interface Room {
  /** The suite's `TMPDIR`. */
  folder: string;
  /** What lay around before, outside of that folder. */
  before: Set<string>;
  checkout: string;
}

/** Kept on purpose by tools, to be faster the next time. */
const caches = /^(node-compile-cache|tsx-\d+|v8-compile-cache.*|node-gyp.*)$/;

/** Made by commands of the project in its checkout, for the next command. */
const products = /^(node_modules|dist|web\/dist|\.venvs)\/$/;

/** Outside of the temporary folder the service keeps data here alone. */
const sharedPlaces = ["/var/lib/countersign", "/var/tmp/countersign", join(homedir(), ".countersign")];

export const openRoom = (checkout: string): Room => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "cs-ci-")));
  // As /tmp is: some stories run a part as another user.
  chmodSync(folder, 0o1777);
  return { folder, before: outsideOf(checkout), checkout };
};

/**
 * What the suite left behind, a line each; what it left is ended and removed, so that the next one meets a clean machine.
 * What is still ending gets some time.
 */
export const closeRoom = async (room: Room, patienceMs = 15_000): Promise<string[]> => {
  let found = findLeftovers(room);
  for (const end = Date.now() + patienceMs; found.length > 0 && Date.now() < end; found = findLeftovers(room))
    await sleep(200);
  for (endProcesses(room); processesOf(room.folder).length > 0; endProcesses(room)) await sleep(20);
  rmSync(room.folder, { recursive: true, force: true });
  return found;
};

/** Ends what still runs of the suite. */
export const endProcesses = ({ folder }: Room): void => {
  for (const { pid } of processesOf(folder)) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended by itself.
    }
  }
};

const findLeftovers = (room: Room): string[] => [
  ...processesOf(room.folder).map(describeProcess),
  ...namesIn(room.folder)
    .filter((name) => !caches.test(name))
    .map((name) => `folder or file $TMPDIR/${name}`),
  ...[...outsideOf(room.checkout)].filter((path) => !room.before.has(path)).map((path) => `folder or file ${path}`),
];

/** What lies outside of temporary folders: data of services that do not run now, and changes of the checkout. */
const outsideOf = (checkout: string): Set<string> => {
  const inUse = commandLines();
  const shared = sharedPlaces
    .flatMap((place) => namesIn(place).map((name) => join(place, name)))
    .filter((path) => !inUse.some((line) => line.includes(path)));
  return new Set([...shared, ...changesOf(checkout)]);
};

const changesOf = (checkout: string): string[] => {
  if (!existsSync(join(checkout, ".git"))) return [];
  const status = execFileSync("git", ["status", "--porcelain", "--ignored"], { cwd: checkout, encoding: "utf8" });
  return status
    .split("\n")
    .filter((line) => line !== "" && !products.test(line.slice(3)))
    .map((line) => `${line.slice(3)} of the checkout`);
};

interface FoundProcess {
  pid: number;
  command: string;
}

const processIds = (): number[] => namesIn("/proc").flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));

const processesOf = (folder: string): FoundProcess[] =>
  processIds()
    .filter((pid) => pid !== process.pid)
    .filter((pid) =>
      [readOf(pid, "cmdline"), readOf(pid, "environ"), linkOf(`/proc/${pid}/cwd`)].some((text) =>
        text.includes(folder),
      ),
    )
    .map((pid) => ({ pid, command: commandOf(pid) }));

const commandLines = (): string[] => processIds().map(commandOf);

const commandOf = (pid: number): string => readOf(pid, "cmdline").replaceAll("\0", " ").trim();

/** Empty for a process that has ended, or that belongs to somebody else. */
const readOf = (pid: number, what: "cmdline" | "environ"): string => {
  try {
    return readFileSync(`/proc/${pid}/${what}`, "utf8");
  } catch {
    return "";
  }
};

const linkOf = (path: string): string => {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
};

const describeProcess = ({ pid, command }: FoundProcess): string => {
  const ports = portsOf(pid);
  return `process ${pid}${ports.length > 0 ? `, listening on port ${ports.join(", ")}` : ""}: ${command.slice(0, 200)}`;
};

/** TCP ports that a process listens on. */
const portsOf = (pid: number): number[] => {
  const sockets = new Set(
    namesIn(`/proc/${pid}/fd`).map((name) => /^socket:\[(\d+)\]$/.exec(linkOf(`/proc/${pid}/fd/${name}`))?.[1]),
  );
  const listening = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((path) =>
    existsSync(path) ? readFileSync(path, "utf8").trim().split("\n").slice(1) : [],
  );
  const ports = listening.flatMap((line) => {
    const [, local = "", , state, , , , , , inode] = line.trim().split(/\s+/);
    return state === "0A" && sockets.has(inode) ? [Number.parseInt(local.split(":")[1] ?? "", 16)] : [];
  });
  return [...new Set(ports)];
};

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};
