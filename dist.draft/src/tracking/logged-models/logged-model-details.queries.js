import { sql } from "../../db/sql.js";
/** Details of logged models that the caller reads, the first of each list: whoever calls has checked that. */
const pairs = (list) => sql(`logged_model.first_${list}s`, `select w.uuid as of, d.* from unnest($1::uuid[]) w(uuid)
     cross join lateral (select key, value from logged_model_${list} where model = w.uuid order by key limit $2) d
     order by w.uuid, d.key`);
const tags = pairs("tag");
const params = pairs("param");
/** The first tags of each logged model, by key. */
export const tagsOfLoggedModels = async (db, uuids, first) => db.rows(tags, [uuids, first]);
/** The first params of each logged model, by key. */
export const paramsOfLoggedModels = async (db, uuids, first) => db.rows(params, [uuids, first]);
const metrics = sql("logged_model.first_metrics", `select w.uuid as of, d.key, d.value, d.timestamp, d.step, (select id from run where uuid = d.run) as "runId",
     nullif(d.dataset_name, '') as "datasetName", nullif(d.dataset_digest, '') as "datasetDigest"
   from unnest($1::uuid[]) w(uuid)
   cross join lateral (select * from latest_model_metric where model = w.uuid
     order by key, run, dataset_name, dataset_digest limit $2) d
   order by w.uuid, d.key, d.run, d.dataset_name, d.dataset_digest`);
/** The first metrics of each logged model, by key, run and data set. */
export const metricsOfLoggedModels = async (db, uuids, first) => db.rows(metrics, [uuids, first]);
//# sourceMappingURL=logged-model-details.queries.js.map