create or replace function keep_latest_model_metrics() returns trigger language plpgsql set search_path = pg_catalog, pg_temp
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
