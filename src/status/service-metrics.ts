import { statfs } from "node:fs/promises";
import { Gauge, type Registry } from "prom-client";
import { storedBytes } from "../artifacts/artifacts.queries.js";
import { type LogFacts, logFacts, standingOf } from "../audit/log.queries.js";
import { type LogKeeper, logKeepers } from "../audit/log-keepers.queries.js";
import type { Database } from "../db/database.js";
import { pendingRequests } from "../governance/requests/request-counts.queries.js";
import { millisOf } from "../instant.js";

/** What the service says of itself beside its requests. */
export interface ServiceMetricsOptions {
  readonly registry: Registry;
  readonly db: Pick<Database, "pools" | "heardAgo" | "measuring">;
  readonly version: string;
  readonly hardening: number;
  /** Folder of the artifacts' bytes. */
  readonly artifacts: string;
}

/** Milliseconds for which the sum over all files holds: it reads a row a file. */
const BYTES_HOLD = 60_000;

/** Adds the gauges; what the database or the disk does not tell in time is NaN, and the others are printed all the same. */
export const addServiceMetrics = (options: ServiceMetricsOptions): void => {
  addPools(options);
  addGovernance(options);
  addArtifacts(options);
  addLog(options);
  addKeepers(options);
  const { registry, db, version, hardening } = options;
  gauge(
    registry,
    "countersign_change_feed_age_seconds",
    "Seconds since this process last heard of other replicas' changes; past 1 it answers from no cache.",
    () => db.heardAgo(),
  );
  gauge(
    registry,
    "countersign_hardening_level",
    "How far the database's roles protect the audit log: 0, 1 or 2.",
    () => hardening,
  );
  new Gauge({
    name: "countersign_build_info",
    help: "1; the labels tell the release and the Node that runs it.",
    labelNames: ["version", "node"],
    registers: [registry],
  }).set({ version, node: process.version }, 1);
};

const gauge = (registry: Registry, name: string, help: string, read: () => number | Promise<number>): void => {
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      this.set(await orNaN(read));
    },
  });
};

const orNaN = async (read: () => number | Promise<number>): Promise<number> => {
  try {
    return await read();
  } catch {
    return Number.NaN;
  }
};

/** One read for all gauges of a scrape that ask while it goes on. */
const shared = <Read>(read: () => Promise<Read>): (() => Promise<Read>) => {
  let reading: Promise<Read> | null = null;
  return () => {
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  };
};

const addPools = ({ registry, db }: ServiceMetricsOptions): void => {
  new Gauge({
    name: "countersign_db_connections",
    help: "Connections to the database, by pool (read, write) and state (in_use, idle).",
    labelNames: ["pool", "state"],
    registers: [registry],
    collect() {
      for (const [pool, { open, idle }] of Object.entries(db.pools())) {
        this.set({ pool, state: "in_use" }, open - idle);
        this.set({ pool, state: "idle" }, idle);
      }
    },
  });
  new Gauge({
    name: "countersign_db_waiting",
    help: "Pieces of work that wait for a connection to the database, by pool (read, write).",
    labelNames: ["pool"],
    registers: [registry],
    collect() {
      for (const [pool, { waiting: count }] of Object.entries(db.pools())) this.set({ pool }, count);
    },
  });
};

const addGovernance = ({ registry, db }: ServiceMetricsOptions): void => {
  const pending = shared(() => pendingRequests(db.measuring));
  gauge(
    registry,
    "countersign_pending_requests",
    "Transition requests that wait for signatures.",
    async () => (await pending()).count,
  );
  gauge(
    registry,
    "countersign_oldest_pending_request_age_seconds",
    "Seconds since the oldest of them was asked; 0 when there is none.",
    async () => (await pending()).oldestSeconds,
  );
};

const secondsSince = (at: string | null): number => (at === null ? 0 : (Date.now() - millisOf(at)) / 1_000);

const addLog = ({ registry, db }: ServiceMetricsOptions): void => {
  const facts = shared(() => logFacts(db.measuring));
  const tell = (name: string, help: string, read: (told: LogFacts) => number): void =>
    gauge(registry, `countersign_log_${name}`, help, async () => read(await facts()));
  tell("pending_entries", "Entries that wait for the log's sequencer.", ({ pending }) => Number(pending));
  tell(
    "oldest_pending_age_seconds",
    "Seconds since the oldest of them was written; 0 when there is none.",
    ({ oldestPendingAt }) => secondsSince(oldestPendingAt),
  );
  tell("checkpoint_age_seconds", "Seconds since the log was signed last; 0 before the first time.", ({ signedAt }) =>
    secondsSince(signedAt),
  );
  tell("halted", "1 while the log is halted, or no sequencer runs.", (told) =>
    standingOf(told) === "SIGNING" ? 0 : 1,
  );
  tell("warning", "1 while the log is signed and something will halt it, as a key file of a rotation.", (told) =>
    told.halted === null && told.haltDetail !== null ? 1 : 0,
  );
};

/** One line for each anchor and witness that there is now. */
const addKeepers = ({ registry, db }: ServiceMetricsOptions): void => {
  const keepers = shared(async () => {
    const [known, { checkpointSize }] = await Promise.all([logKeepers(db.measuring), logFacts(db.measuring)]);
    return known.map((keeper) => ({ ...keeper, behind: Number(checkpointSize - (keeper.size ?? 0n)) }));
  });
  const tell = (name: string, help: string, read: (keeper: LogKeeper & { behind: number }) => number): void =>
    void new Gauge({
      name: `countersign_log_keeper_${name}`,
      help,
      labelNames: ["kind", "target"],
      registers: [registry],
      async collect() {
        this.reset();
        for (const keeper of await keepers().catch(() => []))
          this.set({ kind: keeper.kind, target: keeper.target }, read(keeper));
      },
    });
  tell(
    "age_seconds",
    "Seconds since an anchor or witness confirmed a checkpoint of the log; 0 before the first time.",
    ({ at }) => secondsSince(at),
  );
  tell(
    "behind_entries",
    "Entries of the last checkpoint that an anchor or witness has not confirmed: an idle log's age grows, this does not.",
    ({ behind }) => behind,
  );
};

const addArtifacts = ({ registry, db, artifacts }: ServiceMetricsOptions): void => {
  let kept: { bytes: number; until: number } | null = null;
  gauge(
    registry,
    "countersign_artifact_bytes",
    "Bytes of all stored files, each content once; read anew once a minute.",
    async () => {
      if (kept === null || performance.now() > kept.until)
        kept = { bytes: await storedBytes(db.measuring), until: performance.now() + BYTES_HOLD };
      return kept.bytes;
    },
  );
  gauge(
    registry,
    "countersign_artifact_free_bytes",
    "Bytes that the disk of the artifacts has left for this user.",
    async () => {
      const { bavail, bsize } = await statfs(artifacts);
      return bavail * bsize;
    },
  );
};
