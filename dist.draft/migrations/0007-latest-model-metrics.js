import { bounded, roles } from "./sql.js";
/**
 * The latest value of each metric of a logged model, by run and data set, as `latest_metric` is of a run: reading a model
 * must not read its whole course. A trigger keeps them, also for an older release beside this one. `place` stands for
 * what a row is the latest of: an index cannot hold all of it.
 */
export class LatestModelMetrics1795651200007 {
    constructor() {
        this.name = "LatestModelMetrics1795651200007";
    }
    async up(runner) {
        const { app } = await roles(runner);
        await runner.query(`
      create table latest_model_metric (
        model uuid not null, key text collate "C" not null, run uuid not null,
        dataset_name text collate "C" not null, dataset_digest text collate "C" not null,
        value double precision not null, step bigint not null, timestamp bigint not null,
        place uuid not null generated always as (md5(run::text || length(key)::text || ' ' || key
          || length(dataset_name)::text || ' ' || dataset_name || dataset_digest)::uuid) stored,
        primary key (model, place)
      ) with (fillfactor = 80);
      grant select, insert, update (value, step, timestamp) on latest_model_metric to ${app};
      create function keep_latest_model_metrics() returns trigger language plpgsql set search_path = pg_catalog, pg_temp
      as $$ begin
        insert into public.latest_model_metric (model, key, run, dataset_name, dataset_digest, value, step, timestamp)
          select distinct on (model, key, run, dataset_name, dataset_digest) model, key, run, dataset_name,
            dataset_digest, value, step, timestamp
          from stored
          order by model, key, run, dataset_name, dataset_digest, step desc, timestamp desc, value desc
        on conflict (model, place) do update
          set value = excluded.value, step = excluded.step, timestamp = excluded.timestamp
          where (excluded.step, excluded.timestamp, excluded.value)
            > (latest_model_metric.step, latest_model_metric.timestamp, latest_model_metric.value);
        return null;
      end $$;
      create trigger logged_model_metric_has_latest after insert on logged_model_metric
        referencing new table as stored for each statement execute function keep_latest_model_metrics();
      insert into latest_model_metric (model, key, run, dataset_name, dataset_digest, value, step, timestamp)
        select distinct on (model, key, run, dataset_name, dataset_digest) model, key, run, dataset_name, dataset_digest,
          value, step, timestamp
        from logged_model_metric
        order by model, key, run, dataset_name, dataset_digest, step desc, timestamp desc, value desc;
      alter table latest_model_metric add foreign key (model) references logged_model;`);
        await runner.query(bounded({
            table: "latest_model_metric",
            owner: "model",
            what: "metrics of a logged model, by run and data set",
            most: 100_000,
            bytes: {
                sum: "octet_length(held.key) + octet_length(held.dataset_name) + octet_length(held.dataset_digest)",
                most: 24 * 2 ** 20,
            },
        }));
    }
    async down() {
        throw new Error("migrations are forward only");
    }
}
//# sourceMappingURL=0007-latest-model-metrics.js.map