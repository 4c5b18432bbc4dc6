import { type Reader, sql } from "../../db/sql.js";
import type { KeyValue } from "../key-value.js";
import type { Under } from "../runs/run-details.queries.js";

/** Details of logged models that the caller reads, the first of each list: whoever calls has checked that. */

const pairs = (list: "tag" | "param") =>
  sql(
    `logged_model.first_${list}s`,
    `select w.uuid as of, d.* from unnest($1::uuid[]) w(uuid)
     cross join lateral (select key, value from logged_model_${list} where model = w.uuid order by key limit $2) d
     order by w.uuid, d.key`,
  );
const tags = pairs("tag");
const params = pairs("param");

/** The first tags of each logged model, by key. */
export const tagsOfLoggedModels = async (db: Reader, uuids: readonly string[], first: number) =>
  db.rows<Under<KeyValue>>(tags, [uuids, first]);

/** The first params of each logged model, by key. */
export const paramsOfLoggedModels = async (db: Reader, uuids: readonly string[], first: number) =>
  db.rows<Under<KeyValue>>(params, [uuids, first]);

/** The latest value of a metric that a run measured, perhaps on a data set. */
export interface FirstModelMetric {
  readonly key: string;
  readonly value: number;
  readonly timestamp: bigint;
  readonly step: bigint;
  /** The measuring run's id. */
  readonly runId: string | null;
  readonly datasetName: string | null;
  readonly datasetDigest: string | null;
}

const metrics = sql(
  "logged_model.first_metrics",
  `select w.uuid as of, d.key, d.value, d.timestamp, d.step, (select id from run where uuid = d.run) as "runId",
     nullif(d.dataset_name, '') as "datasetName", nullif(d.dataset_digest, '') as "datasetDigest"
   from unnest($1::uuid[]) w(uuid)
   cross join lateral (select * from latest_model_metric where model = w.uuid
     order by key, run, dataset_name, dataset_digest limit $2) d
   order by w.uuid, d.key, d.run, d.dataset_name, d.dataset_digest`,
);

/** The first metrics of each logged model, by key, run and data set. */
export const metricsOfLoggedModels = async (db: Reader, uuids: readonly string[], first: number) =>
  db.rows<Under<FirstModelMetric>>(metrics, [uuids, first]);
