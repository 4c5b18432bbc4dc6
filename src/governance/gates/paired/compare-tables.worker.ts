import { parentPort, workerData } from "node:worker_threads";
import { type Comparing, compareTables } from "./compare-tables.js";

const { candidate, champion, asked } = workerData as {
  readonly candidate: Uint8Array;
  readonly champion: Uint8Array;
  readonly asked: Comparing;
};

parentPort?.postMessage(compareTables(candidate, champion, asked));
