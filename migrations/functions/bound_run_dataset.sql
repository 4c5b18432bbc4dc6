create or replace function bound_run_dataset() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_owner public.run_dataset.run%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct run from touched loop
    select count(*), coalesce(sum(octet_length(d.source) + coalesce(octet_length(d.schema), 0)
        + coalesce(octet_length(d.profile), 0) + octet_length(held.tags::text)), 0)
      into v_rows, v_bytes
      from public.run_dataset held join public.dataset d on d.id = held.dataset where held.run = v_owner;
    if (tg_op = 'INSERT' and v_rows > 1000) or v_bytes > 25165824 then
      raise exception 'At most 1,000 data sets of a run, 24 MiB in all; this would be % in % bytes.', v_rows, v_bytes
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $$;
