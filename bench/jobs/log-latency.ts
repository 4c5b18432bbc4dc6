import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { connectBare } from "../bare.js";
import type { BenchContext } from "../context.js";
import { median, percentile, show } from "../figures.js";
import { append, entryOf } from "../log-entries.js";
import { programBelow } from "../processes.js";
import type { Row } from "../report.js";

const [WRITERS, PER_SECOND] = [8, 500];
/** Seconds of a round beside the sequencer: three have its minutely commitment to the index in them. */
const WITH = 25;
/** And without: a sequencer that is stopped for longer loses its connection. */
const WITHOUT = 10;
const ROUNDS = 3;

interface Written {
  /** Milliseconds from when each write was due to its commit. */
  readonly taken: number[];
  /** When each entry was committed, in milliseconds of the epoch, by its id. */
  readonly committed: Map<string, number>;
}

/** Writes at a steady pace: who falls behind does not wait, and its delay counts. */
const write = async (writers: readonly pg.Client[], seconds: number): Promise<Written> => {
  const [taken, committed]: [number[], Map<string, number>] = [[], new Map()];
  const [begun, each] = [performance.now(), (1_000 * writers.length) / PER_SECOND];
  const run = async (client: pg.Client, own: number): Promise<void> => {
    for (let made = 0; ; made++) {
      const due = begun + (made + own / writers.length) * each;
      if (due > begun + seconds * 1_000) return;
      const early = due - performance.now();
      if (early > 0) await sleep(early);
      const entry = await append(client, [entryOf(Math.floor(Math.random() * 20_000))]);
      committed.set(entry, performance.timeOrigin + performance.now());
      taken.push(performance.now() - due);
    }
  };
  await Promise.all(writers.map(run));
  return { taken, committed };
};

const untilEmpty = async (client: pg.Client): Promise<void> => {
  while ((await client.query("select exists (select from audit.pending) as any")).rows[0].any) await sleep(50);
};

const signings = `select l.entry_id::text as entry, extract(epoch from (select min(c.signed_at) from audit.checkpoint c
    where c.log = l.log and c.size > l.idx))::float8 * 1000 as signed
  from audit.leaf l where l.entry_id = any($1::bigint[])`;

/** Milliseconds from each entry's commit to the checkpoint that covers it. */
const untilSigned = async (client: pg.Client, { committed }: Written): Promise<number[]> => {
  for (;;) {
    const rows: { entry: string; signed: number | null }[] = (await client.query(signings, [[...committed.keys()]]))
      .rows;
    const times = rows.flatMap(({ entry, signed }) => (signed === null ? [] : signed - (committed.get(entry) ?? 0)));
    if (times.length === committed.size) return times;
    await sleep(500);
  }
};

/** (l2) From commit to checkpoint while entries are written at a steady pace, and what the sequencer costs who writes them. */
export const logLatency = async ({ service }: BenchContext): Promise<Row[]> => {
  const sequencer = programBelow(service.pid, "--child");
  const clients = await Promise.all(Array.from({ length: WRITERS + 1 }, () => connectBare(service.runtimeUrl)));
  const [reader, ...writers] = clients as [pg.Client, ...pg.Client[]];
  const [signed, beside, alone]: [number[], number[], number[]] = [[], [], []];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      await untilEmpty(reader);
      const written = await write(writers, WITH);
      beside.push(percentile(written.taken, 0.99));
      signed.push(...(await untilSigned(reader, written)));
      process.kill(sequencer, "SIGSTOP");
      alone.push(percentile((await write(writers, WITHOUT)).taken, 0.99));
      process.kill(sequencer, "SIGCONT");
    }
  } finally {
    process.kill(sequencer, "SIGCONT");
    await Promise.all(clients.map((client) => client.end()));
  }
  const [middle, late] = [percentile(signed, 0.5), percentile(signed, 0.99)];
  const ratios = beside.map((own, at) => own / (alone[at] ?? own));
  return [
    {
      job: "l2",
      what: `from an entry's commit to the checkpoint that covers it, ${PER_SECOND} entries a second`,
      ours: `p50 ${show(middle)} ms, p99 ${show(late)} ms`,
      anchor: "",
      ratio: "",
      target: "p50 ≤ 2,500 ms, p99 ≤ 5,000 ms",
      met: middle <= 2_500 && late <= 5_000,
    },
    {
      job: "l3",
      what: "p99 of writing one such entry; anchor: the same while the sequencer is stopped",
      ours: `${show(median(beside))} ms`,
      anchor: `${show(median(alone))} ms`,
      ratio: `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`,
      target: "≤ 1.1",
      met: median(ratios) <= 1.1,
    },
  ];
};
