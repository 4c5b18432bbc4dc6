import { type ChildProcess, execFile, spawn } from "node:child_process";
import { closeSync, lstatSync, openSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const projectRoot = fileURLToPath(new URL("../..", import.meta.url));

/** The registry, started as an operator starts it. */
export interface Service {
  readonly url: string;
  /** Where the first administrator's token is. */
  readonly adminTokenFile: string;
  /** Process to send SIGTERM to. */
  readonly pid: number;
  /** Stops it and answers its exit code. */
  readonly stop: () => Promise<number | null>;
}

/** Takes time for a first build, for PostgreSQL's first start and for migrations. */
const startMs = 180_000;
/** The service promises ten seconds. */
const stopMs = 15_000;

/** Nothing of the caller's settings may lead the demo to another database or home. */
const environment = (home: string): NodeJS.ProcessEnv => {
  const foreign = /^(COUNTERSIGN_|DATABASE_URL$|DATABASE_OWNER_URL$)/;
  const own = Object.entries(process.env).filter(([key]) => !foreign.test(key));
  return { ...Object.fromEntries(own), PORT: "0", COUNTERSIGN_HOME: home, XDG_STATE_HOME: home, LOG_LEVEL: "warn" };
};

/** The end of the service's log, for whoever has to find out why it failed; long lines are cut. */
export const lastLines = (logFile: string): string =>
  readFileSync(logFile, "utf8")
    .trimEnd()
    .split("\n")
    .slice(-20)
    .map((line) => (line.length > 400 ? `${line.slice(0, 400)}…` : line))
    .join("\n");

/**
 * Runs `npm start` on a new home and a free port, its output in `logFile`. `outlive`: in a session of its own, so that
 * it goes on when the demo ends.
 */
export const startService = (
  home: string,
  logFile: string,
  outlive: boolean,
): { ready: Promise<Service>; stop: Service["stop"] } => {
  const log = openSync(logFile, "a");
  const child = spawn("npm", ["start"], {
    cwd: projectRoot,
    env: environment(home),
    stdio: ["ignore", log, log],
    detached: outlive,
    shell: process.platform === "win32",
  });
  closeSync(log);
  if (outlive) child.unref();
  const ended = new Promise<number | null>((resolve) =>
    child.once("close", resolve).once("error", () => resolve(null)),
  );
  const stop = () => stopChild(child, ended);
  return {
    stop,
    ready: readAnnouncement(child, logFile).then((announced) => ({ ...announced, pid: child.pid ?? 0, stop })),
  };
};

const readAnnouncement = async (
  child: ChildProcess,
  logFile: string,
): Promise<Pick<Service, "url" | "adminTokenFile">> => {
  let fault: Error | undefined;
  child.once("error", (error) => {
    fault = error;
  });
  for (const giveUp = Date.now() + startMs; Date.now() < giveUp; await pause(50)) {
    const text = readFileSync(logFile, "utf8");
    const url = /^Countersign listens on (\S+)$/m.exec(text)?.[1];
    const adminTokenFile = /^Admin token: (.+)$/m.exec(text)?.[1];
    if (url !== undefined && adminTokenFile !== undefined) return { url, adminTokenFile };
    if (fault !== undefined) throw new Error(`npm start cannot be run: ${fault.message}`);
    if (child.exitCode !== null) throw new Error(`npm start ended with code ${child.exitCode}:\n${lastLines(logFile)}`);
  }
  throw new Error(`npm start did not announce itself within ${startMs / 1_000} s:\n${lastLines(logFile)}`);
};

const stopChild = async (child: ChildProcess, ended: Promise<number | null>): Promise<number | null> => {
  if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), stopMs);
  const code = await ended;
  clearTimeout(force);
  return code;
};

/** Writes the service's log into a new folder, as an operator does it beside the running service. */
export const exportLog = async (home: string, into: string): Promise<void> => {
  const args = ["run", "--silent", "log", "--", "export", into];
  const shell = process.platform === "win32";
  await promisify(execFile)("npm", args, { cwd: projectRoot, env: environment(home), shell });
};

/** A link that signs one browser in as the first administrator, once, within ten minutes. */
export const makeSignInLink = async (home: string, url: string): Promise<string> => {
  const args = ["run", "--silent", "admin-token", "--", "--link"];
  const env = { ...environment(home), PORT: new URL(url).port };
  const made = await promisify(execFile)("npm", args, { cwd: projectRoot, env, shell: process.platform === "win32" });
  return made.stdout.trim();
};

/** Removes a stopped service's home with the folder around it, and the database where the home only links to it. */
export const removeHome = (home: string, around: string): void => {
  const database = join(home, "postgres");
  if (lstatSync(database, { throwIfNoEntry: false })?.isSymbolicLink() === true)
    rmSync(realpathSync(database), { recursive: true, force: true });
  rmSync(around, { recursive: true, force: true });
};
