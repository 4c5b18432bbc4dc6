import type { Database } from "../../db/database.js";
import { growing, type Reader, type Statement, sql } from "../../db/sql.js";
import { findKeys } from "../keys.store.js";
import type { HistoryPoint } from "./metric-history.queries.js";
import type { StepRange } from "./sampling-rules.js";

/** Points that one statement reads; a run that has more has a statement of its own. To count that far is cheap for all. */
const STATEMENT_POINTS = 5_000;

const weights = growing(
  sql(
    "metric.weights",
    `select uuid, (select count(*)::int from (select from run_metric where run = uuid and key = $2 limit $3) p) as points
     from unnest($1::uuid[]) u(uuid)`,
  ),
);

/** The runs in their order, parted so that what one statement has to read is bounded by the longest run alone. */
const parted = async (db: Reader, runs: readonly string[], key: number): Promise<string[][]> => {
  const weighed = await db.rows<{ uuid: string; points: number }>(weights, [runs, key, STATEMENT_POINTS]);
  const points = new Map(weighed.map((each) => [each.uuid, each.points]));
  const parts: string[][] = [];
  let room = 0;
  for (const run of runs) {
    const weight = points.get(run) ?? 0;
    if (parts.length === 0 || weight > room) {
      parts.push([]);
      room = STATEMENT_POINTS;
    }
    parts.at(-1)?.push(run);
    room -= weight;
  }
  return parts;
};

/** One statement after the other: whoever asks for much takes one connection, and time. */
const rowsOfParts = async <Row>(
  db: Reader,
  { runs, key }: { runs: readonly string[]; key: number },
  fetch: (part: readonly string[]) => Promise<Row[]>,
): Promise<Row[]> => {
  const rows: Row[][] = [];
  for (const part of await parted(db, runs, key)) rows.push(await fetch(part));
  return rows.flat();
};

const pointsOf = (from: string, to: string): string =>
  `from run_metric where run = u.uuid and key = $2 and (${from}::bigint is null or step between ${from}::bigint and ${to}::bigint)`;

/**
 * The points at which the intervals begin that `ntile` would make, the first ones longer by one, all but the last
 * interval's; and the last point. Counted first (`m` names `t` for that), so that the sorted points stream past.
 */
const interval = growing(
  sql(
    "metric.history_interval",
    `select u.uuid as run, m.timestamp, m.step, m.value from unnest($1::uuid[]) with ordinality u(uuid, place)
     cross join lateral (
       select count(*) as total, count(*) / $3 as size, count(*) % $3 as longer ${pointsOf("$4", "$5")}) t
     cross join lateral (
       select timestamp, step, value, row_number() over (order by step, timestamp, value) - 1 as nth
       ${pointsOf("$4", "$5")} and t.total > 0) m
     where nth = total - 1 or (nth < total - size and case
       when nth < longer * (size + 1) then nth % (size + 1) else (nth - longer * (size + 1)) % size end = 0)
     order by u.place, nth`,
  ),
);

/**
 * Of each run at most `most` points by step, evenly spread over what it logged, the first and the last among them (of
 * one point: the last). Run by run as asked, as MLflow 3.17 samples.
 */
export const intervalHistory = async (
  db: Reader,
  { runs, key, range, most }: { runs: readonly string[]; key: number; range: StepRange; most: number },
): Promise<HistoryPoint[]> =>
  rowsOfParts(db, { runs, key }, (part) =>
    db.rows<HistoryPoint>(interval, [part, key, most, range?.from ?? null, range?.to ?? null]),
  );

/** What a course is cut and thinned along: its steps, its time, or its time since the run began. */
export type SeriesAxis = "STEP" | "TIME" | "RELATIVE";

/** Where a point stands on the axis, in run u. */
const places: Record<SeriesAxis, string> = {
  STEP: "step",
  TIME: "timestamp",
  RELATIVE: "timestamp - (select start_time from run where uuid = u.uuid)",
};

/**
 * `high` lies beyond the last place: of equal ends no intervals can be made. What has to be small to be quick is never
 * joined: of a table that was not analysed lately the planner thinks that all is small.
 */
const sampledAlong = (axis: SeriesAxis) => {
  const place = axis === "STEP" ? "step" : "timestamp";
  const inRange = `from run_metric where run = u.uuid and key = $2
    and ($3::bigint is null or ${places[axis]} between $3::bigint and $4::bigint)`;
  const beside = axis === "STEP" ? "timestamp" : "step";
  return growing(
    sql(
      `metric.sampled_${axis.toLowerCase()}`,
      `select u.uuid as run, e.total, p.timestamp, p.step, p.value from unnest($1::uuid[]) u(uuid)
       cross join lateral (
         select count(*) as total, min(${place}) as least, max(${place}) as greatest, min(${place})::float8 as low,
           greatest(max(${place})::float8 + 1,
             max(${place})::float8 + abs(max(${place})::float8) * 2::float8 ^ -50) as high ${inRange}) e
       cross join lateral (
         select timestamp, step, value ${inRange} and e.total <= $5
         union all (
           (select distinct on (bucket, value) timestamp, step, value from (
               select *, min(nullif(value, 'NaN')) over same as lowest, max(nullif(value, 'NaN')) over same as highest
               from (
                 select timestamp, step, value, width_bucket(${place}::float8, e.low, e.high, $6) as bucket
                 ${inRange} and e.total > $5) ranged
               window same as (partition by bucket)) ends
             where value in (coalesce(lowest, 'NaN'), coalesce(highest, 'NaN'))
             order by bucket, value, ${place}, ${beside})
           union (select timestamp, step, value ${inRange} and e.total > $5 and ${place} = e.least
             order by ${beside}, value limit 1)
           union (select timestamp, step, value ${inRange} and e.total > $5 and ${place} = e.greatest
             order by ${beside} desc, value desc limit 1)
         )) p
       order by run, p.${place}, p.${beside}, p.value`,
    ),
  );
};

const sampled: Record<SeriesAxis, Statement> = {
  STEP: sampledAlong("STEP"),
  TIME: sampledAlong("TIME"),
  RELATIVE: sampledAlong("RELATIVE"),
};

/** A metric's course in few points; all of them were logged. */
export interface SampledHistory {
  /** How many points there are. */
  readonly total: bigint;
  readonly points: readonly HistoryPoint[];
}

const noHistory: SampledHistory = { total: 0n, points: [] };

interface Sampled {
  readonly runs: readonly string[];
  readonly metric: string;
  readonly range: StepRange;
  readonly most: number;
  readonly axis?: SeriesAxis;
}

/**
 * Of each run, in the order asked, at most `most` points (no fewer than 4) of a metric by step: all of them where they
 * are no more, else of equal intervals of steps the least and the greatest value each, and the first and the last
 * point: no minimum or maximum is lost. NaN counts only where an interval has nothing else.
 */
export const sampledHistories = async (
  db: Database,
  { runs, metric, range, most, axis = "STEP" }: Sampled,
): Promise<SampledHistory[]> => {
  const key = (await findKeys(db, [metric])).get(metric);
  if (key === undefined) return runs.map(() => noHistory);
  const rest = [key, range?.from ?? null, range?.to ?? null, most, Math.max(1, Math.floor((most - 2) / 2))];
  const found = await rowsOfParts(db.reader, { runs, key }, (part) =>
    db.reader.rows<HistoryPoint & { total: bigint }>(sampled[axis], [part, ...rest]),
  );
  const points = Map.groupBy(found, ({ run }) => run);
  return runs.map((run) => {
    const of = points.get(run);
    return of === undefined ? noHistory : { total: of[0]?.total ?? 0n, points: of };
  });
};
