import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { connectBare } from "../bare.js";
import type { BenchContext, Job } from "../context.js";
import { show } from "../figures.js";
import { appendStories, BATCH } from "../log-entries.js";
import { programBelow } from "../processes.js";
import type { Row } from "../report.js";
import { logLatency } from "./log-latency.js";

const ENTRIES = 200_000;

const holds = async (client: pg.Client, condition: string): Promise<boolean> =>
  (await client.query(`select ${condition} as yes`)).rows[0].yes;

/** Envelopes and nodes that one core hashes in a second. */
const hashedBare = async (client: pg.Client): Promise<number> => {
  const { rows } = await client.query<{ envelope: string }>("select envelope from audit.entry limit 50000");
  const node = Buffer.alloc(65, 1);
  const begun = performance.now();
  for (const { envelope } of rows) {
    createHash("sha256").update("\0").update(envelope).digest();
    createHash("sha256").update(node).digest();
  }
  return rows.length / ((performance.now() - begun) / 1_000);
};

/** The queue is filled while the sequencer is stopped, and timed from its first leaf after that to the last. */
const drain = async (client: pg.Client, { service, scale }: BenchContext): Promise<Row> => {
  const sequencer = programBelow(service.pid, "--child");
  process.kill(sequencer, "SIGSTOP");
  const filled = performance.now();
  const entries = Math.floor(ENTRIES * scale);
  await appendStories(client, entries);
  const appended = entries / ((performance.now() - filled) / 1_000);
  const sizeOf = async (): Promise<number> =>
    Number((await client.query("select max(size) as size from audit.tree")).rows[0].size);
  const before = await sizeOf();
  process.kill(sequencer, "SIGCONT");
  while ((await sizeOf()) === before) await sleep(5);
  const [first, begun] = [await sizeOf(), performance.now()];
  while (await holds(client, "exists (select from audit.pending)")) await sleep(50);
  const drained = ((await sizeOf()) - first) / ((performance.now() - begun) / 1_000);
  const bare = await hashedBare(client);
  return {
    job: "l1",
    what: `the sequencer drains ${entries.toLocaleString("en-US")} entries; anchor: hashing as many envelopes and nodes, nothing else`,
    ours: `${show(drained)}/s`,
    anchor: `${show(bare)}/s`,
    ratio: (drained / bare).toFixed(2),
    target: "≥ 0.15, ≥ 5,000/s, ≥ 3 × appending",
    met: drained >= 0.15 * bare && drained >= 5_000 && drained >= 3 * appended,
    note: `appending, one client, ${BATCH} a transaction: ${show(appended)}/s`,
  };
};

/** (l) The log: how fast the queue is drained, and how long after its commit an entry is signed. */
export const log: Job = async (context) => {
  const client = await connectBare(context.service.runtimeUrl);
  try {
    return [await drain(client, context), ...(await logLatency(context))];
  } finally {
    await client.end();
  }
};
