import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { connectBare } from "../bare.js";
import type { BenchContext, Job } from "../context.js";
import { percentile, show } from "../figures.js";
import { append, appendStories, BATCH, entryOf } from "../log-entries.js";
import { programBelow } from "../processes.js";
import type { Row } from "../report.js";

const ENTRIES = 200_000;
const PROBES = 40;

const holds = async (client: pg.Client, condition: string, values: unknown[] = []): Promise<boolean> =>
  (await client.query(`select ${condition} as yes`, values)).rows[0].yes;

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

/** Milliseconds from a commit to the checkpoint that covers it. */
const timeToCheckpoint = async (client: pg.Client): Promise<number> => {
  const entry = await append(client, [entryOf(0)]);
  const begun = performance.now();
  const covered = `exists (select from audit.leaf l join audit.checkpoint c on c.log = l.log and c.size > l.idx where l.entry_id = $1)`;
  while (!(await holds(client, covered, [entry]))) await sleep(10);
  return performance.now() - begun;
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
    const drained = await drain(client, context);
    const times: number[] = [];
    for (let probe = 0; probe < PROBES; probe++) {
      times.push(await timeToCheckpoint(client));
      await sleep(Math.random() * 500);
    }
    const [middle, late] = [percentile(times, 0.5), percentile(times, 0.99)];
    return [
      drained,
      {
        job: "l2",
        what: "from an entry's commit to the checkpoint that covers it, one at a time",
        ours: `p50 ${show(middle)} ms, p99 ${show(late)} ms`,
        anchor: "",
        ratio: "",
        target: "p50 ≤ 2,500 ms, p99 ≤ 5,000 ms",
        met: middle <= 2_500 && late <= 5_000,
      },
    ];
  } finally {
    await client.end();
  }
};
