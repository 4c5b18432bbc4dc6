import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));

/** A running service: compiled, on a home of its own, with its embedded PostgreSQL. */
export interface Service {
  readonly url: string;
  readonly pid: number;
  readonly postgresPid: number;
  readonly adminToken: string;
  /** What the service connects as. */
  readonly runtimeUrl: string;
  /** What it migrates as. */
  readonly ownerUrl: string;
  readonly superuserUrl: string;
  readonly serverLog: string;
  stop(): Promise<void>;
}

/** What every job runs under, and the table says so. */
export const settings = { LOG_LEVEL: "warn", COUNTERSIGN_GRAPHQL_COST_PER_MINUTE: "0" } as const;

/** A folder for a service's data that does not exist yet; PostgreSQL's user can pass into it. */
export const temporaryHome = (): string => {
  const parent = mkdtempSync(join(tmpdir(), "countersign-bench-"));
  chmodSync(parent, 0o711);
  return join(parent, "home");
};

/** Removes a home and the folder that its data lives in, once its service has stopped. */
export const removeHome = (home: string): void => {
  const data = join(home, "postgres");
  if (existsSync(data)) rmSync(realpathSync(data), { recursive: true, force: true });
  rmSync(dirname(home), { recursive: true, force: true });
};

/** The environment without what would configure a service or change how Node runs. */
const bareEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([key]) => !/^(COUNTERSIGN_|DATABASE_|npm_|NODE_|PG|PORT$|LOG_LEVEL$)/.test(key),
    ),
  );

/** What `npm start` gives Node: a variable, and options, that bound its memory, the script and the program. */
const startCommand = (): { env: NodeJS.ProcessEnv; args: string[] } => {
  const { scripts } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8"));
  const [set = "", command = ""] = scripts.start.split(" exec node ");
  return { env: Object.fromEntries([set.split("=")]), args: command.split(" ") };
};

/** Starts the service's process, which may need to build first; does not wait for it. */
export const spawnService = (home: string, port = 0, more: NodeJS.ProcessEnv = {}): ChildProcess => {
  const { env, args } = startCommand();
  return spawn(process.execPath, args, {
    cwd: checkout,
    env: {
      ...bareEnvironment(),
      ...settings,
      ...env,
      PORT: String(port),
      COUNTERSIGN_HOME: home,
      XDG_STATE_HOME: home,
      ...more,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
};

/** Stops a service's process as an operator would; kills it when that takes too long. */
export const stopProcess = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 12_000);
  await ended;
  clearTimeout(timer);
};

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGTERM");
});

/** Starts the service on a home and waits until it listens; `more` are settings of its own. */
export const startService = async (home: string, more: NodeJS.ProcessEnv = {}): Promise<Service> => {
  const child = spawnService(home, 0, more);
  const { url, stop } = await started(child);
  const read = (name: string): string => readFileSync(join(home, name), "utf8").trim();
  const runtimeUrl = read("database-url");
  return {
    url,
    pid: child.pid ?? 0,
    postgresPid: Number(read("postgres/data/postmaster.pid").split("\n")[0]),
    adminToken: read("admin-token"),
    runtimeUrl,
    ownerUrl: read("database-owner-url"),
    superuserUrl: asSuperuser(runtimeUrl, read("postgres-password")),
    serverLog: join(home, "postgres", "server.log"),
    stop,
  };
};

/** Starts a second process on the service's database and waits until it listens. */
export const startReplica = (service: Service, home: string): Promise<Pick<Service, "url" | "stop">> =>
  started(spawnService(home, 0, { DATABASE_URL: service.runtimeUrl, DATABASE_OWNER_URL: service.ownerUrl }));

const started = async (child: ChildProcess): Promise<Pick<Service, "url" | "stop">> => {
  running.add(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => {
      text = (text + String(chunk)).slice(-10_000);
    });
  const url = await listening(child, () => text);
  const stop = async (): Promise<void> => {
    await stopProcess(child);
    running.delete(child);
  };
  return { url, stop };
};

const asSuperuser = (runtimeUrl: string, password: string): string =>
  runtimeUrl.replace(/\/\/[^@]+@/, `//postgres:${encodeURIComponent(password)}@`);

const listening = async (child: ChildProcess, output: () => string): Promise<string> => {
  for (let waited = 0; waited < 120_000; waited += 20) {
    const url = /listens on (\S+)/.exec(output())?.[1];
    if (url !== undefined) return url;
    if (child.exitCode !== null || child.signalCode !== null) break;
    await sleep(20);
  }
  throw new Error(`the service did not start:\n${output()}`);
};
