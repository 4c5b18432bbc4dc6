create or replace function bound_saved_view() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_owner public.saved_view.principal_id%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct principal_id from touched loop
    if tg_op = 'UPDATE' then
      continue when (select coalesce(sum(octet_length(held.query)), 0) from touched held  where held.principal_id = v_owner)
        <= (select coalesce(sum(octet_length(held.query)), 0) from before held  where held.principal_id = v_owner);
    end if;
    select count(*), coalesce(sum(octet_length(held.query)), 0) into v_rows, v_bytes
      from public.saved_view held  where held.principal_id = v_owner;
    if (tg_op = 'INSERT' and v_rows > 1000) or v_bytes > 4194304 then
      raise exception 'At most 1,000 saved views of a person, 4 MiB in all; this would be % in % bytes.', v_rows, v_bytes
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $$;
