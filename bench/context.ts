import { createClient } from "./client.js";
import type { Peer } from "./peer.js";
import type { Row } from "./report.js";
import type { Pace, Side } from "./rounds.js";
import type { World } from "./seed.js";
import type { Service } from "./stage.js";

/** What a job has to work with. */
export interface BenchContext {
  readonly service: Service;
  readonly world: World;
  /** Upstream's server, when `--peer` asks for it. */
  readonly peer: Peer | null;
  readonly pace: Pace;
  /** Versions of the larger registry, where a job compares two. */
  readonly size: number;
  /** Of the sizes of the log's jobs, above 0: 1 is what their targets are for. */
  readonly scale: number;
  /** For files that jobs write. */
  readonly folder: string;
}

/** Measures one thing; may give several rows. */
export type Job = (context: BenchContext) => Promise<Row[]>;

/** The service as a contender: whose CPU is counted, and how many statements it has sent. */
export const serviceSide = (service: Service, fire: Side["fire"]): Side => ({
  pid: service.pid,
  postgresPid: service.postgresPid,
  statements: () => statementsSent(service),
  fire,
});

/** How many SQL statements the service has sent since it started, by its own metrics. */
export const statementsSent = async ({ url, adminToken }: Service): Promise<number> => {
  const client = createClient(url, adminToken, 1);
  const { body } = await client.send("GET", "/metrics");
  client.close();
  const count = /^countersign_sql_statements_total (\S+)$/m.exec(body)?.[1];
  if (count === undefined) throw new Error("/metrics has no countersign_sql_statements_total");
  return Number(count);
};
