import { Worker } from "node:worker_threads";
import { DomainError } from "../../../errors.js";
import type { Comparing, Comparison } from "./compare-tables.js";

/** Bounds of one comparison: MiB of its heap, and milliseconds. */
const bounds = { megabytes: 1_536, ms: 60_000 } as const;

const isSource = import.meta.url.endsWith(".ts");
const program = new URL(`./compare-tables.worker.${isSource ? "ts" : "js"}`, import.meta.url);

/** Compares two tables in a thread of its own, so that nobody else waits for it. The bytes are gone afterwards. */
export const compareInWorker = (
  candidate: Uint8Array<ArrayBuffer>,
  champion: Uint8Array<ArrayBuffer>,
  asked: Comparing,
): Promise<Comparison> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(program, {
      workerData: { candidate, champion, asked },
      transferList: [candidate.buffer, champion.buffer],
      execArgv: isSource ? ["--import", "tsx"] : [],
      resourceLimits: { maxOldGenerationSizeMb: bounds.megabytes },
      env: {},
    });
    const timer = setTimeout(() => {
      reject(new DomainError("UNAVAILABLE", "The tables of scores could not be compared in 60 s; retry."));
      void worker.terminate();
    }, bounds.ms);
    worker.once("message", resolve);
    worker.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "ERR_WORKER_OUT_OF_MEMORY"
        ? resolve({ problem: `the tables need more than ${bounds.megabytes} MiB of memory to be compared` })
        : reject(error),
    );
    worker.once("exit", () => {
      clearTimeout(timer);
      reject(new DomainError("UNAVAILABLE", "The tables of scores could not be compared; retry."));
    });
  });
