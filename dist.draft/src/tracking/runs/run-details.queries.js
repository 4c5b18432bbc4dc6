import { dynamicSql, sql, Values } from "../../db/sql.js";
import { readableExperiments } from "../experiments/experiments.queries.js";
import { findKeys } from "../keys.store.js";
import { RUN_NAME } from "../run-names.js";
const keyed = (name, table, columns) => sql(`run.first_${name}`, `select w.uuid as of, d.* from unnest($1::uuid[]) w(uuid)
     cross join lateral (select k.key, ${columns} from ${table} t join tracking_key k on k.id = t.key
       where t.run = w.uuid and ($2::int[] is null or t.key = any($2)) order by k.key limit $3) d
     order by w.uuid, d.key`);
const statements = {
    tags: keyed("tags", "run_tag", "t.value"),
    params: keyed("params", "run_param", "t.value"),
    metrics: keyed("metrics", "latest_metric", "t.value, t.timestamp, t.step"),
};
const keyedRows = async (db, list, uuids, { keys, first }) => {
    const numbers = keys === null ? null : [...(await findKeys(db, keys)).values()];
    return db.reader.rows(statements[list], [uuids, numbers, first]);
};
/** The first tags of each run, by key. */
export const tagsOfRuns = (db, uuids, slice) => keyedRows(db, "tags", uuids, slice);
/** The first params of each run, by key. */
export const paramsOfRuns = (db, uuids, slice) => keyedRows(db, "params", uuids, slice);
/** The latest values of the first metrics of each run, by key. */
export const metricsOfRuns = (db, uuids, slice) => keyedRows(db, "metrics", uuids, slice);
const named = sql("run.names", "select run as of, value as name from run_tag where run = any($1::uuid[]) and key = $2");
/** The name of each run that has one. */
export const namesOfRuns = async (db, uuids) => {
    const number = (await findKeys(db, [RUN_NAME])).get(RUN_NAME);
    return number === undefined ? [] : db.reader.rows(named, [uuids, number]);
};
const datasets = sql("run.first_datasets", `select w.uuid as of, d.* from unnest($1::uuid[]) w(uuid)
   cross join lateral (select d.id as number, d.name, d.digest, d.source_type as "sourceType", d.source, i.context, i.place
     from run_dataset i join dataset d on d.id = i.dataset where i.run = w.uuid order by i.place limit $2) d
   order by w.uuid, d.place`);
/** The first data sets of each run, as they were logged. */
export const datasetsOfRuns = async (db, uuids, first) => db.rows(datasets, [uuids, first]);
const descriptions = sql("dataset.descriptions", "select id, schema, profile from dataset where id = any($1::bigint[])");
/** What clients say of the data sets' columns and contents: JSON of their making. */
export const datasetDescriptions = async (db, numbers) => db.rows(descriptions, [numbers]);
/** The first live logged models of each run that the caller reads: what it made, then what it used. */
export const modelsOfRuns = async (db, ability, uuids, first) => {
    const values = new Values();
    const ids = values.add(uuids);
    const limit = values.add(first);
    const readable = readableExperiments(ability, values);
    const links = (role, step, table, rank) => `(select l.id, '${role}' as role, ${step} as step, ${rank} as rank, k.place
      from ${table} k join logged_model l on l.uuid = k.model join experiment e on e.number = l.experiment
      where k.run = w.uuid and l.deleted_at is null and ${readable} order by k.place limit ${limit})`;
    const text = `select w.uuid as of, m.id, m.role, m.step from unnest(${ids}::uuid[]) w(uuid)
    cross join lateral (select * from (${links("OUTPUT", "k.step", "run_model_output", 0)}
      union all ${links("INPUT", "null::bigint", "run_model_input", 1)}) a order by rank, place limit ${limit}) m
    order by w.uuid, m.rank, m.place`;
    return db.rows(dynamicSql(text), values.list);
};
const experimentTags = sql("experiment.first_tags", `select w.id as of, t.key, t.value from unnest($1::text[]) w(id)
   cross join lateral (select key, value from experiment_tag where experiment_id = w.id order by key limit $2) t
   order by w.id, t.key`);
/** The first tags of each experiment, by key. */
export const tagsOfExperiments = async (db, ids, first) => db.rows(experimentTags, [ids, first]);
//# sourceMappingURL=run-details.queries.js.map