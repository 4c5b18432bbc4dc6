create or replace function bound_logged_model_param() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_owner public.logged_model_param.model%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct model from touched loop
    select count(*), coalesce(sum(octet_length(held.value)), 0) into v_rows, v_bytes
      from public.logged_model_param held where held.model = v_owner;
    if (tg_op = 'INSERT' and v_rows > 1000) or v_bytes > 4194304 then
      raise exception 'At most 1,000 params of a logged model, 4 MiB in all; this would be % in % bytes.', v_rows, v_bytes
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $$;
