import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { onTestFailed, onTestFinished } from "vitest";
import { until } from "../support/until.js";
import { built } from "./judge.js";

/** torchwood's witness, as its owner runs it. */
export interface Litewitness {
  readonly vkey: string;
  readonly url: string;
  /** The size and root (base64) that it cosigned last. */
  known(): { size: number; root: string };
}

const NO_LEAVES = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

/** Starts one that has been told of a log; it ends with the test. */
export const startLitewitness = async (name: string, log: { origin: string; vkey: string }): Promise<Litewitness> => {
  const folder = mkdtempSync(join(tmpdir(), "cs-lw-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const database = join(folder, "litewitness.db");
  tell(database, log);
  const address = `127.0.0.1:${await freePort()}`;
  const command = [built("witness"), built("litewitness"), folder, address, name] as const;
  const child = spawn(command[0], command.slice(1), { stdio: ["pipe", "ignore", "pipe"] });
  let printed = "";
  child.stderr.on("data", (chunk) => {
    printed += String(chunk);
  });
  onTestFailed(() => console.error(`${command.join(" ")}\n${printed}`));
  const ended = once(child, "exit");
  onTestFinished(async () => {
    child.stdin.end();
    await ended;
  });
  const url = `http://${address}`;
  await until("litewitness to answer", async () => {
    if (child.exitCode !== null) throw new Error(`litewitness ended: ${printed}`);
    return fetch(url).then(
      () => true,
      () => false,
    );
  });
  const [, vkey] = printed.match(/vkey="?([^"\s]+)/) ?? [];
  if (vkey === undefined) throw new Error(`litewitness told no key: ${printed}`);
  return { vkey, url, known: () => knownTo(database) };
};

/** What its `witnessctl` would write, which does not build here. */
const tell = (database: string, { origin, vkey }: { origin: string; vkey: string }): void => {
  const db = new DatabaseSync(database);
  db.exec("create table log (origin text primary key, tree_size integer not null, tree_hash text not null)");
  db.exec("create table key (origin text not null, key text not null, foreign key (origin) references log (origin))");
  db.prepare("insert into log values (?, 0, ?)").run(origin, NO_LEAVES);
  db.prepare("insert into key values (?, ?)").run(origin, vkey);
  db.close();
};

const knownTo = (database: string): { size: number; root: string } => {
  const db = new DatabaseSync(database, { readOnly: true });
  try {
    const row = db.prepare("select tree_size as size, tree_hash as root from log").get();
    return { size: Number(row?.size), root: String(row?.root) };
  } finally {
    db.close();
  }
};

/** It would not tell which port it was given, so it is given one that was free a moment ago. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
};
