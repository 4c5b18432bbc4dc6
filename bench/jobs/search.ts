import { connectBare } from "../bare.js";
import { createClient } from "../client.js";
import type { BenchContext, Job } from "../context.js";
import { median, percentile, show } from "../figures.js";
import { alternate } from "../loops.js";
import type { Row } from "../report.js";
import { experimentOf, RUNS_PER_EXPERIMENT, seededKeys, seedRuns } from "../run-volume.js";
import { createWire, makeRuns } from "../wire.js";

/** Runs in all, ten thousand an experiment. */
const VOLUMES = [10_000, 100_000, 1_000_000];
const CALLS = 60;
const PAGE = 100;

const [a, b, c] = seededKeys;
const FILTER = `metrics.\`${a}\` > 0.9 AND params.\`${b}\` = '4' AND tags.\`${c}\` = '3'`;

/** The same by hand: the three indexes, each entered once, and the runs that are in all of them. */
const byHand = `select m.run from latest_metric m
  where m.experiment = $1 and m.key = (select id from tracking_key where key = '${a}') and m.value > 0.9
    and exists (select from run_param p where p.experiment = $1 and p.run = m.run and p.prefix = '4'
      and p.key = (select id from tracking_key where key = '${b}'))
    and exists (select from run_tag t where t.experiment = $1 and t.run = m.run and t.prefix = '3'
      and t.key = (select id from tracking_key where key = '${c}'))
    and exists (select from run r where r.uuid = m.run and r.deleted_at is null)
  order by m.start_time desc, m.run limit ${PAGE + 1}`;

interface Timed {
  readonly volume: number;
  readonly api: number;
  readonly sql: number;
  readonly newest: number;
  readonly byMetric: number;
  readonly p95: number;
}

const measure = async (context: BenchContext, volume: number): Promise<Timed> => {
  const { service, world } = context;
  const wire = createWire(service.url, world.maintainerToken, 1);
  const bare = await connectBare(service.superuserUrl);
  const experiments = volume / RUNS_PER_EXPERIMENT;
  let turn = 0;
  const experiment = (): string => experimentOf(turn++ % experiments);
  const ask = (message: object) => async (): Promise<void> => {
    const body = await wire.postText(
      "runs/search",
      JSON.stringify({ experiment_ids: [experiment()], max_results: PAGE, ...message }),
    );
    if (!body.includes('"runs"')) throw new Error(`no runs: ${body.slice(0, 500)}`);
  };
  const [api, sql, newest, byMetric] = await alternate(
    [
      ask({ filter: FILTER }),
      () => bare.query({ name: "by-hand", text: byHand, values: [experiment()] }),
      ask({}),
      ask({ order_by: [`metrics.\`${a}\` DESC`], max_results: 10 }),
    ],
    CALLS,
  );
  wire.close();
  await bare.end();
  return {
    volume,
    api: median(api),
    sql: median(sql),
    newest: median(newest),
    byMetric: median(byMetric),
    p95: percentile(api, 0.95),
  };
};

const rowsOf = (timed: readonly Timed[]): Row[] => {
  const rows: Row[] = timed.map(({ volume, api, sql, newest, byMetric, p95 }) => ({
    job: "c",
    what: `runs/search, metric, param and tag, in one experiment of ${RUNS_PER_EXPERIMENT.toLocaleString("en-US")}; ${volume.toLocaleString("en-US")} runs in all; anchor: the SQL by hand`,
    ours: `${show(api)} ms p50`,
    anchor: `${show(sql)} ms`,
    ratio: `+ ${show(api - sql)} ms`,
    target: "≤ SQL + 3 ms",
    met: api <= sql + 3,
    note: `${volume.toLocaleString("en-US")} runs: p95 ${show(p95)} ms; newest ${PAGE} with all they hold ${show(newest)} ms; best 10 by a metric ${show(byMetric)} ms`,
  }));
  const [small, large] = [timed[0], timed.at(-1)];
  if (small !== undefined && large !== undefined && large !== small)
    rows.push({
      job: "c",
      what: `growth from ${small.volume.toLocaleString("en-US")} to ${large.volume.toLocaleString("en-US")} runs`,
      ours: `${show(large.api)} ms`,
      anchor: `${show(small.api)} ms`,
      ratio: (large.api / small.api).toFixed(2),
      target: "≤ 8",
      met: large.api / small.api <= 8,
    });
  return rows;
};

/** Runs of one experiment that both servers are given over the wire. */
const PEER_RUNS = 1_500;

/** The same search on both servers, over runs that both were given by the same calls. */
const besidePeer = async ({ service, world, peer }: BenchContext): Promise<Row[]> => {
  if (peer === null) return [];
  const sides = await Promise.all(
    [createWire(service.url, world.maintainerToken, 4), createWire(peer.url, "", 4)].map(async (wire) => {
      const runs = await makeRuns(wire, PEER_RUNS);
      for (const [index, run_id] of runs.entries())
        await wire.post("runs/log-batch", {
          run_id,
          metrics: [{ key: a, value: ((index * 37) % 1_000) / 1_000, timestamp: 1_790_000_000_000, step: 0 }],
          params: [{ key: b, value: String(index % 20) }],
          tags: [{ key: c, value: String(index % 10) }],
        });
      const client = createClient(wire.url, wire.token, 1);
      const { body } = await client.send("GET", `/api/2.0/mlflow/runs/get?run_id=${runs[0]}`);
      client.close();
      const experiment = /"experiment_id":\s*"(\d+)"/.exec(body)?.[1];
      const message = JSON.stringify({ experiment_ids: [experiment], filter: FILTER, max_results: PAGE });
      return { wire, call: () => wire.postText("runs/search", message) };
    }),
  );
  const [ours, theirs] = await alternate(
    sides.map(({ call }) => call),
    40,
  );
  for (const { wire } of sides) wire.close();
  const [us, them] = [median(ours ?? []), median(theirs ?? [])];
  return [
    {
      job: "c",
      what: `runs/search with three filters, an experiment of ${PEER_RUNS.toLocaleString("en-US")} runs; anchor: MLflow 3.17.2`,
      ours: `${show(us)} ms p50`,
      anchor: `${show(them)} ms`,
      ratio: `${(them / us).toFixed(1)} × faster`,
      target: "–",
      met: null,
    },
  ];
};

/** (c) Searching runs: against the SQL by hand, as they become a million, and beside upstream's server. */
export const search: Job = async (context) => {
  const rows = await besidePeer(context);
  const timed: Timed[] = [];
  for (const volume of VOLUMES) {
    await seedRuns(context, volume);
    timed.push(await measure(context, volume));
  }
  return [...rows, ...rowsOf(timed)];
};
