import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, onTestFinished } from "vitest";
import { checkout } from "./checkout.js";

const node = join(checkout, "node_modules", ".bin", "node");

// A start builds if needed; done beforehand, so that no test's time depends on it.
beforeAll(() => {
  execFileSync(node, [join("scripts", "run.js"), "--build-only"], { cwd: checkout, stdio: "ignore" });
}, 180_000);

export interface ServiceOptions {
  home: string;
  env?: Record<string, string>;
  /** Start with `npm start` instead of the script that it runs. */
  npm?: boolean;
  /** The checkout to start. */
  cwd?: string;
  /** Put before the command, e.g. `setpriv --reuid=1000`. */
  prefix?: string[];
}

/** A service in a process (group) of its own, killed when the test ends. */
export interface Service {
  process: ChildProcess;
  /** What it has printed so far, for people and as its log. */
  output(): string;
  /** What it has printed for people, on standard output. */
  printed(): string;
  /** The lines of its log, on standard error. */
  logged(): string[];
  /** Waits until it serves; gives its URL. */
  url(): Promise<string>;
  /** Waits for its end; gives the exit code, or the signal. */
  end(): Promise<number | string | null>;
}

/** Starts the service as an operator would. `PORT` is 0 unless told. */
export const startService = ({ home, env = {}, npm = false, cwd = checkout, prefix = [] }: ServiceOptions): Service => {
  const command = npm ? ["npm", "start"] : [node, join(cwd, "scripts", "run.js"), "src/main.ts"];
  const [program = "", ...args] = [...prefix, ...command];
  const child = spawn(program, args, {
    cwd,
    env: {
      ...bareEnvironment(),
      PORT: "0",
      LOG_LEVEL: "info",
      COUNTERSIGN_HOME: home,
      // Within the home no weak anchor of the log can stand.
      XDG_STATE_HOME: home,
      // The release before this one knows no such setting.
      ...(cwd === checkout && { COUNTERSIGN_SEQUENCER: "off" }),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let text = "";
  let printed = "";
  let logged = "";
  child.stdout?.on("data", (chunk) => {
    text += String(chunk);
    printed += String(chunk);
  });
  child.stderr?.on("data", (chunk) => {
    text += String(chunk);
    logged += String(chunk);
  });
  const ended = once(child, "exit").then(([code, signal]) => (code ?? signal) as number | string | null);
  onTestFinished(async () => {
    killGroup(child, "SIGKILL");
    await ended;
  });
  const url = async (): Promise<string> => {
    for (const end = Date.now() + 60_000; Date.now() < end; await sleep(20)) {
      const found = /listens on (\S+)/.exec(text);
      if (found?.[1] !== undefined) return found[1];
      if (child.exitCode !== null || child.signalCode !== null) break;
    }
    throw new Error(`the service did not start:\n${text}`);
  };
  return {
    process: child,
    output: () => text,
    printed: () => printed,
    logged: () => logged.split("\n").filter((line) => line !== ""),
    url,
    end: () => ended,
  };
};

/** Signals the process and all that share its group, as a terminal's Ctrl-C does. */
export const killGroup = (child: ChildProcess, signal: NodeJS.Signals): void => {
  try {
    process.kill(-(child.pid ?? 0), signal);
  } catch {
    // It is gone already.
  }
};

/** The environment without what would configure a service. */
const bareEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([key, value]) =>
      value === undefined || /^(COUNTERSIGN_|DATABASE_|npm_|VITEST|NODE_|PG)/.test(key) ? [] : [[key, value]],
    ),
  );

/** A path for a home that does not exist yet; it goes, with its data, when the test ends. */
export const temporaryHome = (): string => {
  const parent = mkdtempSync(join(tmpdir(), "countersign-life-"));
  chmodSync(parent, 0o711);
  const home = join(parent, "home");
  onTestFinished(async () => {
    await removeHome(home);
    rmSync(parent, { recursive: true, force: true });
  });
  return home;
};

/** Removes a home and the folder that its data lives in, once PostgreSQL has ended. */
export const removeHome = async (home: string): Promise<void> => {
  const link = join(home, "postgres");
  if (!existsSync(link)) return;
  const folder = realpathSync(link);
  for (let waited = 0; existsSync(join(folder, "data/postmaster.pid")) && waited < 8_000; waited += 50) await sleep(50);
  rmSync(folder, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
};

/** Process id of the home's PostgreSQL; null when it is stopped. */
export const postgresPid = (home: string): number | null => {
  try {
    return Number(readFileSync(join(home, "postgres/data/postmaster.pid"), "utf8").split("\n")[0]);
  } catch {
    return null;
  }
};

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Sends one GraphQL operation with the home's admin token. */
export const graphql = async (url: string, home: string, query: string): Promise<unknown> => {
  const token = readFileSync(join(home, "admin-token"), "utf8").trim();
  const answer = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  const body = (await answer.json()) as { data?: unknown; errors?: unknown };
  if (!answer.ok || body.errors !== undefined) throw new Error(`${answer.status} ${JSON.stringify(body)}`);
  return body.data;
};

/** The status of a GET; 0 when there is no answer. */
export const statusOf = async (url: string): Promise<number> =>
  fetch(url).then(
    async (answer) => {
      await answer.arrayBuffer();
      return answer.status;
    },
    () => 0,
  );
