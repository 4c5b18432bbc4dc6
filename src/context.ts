import type { Logger } from "pino";
import type { Caller } from "./access/caller.js";
import type { BlobStore } from "./artifacts/blob-store.js";
import type { Database } from "./db/database.js";
import type { Resolver } from "./registry/resolve/resolve.js";
import type { SlotGuard } from "./registry/slot-guard.js";
import type { MetricWriter } from "./tracking/metrics/metric-writer.js";
import type { SnapshotKeeper } from "./tracking/runs/snapshot-keeper.js";

/** The door a request came in by; recorded in every audit entry. */
export type Channel = "graphql" | "http" | "mlflow-rest" | "cli" | "job";

/** Everything a request carries: who asks, through which door, and the means to answer. */
export interface Ctx extends Caller {
  /** Made by the service for this request. */
  readonly requestId: string;
  readonly channel: Channel;
  readonly db: Database;
  /** What approval policies forbid; supplied by governance. */
  readonly guard: SlotGuard;
  /** What versions hold of runs; supplied by the registry. */
  readonly snapshots: SnapshotKeeper;
  /** Where artifacts' bytes are. */
  readonly blobs: BlobStore;
  /** The process's writer of metric points; null for jobs and the command line. */
  readonly metricWriter: MetricWriter | null;
  /** The process's resolver of `models:` URIs; null for jobs and the command line. */
  readonly resolver: Resolver | null;
  readonly log: Logger;
  readonly client: {
    readonly ip: string | null;
    readonly agent: string | null;
    /** The client library and its version, where the protocol tells: `mlflow-python-client/3.17.2`. */
    readonly software?: string | null;
    /** What the caller calls this request (`x-request-id`): theirs to choose, so nothing is found by it. */
    readonly requestId?: string | null;
  };
  /** Per-request DataLoaders by factory; see `loader` in graphql/. */
  readonly loaders: Map<unknown, unknown>;
}
