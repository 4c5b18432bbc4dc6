import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { sessionOptions } from "../src/db/session-options.js";
import type { Shot, Side } from "./rounds.js";

const folder = join(dirname(fileURLToPath(import.meta.url)), "anchors");

/** Node runs these files as they are: an anchor carries no loader. */
const start = (file: string, args: string[] = []): ChildProcess =>
  fork(join(folder, file), args, { execArgv: ["--disable-warning=ExperimentalWarning"] });

const ask = async <Reply>(child: ChildProcess, message: object): Promise<Reply> => {
  const replied = once(child, "message");
  child.send(message);
  const [reply] = (await replied) as [Reply & { error?: string }];
  if (reply.error !== undefined) throw new Error(`anchor: ${reply.error}`);
  return reply;
};

/** A process that answers every request with `body`. */
export const startConstant = async (body: string): Promise<{ url: string; pid: number; stop(): void }> => {
  const child = start("constant.ts", [Buffer.from(body).toString("base64")]);
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  return { url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, stop: () => void child.kill() };
};

/** A process that sends one file to every request. */
export const startFileServer = async (path: string): Promise<{ url: string; stop(): void }> => {
  const child = start("file.ts", [path]);
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  return { url: `http://127.0.0.1:${port}`, stop: () => void child.kill() };
};

/** One statement as `pg` takes it; with a name it is prepared once per connection. */
export interface BareStatement {
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

export interface StatementsOptions {
  readonly url: string;
  readonly postgresPid: number;
  readonly connections: number;
  readonly clients: number;
  readonly jobs: readonly (readonly BareStatement[])[];
  /** Run once, before anything is counted. */
  readonly before?: string;
}

/** A process that runs the jobs' statements in turn. */
export const startStatements = async (options: StatementsOptions): Promise<Side & { stop(): void }> => {
  const { postgresPid, ...rest } = options;
  const child = start("statements.ts");
  await ask(child, { ...rest, options: sessionOptions });
  return {
    pid: child.pid ?? 0,
    postgresPid,
    fire: (seconds) => ask<Shot>(child, { seconds }),
    stop: () => void child.kill(),
  };
};
