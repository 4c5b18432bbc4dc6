import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { checkout } from "./checkout.js";
import { query, type TestDatabase } from "./database.js";
import { until } from "./until.js";

/** A sequencer in a process of its own, killed when the test ends. */
export interface Sequencer {
  readonly process: ChildProcess;
  /** What it has logged so far. */
  logged(): string;
  /** Waits for its end; gives the exit code, or the signal. */
  end(): Promise<number | string | null>;
}

/** When what was started ends: with its test, or with all tests of a file (`afterAll`). */
type Ending = (end: () => void | Promise<void>) => void;

/** A folder for a log's key and tiles, which goes when the test ends. */
export const logHome = (ending: Ending = onTestFinished): string => {
  const home = mkdtempSync(join(tmpdir(), "countersign-log-"));
  ending(() => rmSync(home, { recursive: true, force: true }));
  return home;
};

/** Starts `npm run sequencer` from the sources, by the database's own login. */
export const startSequencer = (
  database: Pick<TestDatabase, "sequencerUrl">,
  home: string,
  env: Record<string, string> = {},
  ending: Ending = onTestFinished,
): Sequencer => {
  const child = spawn(join(checkout, "node_modules/.bin/node"), ["--import", "tsx", "src/sequencer.ts"], {
    cwd: checkout,
    env: {
      PATH: process.env.PATH ?? "",
      DATABASE_SEQUENCER_URL: database.sequencerUrl,
      COUNTERSIGN_HOME: home,
      // Within the home no weak anchor can stand.
      XDG_STATE_HOME: home,
      COUNTERSIGN_CHECKPOINT_MS: "100",
      COUNTERSIGN_INDEX_SECONDS: "86400",
      COUNTERSIGN_ANCHOR_SECONDS: "86400",
      ...env,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let logged = "";
  child.stderr?.on("data", (chunk) => {
    logged += String(chunk);
  });
  const ended = once(child, "exit").then(([code, signal]) => (code ?? signal) as number | string | null);
  ending(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return { process: child, logged: () => logged, end: () => ended };
};

/** A command of the log's, in a process of its own. */
export interface LogCommand {
  readonly process: ChildProcess;
  /** What it printed, and how it ended; the code is -1 where it was killed. */
  readonly ended: Promise<{ printed: string; complaint: string; code: number }>;
}

/** Starts `npm run log -- …` from the sources. */
export const startLog = (
  database: TestDatabase,
  home: string,
  args: readonly string[],
  env: Record<string, string> = {},
): LogCommand => {
  const child = spawn(join(checkout, "node_modules/.bin/node"), ["--import", "tsx", "src/cli/log.ts", ...args], {
    cwd: checkout,
    env: {
      PATH: process.env.PATH ?? "",
      DATABASE_URL: database.runtimeUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      DATABASE_SEQUENCER_URL: database.sequencerUrl,
      COUNTERSIGN_HOME: home,
      XDG_STATE_HOME: home,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return {
    process: child,
    ended: ended.then(([printed, complaint, [code]]) => ({ printed, complaint, code: code ?? -1 })),
  };
};

/** What `npm run log -- …` printed and how it ended; it never throws. */
export const runLog = (...command: Parameters<typeof startLog>): LogCommand["ended"] => startLog(...command).ended;

/** How far the log has come: entries, leaves, queue, and the leaves of the last checkpoint. */
export const progress = async ({ superuserUrl }: TestDatabase) => {
  const [row] = await query<{
    entries: number;
    leaves: number;
    pending: number;
    signed: number;
    halted: string | null;
  }>(
    superuserUrl,
    `select (select count(*)::int from audit.entry) as entries, (select count(*)::int from audit.leaf) as leaves,
       (select count(*)::int from audit.pending) as pending, coalesce((select max(size)::int from audit.checkpoint), 0) as signed,
       (select halted from audit.tree order by log desc limit 1) as halted`,
  );
  if (row === undefined) throw new Error("no progress to tell");
  return row;
};

/** Waits until every entry is a leaf that a checkpoint covers, and the folder has that checkpoint. */
export const untilSigned = (database: TestDatabase, home: string): Promise<unknown> =>
  until("every entry to be covered by a published checkpoint", async () => {
    const { entries, signed } = await progress(database);
    if (entries !== signed) return false;
    const checkpoint = join(home, "log/checkpoint");
    return existsSync(checkpoint) && readFileSync(checkpoint, "utf8").split("\n")[1] === String(entries);
  });
