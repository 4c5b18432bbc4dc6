import { growing, type Reader, sql } from "../../db/sql.js";

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
/** Runs in order before they are joined: the plan stops at the run that fills the answer. */
const bulk = growing(
  sql(
    "metric.history_bulk",
    `select ${columns} from (select uuid from unnest($1::uuid[]) u(uuid) order by uuid) u
     cross join lateral (select ${columns} from run_metric where run = u.uuid and key = $2
       order by timestamp, step, value limit $3) m
     order by u.uuid, timestamp, step, value limit $3`,
  ),
);

/** A page of a metric's history, by time, step and value. `after` is the last page's last point. */
export const metricHistory = async (
  db: Reader,
  { run, key, after, limit }: { run: string; key: number; after: readonly unknown[] | null; limit: number },
): Promise<HistoryPoint[]> =>
  after === null
    ? db.rows<HistoryPoint>(historyStart, [run, key, limit])
    : db.rows<HistoryPoint>(history, [run, key, ...after, limit]);

/** Histories of one metric of several runs, run by run, at most `limit` points in all. */
export const bulkHistory = async (
  db: Reader,
  { runs, key, limit }: { runs: readonly string[]; key: number; limit: number },
): Promise<HistoryPoint[]> => db.rows<HistoryPoint>(bulk, [runs, key, limit]);
