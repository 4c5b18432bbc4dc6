create or replace function bound_latest_model_metric() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_owner public.latest_model_metric.model%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct model from touched loop
    select count(*), coalesce(sum(octet_length(held.key) + octet_length(held.dataset_name) + octet_length(held.dataset_digest)), 0) into v_rows, v_bytes
      from public.latest_model_metric held where held.model = v_owner;
    if (tg_op = 'INSERT' and v_rows > 100000) or v_bytes > 25165824 then
      raise exception 'At most 100,000 metrics of a logged model, by run and data set, 24 MiB in all; this would be % in % bytes.', v_rows, v_bytes
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $$;
