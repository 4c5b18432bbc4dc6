create or replace function bound_latest_metric() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_owner public.latest_metric.run%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct run from touched loop
    select count(*), 0 into v_rows, v_bytes
      from public.latest_metric held where held.run = v_owner;
    if (tg_op = 'INSERT' and v_rows > 100000) or v_bytes > 0 then
      raise exception 'At most 100,000 metrics of a run; this would be %.', v_rows
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $$;
