create or replace function bound_logged_model_tag() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_owner public.logged_model_tag.model%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct model from touched loop
    if tg_op = 'UPDATE' then
      continue when (select coalesce(sum(octet_length(held.value)), 0) from touched held where held.model = v_owner)
        <= (select coalesce(sum(octet_length(held.value)), 0) from before held where held.model = v_owner);
    end if;
    select count(*), coalesce(sum(octet_length(held.value)), 0) into v_rows, v_bytes
      from public.logged_model_tag held where held.model = v_owner;
    if (tg_op = 'INSERT' and v_rows > 1000) or v_bytes > 4194304 then
      raise exception 'At most 1,000 tags of a logged model, 4 MiB in all; this would be % in % bytes.', v_rows, v_bytes
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $$;
