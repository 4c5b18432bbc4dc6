import { sql } from "../../db/sql.js";
/**
 * Points are stored in the order of the primary key: writers of the same keys meet in one order and wait, never in a
 * ring. A point that is there already counts once. Of each key the point with the greatest (step, timestamp, value) is
 * the latest, as in MLflow.
 */
const putPoints = `with given as (
     select * from unnest($1::uuid[], $2::int[], $3::bigint[], $4::bigint[], $5::float8[]) g(run, key, timestamp, step, value)
   ), stored as (
     insert into run_metric (run, key, timestamp, step, value)
     select run, key, timestamp, step, value from given order by run, key, timestamp, step, value
     on conflict do nothing returning run, key, timestamp, step, value
   )
   insert into latest_metric (run, key, experiment, start_time, value, step, timestamp)
   select distinct on (s.run, s.key) s.run, s.key, r.experiment, r.start_time, s.value, s.step, s.timestamp
   from stored s join run r on r.uuid = s.run order by s.run, s.key, s.step desc, s.timestamp desc, s.value desc
   on conflict (run, key) do update set value = excluded.value, step = excluded.step, timestamp = excluded.timestamp
     where (excluded.step, excluded.timestamp, excluded.value)
       > (latest_metric.step, latest_metric.timestamp, latest_metric.value)`;
const put = sql("metric.put", putPoints);
/** The same, with authors who are not known yet: in one statement, as points and authors are committed together. */
const putAuthored = sql("metric.put_authored", putPoints.replace("with given as", `with authored as (
       insert into tracked_author (subject, principal_id)
       select distinct subject, principal from unnest($6::uuid[], $7::text[]) a(subject, principal) order by 1, 2
       on conflict do nothing
     ), given as`));
const listOf = (values) => `{${values.join(",")}}`;
const columnsOf = (points) => [
    points.map(({ run }) => run),
    points.map(({ key }) => key),
    points.map(({ timestamp }) => timestamp),
    points.map(({ step }) => step),
    points.map(({ value }) => (Object.is(value, -0) ? 0 : value)),
].map(listOf);
/** Stores points of any runs in one statement, and with them their authors, if any are given. */
export const storeMetrics = async (db, points, authors = []) => {
    if (points.length === 0)
        return;
    if (authors.length === 0)
        return void (await db.rows(put, columnsOf(points)));
    const subjects = authors.map(({ subject }) => subject);
    const people = authors.map(({ principal }) => principal);
    await db.rows(putAuthored, [...columnsOf(points), subjects, people]);
};
const missing = sql("metric.missing", `select true as some from unnest($1::uuid[], $2::int[], $3::bigint[], $4::bigint[], $5::float8[]) g(run, key, timestamp, step, value)
   where not exists (select from run_metric m where (m.run, m.key, m.timestamp, m.step, m.value)
     = (g.run, g.key, g.timestamp, g.step, g.value)) limit 1`);
/** Whether all these points are stored. */
export const areStored = async (db, points) => (await db.row(missing, columnsOf(points))) === undefined;
const putOfModels = sql("metric.put_of_models", `insert into logged_model_metric (model, key, timestamp, step, value, run, dataset_name, dataset_digest)
   select model, key, timestamp, step, value, $1, dataset_name, dataset_digest
   from json_to_recordset($2) as m(model uuid, key text, timestamp bigint, step bigint, value float8,
     dataset_name text, dataset_digest text)
   order by 1, 2, 3, 4, 5, 7, 8 on conflict do nothing`);
/** Stores values of logged models that the run measured; a trigger keeps the latest of each. */
export const storeModelMetrics = async (tx, run, metrics) => {
    if (metrics.length === 0)
        return;
    const rows = metrics.map((each) => ({
        model: each.model,
        key: each.key,
        timestamp: each.timestamp.toString(),
        step: each.step.toString(),
        value: Number.isFinite(each.value) ? each.value : String(each.value),
        dataset_name: each.datasetName,
        dataset_digest: each.datasetDigest,
    }));
    await tx.rows(putOfModels, [run, JSON.stringify(rows)]);
};
//# sourceMappingURL=metrics.store.js.map