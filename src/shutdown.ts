import type { Logger } from "pino";

/** Stops one part of a running service. */
export type Stop = () => Promise<void>;

/** Terminals and npm both pass a signal on: only a repeat after this time means "now". */
const repeatMs = 1_000;

export interface Shutdown {
  /** Registers a part; the last registered stops first. */
  add(stop: Stop): void;
  /** Stops every part, then ends the process with this code. */
  end(code: number): Promise<never>;
  /** Whether a signal, or `end`, has begun to stop the service. */
  begun(): boolean;
}

/** Listens to SIGTERM and SIGINT from now on; a signal during the start stops what there is so far. */
export const listenForSignals = (log: Logger): Shutdown => {
  const stops: Stop[] = [];
  let begun: number | null = null;
  const end = async (code: number): Promise<never> => {
    begun ??= Date.now();
    for (let stop = stops.pop(); stop !== undefined; stop = stops.pop())
      await stop().catch((error: unknown) => log.error({ err: error }, "a part did not stop cleanly"));
    process.exit(code);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    if (begun !== null) {
      if (Date.now() - begun >= repeatMs) process.exit(1);
      return;
    }
    log.info({ signal }, "stopping");
    void end(0);
  };
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
  return { add: (stop) => stops.push(stop), end, begun: () => begun !== null };
};

/** Waits for the work, but no longer than this; tells whether it ended in time. */
export const within = async (ms: number, work: Promise<void>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
};
