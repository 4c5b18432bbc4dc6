import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";

/** Milliseconds that it has to end by itself. */
const END_MS = 2_000;
/** Milliseconds until it is started anew after it ended by itself, at first and at the most. */
const [AGAIN_MS, AGAIN_MOST_MS] = [100, 5_000];

export interface Supervised {
  /** Ends the process and waits until it is gone. */
  stop(): Promise<void>;
}

/** The program beside this file's folder: compiled where this is, else from the sources, by the same loader. */
const program = fileURLToPath(import.meta.url).replace(/sequencer\/supervise\.(js|ts)$/, "sequencer.$1");

/** Keeps the sequencer running below this process; `env` is what it is told. */
export const superviseSequencer = (env: NodeJS.ProcessEnv, log: Logger): Supervised => {
  const stopped = new AbortController();
  let child: ChildProcess | null = null;
  const keep = async (): Promise<void> => {
    for (let again = AGAIN_MS; !stopped.signal.aborted; again = Math.min(again * 2, AGAIN_MOST_MS)) {
      const startedAt = performance.now();
      child = start(env);
      const [code, signal] = await ended(child);
      if (stopped.signal.aborted) return;
      if (performance.now() - startedAt > AGAIN_MOST_MS) again = AGAIN_MS;
      log.error({ code, signal }, "the sequencer ended by itself; restarting it");
      await sleep(again, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  };
  const kept = keep();
  return {
    stop: async () => {
      stopped.abort();
      child?.stdin?.end();
      const timer = setTimeout(() => child?.kill("SIGKILL"), END_MS);
      await kept;
      clearTimeout(timer);
    },
  };
};

/** In a session of its own, which a terminal's Ctrl-C does not reach; its log goes where the service's does. */
const start = (env: NodeJS.ProcessEnv): ChildProcess => {
  const child = spawn(process.execPath, [...process.execArgv, program, "--child"], {
    env,
    detached: true,
    stdio: ["pipe", "ignore", "inherit"],
  });
  child.stdin?.on("error", () => undefined);
  return child;
};

const ended = async (child: ChildProcess): Promise<[number | null, string | null]> =>
  (await once(child, "exit").catch(() => [null, "could not be started"])) as [number | null, string | null];
