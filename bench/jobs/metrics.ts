import { startStatements } from "../anchors.js";
import { type BenchContext, type Job, serviceSide } from "../context.js";
import { show } from "../figures.js";
import { closedLoop } from "../loops.js";
import { peerSide } from "../peer.js";
import type { Row } from "../report.js";
import { interleave, rowOf, type Side, type Tally, throughputRatio } from "../rounds.js";
import { createWire, makeRuns, type Wire } from "../wire.js";

const BATCH = 1_000;
const BATCH_CLIENTS = 4;
/** Keys of a batch: each has BATCH / KEYS points in it. */
const KEYS = 10;
const SINGLE_CLIENTS = 32;

let step = 0;

/** A batch of points that nobody has logged before: a training loop's, ten keys a step. */
const batchOf = (run: string): string => {
  const points: string[] = [];
  for (let index = 0; index < BATCH; index += KEYS) {
    step++;
    for (let key = 0; key < KEYS; key++)
      points.push(`{"key":"m${key}","value":${Math.random()},"timestamp":${1_790_000_000_000 + step},"step":${step}}`);
  }
  return `{"run_id":"${run}","metrics":[${points.join(",")}]}`;
};

/** A point that nobody has logged before, as `log-metric` takes it. */
export const pointOf = (run: string): string =>
  `{"run_id":"${run}","key":"loss","value":${Math.random()},"timestamp":${1_790_000_000_000 + ++step},"step":${step}}`;

/** What loads a server for some seconds: each client logs to a run of its own. */
export const logging = async (
  wire: Wire,
  clients: number,
  path: string,
  body: (run: string) => string,
): Promise<(seconds: number) => ReturnType<typeof closedLoop>> => {
  const runs = await makeRuns(wire, clients);
  let next = 0;
  return (seconds) => closedLoop(clients, seconds, () => wire.postText(path, body(runs[next++ % clients] ?? "")));
};

const contenders = async (context: BenchContext, clients: number, path: string, body: (run: string) => string) => {
  const { service, peer, world } = context;
  const ours = createWire(service.url, world.maintainerToken, clients);
  const theirs = peer === null ? null : createWire(peer.url, "", clients);
  const sides: Side[] = [serviceSide(service, await logging(ours, clients, path, body))];
  if (peer !== null && theirs !== null) sides.push(peerSide(peer, service, await logging(theirs, clients, path, body)));
  return {
    sides,
    close: (): void => {
      ours.close();
      theirs?.close();
    },
  };
};

const perSecond = (tally: Tally, points: number): number[] => tally.perSecond.map((calls) => calls * points);
const scaled = (tally: Tally, points: number): Tally => ({ ...tally, perSecond: perSecond(tally, points) });

const peerRow = (job: string, what: string, us: Tally, them: Tally | undefined): Row[] =>
  them === undefined
    ? []
    : [{ job, what: `${what}; anchor: MLflow 3.17.2, 2 workers`, ...rowOf(us, them, null), target: "–" }];

/** (b1) `log-batch` of 1,000 metrics, 4 clients: metrics a second, with the latest value of each key. */
export const metricBatches: Job = async (context) => {
  const { sides, close } = await contenders(context, BATCH_CLIENTS, "runs/log-batch", batchOf);
  try {
    const [us, them] = (await interleave(sides, context.pace)).map((tally) => scaled(tally, BATCH));
    if (us === undefined) return [];
    const what = `log-batch of ${BATCH} metrics, ${BATCH_CLIENTS} clients: metrics`;
    const sorted = [...us.perSecond].sort((a, b) => a - b);
    const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
    return [
      {
        job: "b1",
        what,
        ours: `${show(middle)}/s`,
        anchor: "",
        ratio: "",
        target: "≥ 80,000/s",
        met: middle >= 80_000,
        note: `${KEYS} keys, ${BATCH / KEYS} points of each a batch; the client builds and sends its JSON on the other core`,
      },
      ...peerRow("b1", what, us, them),
    ];
  } finally {
    close();
  }
};

const bareInsert = {
  name: "bench.point",
  text: "insert into bench_point (run, key, timestamp, step, value) values ($1, $2, $3, $4, $5)",
};

/** (b2) `log-metric`, one point a request, 32 clients, against a bare prepared insert on as many connections. */
export const singleMetrics: Job = async (context) => {
  const { service, pace } = context;
  const { sides, close } = await contenders(context, SINGLE_CLIENTS, "runs/log-metric", pointOf);
  const insert = await startStatements({
    url: service.superuserUrl,
    postgresPid: service.postgresPid,
    connections: SINGLE_CLIENTS,
    clients: SINGLE_CLIENTS,
    before: `create table if not exists bench_point (run uuid not null, key integer not null, timestamp bigint not null,
      step bigint not null, value float8 not null, primary key (run, key, timestamp, step, value))`,
    jobs: Array.from({ length: SINGLE_CLIENTS }, (_, run) => [
      {
        ...bareInsert,
        values: [`00000000-0000-0000-0000-0000000000${String(run).padStart(2, "0")}`, 1, "{n}", "{n}", 0.5],
      },
    ]),
  });
  try {
    const [us, bare, them] = await interleave([sides[0], insert, ...sides.slice(1)] as Side[], pace);
    if (us === undefined || bare === undefined) return [];
    const what = `log-metric, ${SINGLE_CLIENTS} clients`;
    return [
      {
        job: "b2",
        what: `${what}; anchor: a bare prepared insert of one point on ${SINGLE_CLIENTS} connections`,
        ...rowOf(us, bare, null),
        target: "≥ 0.30 by throughput",
        met: throughputRatio(us, bare).median >= 0.3,
      },
      ...peerRow("b2", what, us, them),
    ];
  } finally {
    close();
    insert.stop();
  }
};
