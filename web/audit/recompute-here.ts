import type { AuditEntryFilter } from "../gql/graphql.ts";
import { ownWorker } from "../parts/page/trusted.ts";
import { readBytes } from "./audit.queries.ts";
import type { Hashed, Recomputed } from "./hashes.ts";
import workerUrl from "./hashes.worker.ts?worker&url";

const PAGE = 50;

/** Reads the bytes of the newest `most` entries that match, and computes their hashes in a worker. */
export const recomputeHere = async (filter: AuditEntryFilter, most: number): Promise<Recomputed> => {
  const entries: Hashed[] = [];
  for (let after: string | null = null; entries.length < most; ) {
    const { nodes, pageInfo } = await readBytes(filter, after, Math.min(PAGE, most - entries.length));
    entries.push(...nodes);
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor ?? null;
  }
  return inWorker(entries);
};

const inWorker = async (entries: readonly Hashed[]): Promise<Recomputed> => {
  const worker = ownWorker(workerUrl);
  try {
    return await new Promise((resolve, reject) => {
      worker.addEventListener("message", ({ data }) => resolve(data));
      worker.addEventListener("error", () => reject(new Error("The worker that computes hashes did not start.")));
      worker.postMessage(entries);
    });
  } finally {
    worker.terminate();
  }
};
