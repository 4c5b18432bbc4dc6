import type { Database } from "../db/database.js";
import { type Sql, sql } from "../db/sql.js";
import { findKeys } from "./keys.store.js";

/** One logged point of a metric. */
export interface HistoryPoint {
  readonly run: string;
  readonly timestamp: bigint;
  readonly step: bigint;
  readonly value: number;
}

const columns = "run, timestamp, step, value";
const history = sql(
  "metric.history",
  `select ${columns} from run_metric
   where run = $1 and key = $2 and (timestamp, step, value) > ($3::bigint, $4::bigint, $5::float8)
   order by timestamp, step, value limit $6`,
);
const historyStart = sql(
  "metric.history_start",
  `select ${columns} from run_metric where run = $1 and key = $2 order by timestamp, step, value limit $3`,
);
const bulk = sql(
  "metric.history_bulk",
  `select ${columns} from unnest($1::uuid[]) with ordinality u(uuid, place)
   cross join lateral (select ${columns} from run_metric where run = u.uuid and key = $2
     order by timestamp, step, value limit $3) m
   order by u.uuid, timestamp, step, value limit $3`,
);

/** A page of a metric's history, by time, step and value. `after` is the last page's last point. */
export const metricHistory = async (
  db: Sql,
  { run, key, after, limit }: { run: string; key: number; after: readonly unknown[] | null; limit: number },
): Promise<HistoryPoint[]> =>
  after === null
    ? db.rows<HistoryPoint>(historyStart, [run, key, limit])
    : db.rows<HistoryPoint>(history, [run, key, ...after, limit]);

/** Histories of one metric of several runs, run by run, at most `limit` points in all. */
export const bulkHistory = async (
  db: Sql,
  { runs, key, limit }: { runs: readonly string[]; key: number; limit: number },
): Promise<HistoryPoint[]> => db.rows<HistoryPoint>(bulk, [runs, key, limit]);

const interval = sql(
  "metric.history_interval",
  `select m.run, m.timestamp, m.step, m.value from unnest($1::uuid[]) with ordinality u(uuid, place)
   cross join lateral (
     select s.*, lag(bucket) over (order by nth) is distinct from bucket as opens from (
       select ${columns}, ntile($3) over points as bucket, row_number() over points as nth, count(*) over () as total
       from run_metric where run = u.uuid and key = $2 and ($4::bigint is null or step between $4::bigint and $5::bigint)
       window points as (order by step, timestamp, value)) s) m
   where (opens and bucket < $3) or nth = total order by u.place, nth`,
);

/** The range of steps to look at; null: all. */
export type StepRange = { readonly from: bigint; readonly to: bigint } | null;

/**
 * Of each run at most `most` points by step, evenly spread over what it logged, the first and the last among them (of
 * one point: the last). Run by run as asked, as MLflow 3.17 samples.
 */
export const intervalHistory = async (
  db: Sql,
  { runs, key, range, most }: { runs: readonly string[]; key: number; range: StepRange; most: number },
): Promise<HistoryPoint[]> =>
  db.rows<HistoryPoint>(interval, [runs, key, most, range?.from ?? null, range?.to ?? null]);

const inRange = "($3::bigint is null or step between $3::bigint and $4::bigint)";

const extent = sql(
  "metric.extent",
  `select run, count(*) as points, min(step) as least, max(step) as greatest from run_metric
   where run = any($1::uuid[]) and key = $2 and ${inRange} group by run`,
);
const buckets = sql(
  "metric.buckets",
  `select m.* from unnest($1::uuid[], $5::float8[], $6::float8[]) w(uuid, low, high) cross join lateral (
     with ranged as (
       select ${columns}, width_bucket(step::float8, w.low, w.high, $7) as bucket,
         row_number() over (order by step, timestamp, value) as nth, count(*) over () as points
       from run_metric where run = w.uuid and key = $2 and ${inRange}
     ), ranked as (
       select *, row_number() over (partition by bucket order by value = 'NaN', value, step, timestamp) as low,
         row_number() over (partition by bucket order by value = 'NaN', value desc, step, timestamp) as high
       from ranged
     )
     select ${columns} from ranked where low = 1 or high = 1 or nth = 1 or nth = points) m
   order by run, step, timestamp, value`,
);
const all = sql(
  "metric.all_points",
  `select ${columns} from run_metric where run = any($1::uuid[]) and key = $2 and ${inRange}
   order by run, step, timestamp, value`,
);

/** A metric's course in few points; all of them were logged. */
export interface SampledHistory {
  /** How many points there are. */
  readonly total: bigint;
  readonly points: readonly HistoryPoint[];
}

const noHistory: SampledHistory = { total: 0n, points: [] };

interface Extent {
  readonly run: string;
  readonly points: bigint;
  readonly least: bigint;
  readonly greatest: bigint;
}

/** The ends of the steps as doubles, the upper one beyond them: of equal ends no intervals can be made. */
const edgesOf = ({ least, greatest }: Extent): [number, number] => {
  const [low, high] = [Number(least), Number(greatest)];
  return [low, Math.max(high + 1, high + Math.abs(high) * 2 ** -50)];
};

/**
 * Of each run, in the order asked, at most `most` points (no fewer than 4) of a metric by step: all of them where they
 * are no more, else of equal intervals of steps the least and the greatest value each, and the first and the last
 * point: no minimum or maximum is lost. NaN counts only where an interval has nothing else.
 */
export const sampledHistories = async (
  db: Database,
  { runs, metric, range, most }: { runs: readonly string[]; metric: string; range: StepRange; most: number },
): Promise<SampledHistory[]> => {
  const key = (await findKeys(db, [metric])).get(metric);
  if (key === undefined) return runs.map(() => noHistory);
  const rest = [key, range?.from ?? null, range?.to ?? null];
  const extents = await db.read.rows<Extent>(extent, [runs, ...rest]);
  const few = extents.filter(({ points }) => points <= BigInt(most));
  const many = extents.filter(({ points }) => points > BigInt(most));
  const intervals = Math.max(1, Math.floor((most - 2) / 2));
  const edges = many.map(edgesOf);
  const sides = [edges.map(([low]) => low), edges.map(([, high]) => high)];
  const ids = (list: readonly Extent[]): string[] => list.map(({ run }) => run);
  const found = await Promise.all([
    few.length === 0 ? [] : db.read.rows<HistoryPoint>(all, [ids(few), ...rest]),
    many.length === 0 ? [] : db.read.rows<HistoryPoint>(buckets, [ids(many), ...rest, ...sides, intervals]),
  ]);
  const points = Map.groupBy(found.flat(), ({ run }) => run);
  const totals = new Map(extents.map((each) => [each.run, each.points]));
  return runs.map((run) => ({ total: totals.get(run) ?? 0n, points: points.get(run) ?? [] }));
};
