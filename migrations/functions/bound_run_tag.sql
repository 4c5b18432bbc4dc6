create or replace function bound_run_tag() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_owner public.run_tag.run%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct run from touched loop
    if tg_op = 'UPDATE' then
      continue when (select coalesce(sum(octet_length(held.value)), 0) from touched held where held.run = v_owner)
        <= (select coalesce(sum(octet_length(held.value)), 0) from before held where held.run = v_owner);
    end if;
    select count(*), coalesce(sum(octet_length(held.value)), 0) into v_rows, v_bytes
      from public.run_tag held where held.run = v_owner;
    if (tg_op = 'INSERT' and v_rows > 10000) or v_bytes > 4194304 then
      raise exception 'At most 10,000 tags of a run, 4 MiB in all; this would be % in % bytes.', v_rows, v_bytes
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $$;
