import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createClient } from "./client.js";
import type { Side } from "./rounds.js";
import type { Service } from "./stage.js";
import { asSuperuser } from "./statement-log.js";

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
const environment = "mlflow3+peer";
const python = join(checkout, ".venvs", environment, "bin", "python");

/** Upstream's server, on a database of its own on the same PostgreSQL. */
export interface Peer {
  readonly url: string;
  readonly pid: number;
  /** Milliseconds from the start of its process to the first 200 of /health, on a migrated database. */
  readonly startMs: number;
  stop(): Promise<void>;
}

/** Makes the environment, unless it is there. */
const installPeer = async (): Promise<void> => {
  const script = join(checkout, "scripts", "python-env.js");
  const child = spawn(process.execPath, [script, environment], { stdio: ["ignore", "inherit", "inherit"] });
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`--peer needs the Python environment ${environment}, which could not be made`);
};

const START_MS = 120_000;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
};

/** `postgresql://…@localhost/db?host=/socket` as SQLAlchemy takes it, for another database. */
const databaseUri = ({ superuserUrl }: Service, database: string): string =>
  superuserUrl.replace(/^postgresql:/, "postgresql+psycopg2:").replace(/@localhost\/[^?]*/, `@/${database}`);

/**
 * Starts MLflow 3.17.2 as its documentation advises for two cores: PostgreSQL, two workers, artifacts served, no access
 * log, no authentication. `folder` takes its files.
 */
export const startPeer = async (service: Service, folder: string): Promise<Peer> => {
  await installPeer();
  mkdirSync(folder, { recursive: true });
  await asSuperuser(service, "create database mlflow_peer");
  const first = await launch(service, folder);
  await stop(first.child);
  const { child, url, startMs } = await launch(service, folder);
  return { url, pid: child.pid ?? 0, startMs, stop: () => stop(child) };
};

const launch = async (
  service: Service,
  folder: string,
): Promise<{ child: ChildProcess; url: string; startMs: number }> => {
  const port = await freePort();
  const args = ["-m", "mlflow", "server", "--host", "127.0.0.1", "--port", String(port), "--workers", "2"];
  args.push("--backend-store-uri", databaseUri(service, "mlflow_peer"), "--artifacts-destination", folder);
  args.push("--uvicorn-opts", "--no-access-log");
  const begun = performance.now();
  const env = { ...process.env, MLFLOW_DISABLE_TELEMETRY: "true", MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false" };
  const child = spawn(python, args, { cwd: folder, env, stdio: ["ignore", "ignore", "pipe"], detached: true });
  let text = "";
  child.stderr?.on("data", (chunk) => {
    text = (text + String(chunk)).slice(-5_000);
  });
  process.once("exit", () => killGroup(child, "SIGKILL"));
  const url = `http://127.0.0.1:${port}`;
  const client = createClient(url, "", 1);
  try {
    while (performance.now() - begun < START_MS && child.exitCode === null) {
      const status = await client.send("GET", "/health").then(
        (answer) => answer.status,
        () => 0,
      );
      if (status === 200) return { child, url, startMs: performance.now() - begun };
      await sleep(50);
    }
  } finally {
    client.close();
  }
  throw new Error(`the peer did not start:\n${text}`);
};

const killGroup = (child: ChildProcess, signal: NodeJS.Signals): void => {
  try {
    process.kill(-(child.pid ?? 0), signal);
  } catch {
    // It is gone already.
  }
};

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  killGroup(child, "SIGTERM");
  const timer = setTimeout(() => killGroup(child, "SIGKILL"), 10_000);
  await ended;
  clearTimeout(timer);
};

/** The peer as a contender. */
export const peerSide = (peer: Peer, service: Service, fire: Side["fire"]): Side => ({
  pid: peer.pid,
  postgresPid: service.postgresPid,
  fire,
});
