import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { Counter, Gauge, type Registry } from "prom-client";

/** Something that the service does by itself, again and again. A round must be safe beside another replica's. */
export interface Job {
  /** Lower-case words with hyphens: what logs and metrics call it. */
  readonly name: string;
  /** Milliseconds from the end of one round to the beginning of the next. */
  readonly everyMs: number;
  /** One round; what takes long looks at `signal` and ends early when the service stops. */
  readonly run: (signal: AbortSignal) => Promise<void>;
}

/** The jobs as they run. */
export interface RunningJobs {
  /** Begins no further round and waits for those that have begun. */
  stop(): Promise<void>;
}

/**
 * Starts each job in a loop of its own, so that one that is slow or fails delays no other. A failed round is logged,
 * counted and tried again after the usual time.
 */
export const startJobs = (jobs: readonly Job[], log: Logger, registry: Registry): RunningJobs => {
  const stopped = new AbortController();
  const noted = jobMetrics(registry);
  const loops = jobs.map((job) => rounds(job, { log, noted, signal: stopped.signal }));
  return {
    stop: async () => {
      stopped.abort();
      await Promise.all(loops);
    },
  };
};

interface Tools {
  readonly log: Logger;
  readonly noted: (job: string, outcome: "done" | "failed") => void;
  readonly signal: AbortSignal;
}

const rounds = async ({ name, everyMs, run }: Job, { log, noted, signal }: Tools): Promise<void> => {
  while (!signal.aborted) {
    try {
      await run(signal);
      noted(name, "done");
    } catch (error) {
      if (signal.aborted) return;
      noted(name, "failed");
      log.warn({ job: name, err: error }, "a job failed; it is tried again");
    }
    await sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
};

const jobMetrics = (registry: Registry): Tools["noted"] => {
  const runs = new Counter({
    name: "countersign_job_rounds_total",
    help: "Rounds of the service's own jobs, by job and outcome (done, failed).",
    labelNames: ["job", "outcome"],
    registers: [registry],
  });
  const last = new Gauge({
    name: "countersign_job_last_done_timestamp_seconds",
    help: "When a round of the job was done last, in seconds since the epoch.",
    labelNames: ["job"],
    registers: [registry],
  });
  return (job, outcome) => {
    runs.labels(job, outcome).inc();
    if (outcome === "done") last.labels(job).setToCurrentTime();
  };
};
