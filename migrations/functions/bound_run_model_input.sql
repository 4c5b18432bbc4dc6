create or replace function bound_run_model_input() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_owner public.run_model_input.run%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct run from touched loop
    select count(*), 0 into v_rows, v_bytes
      from public.run_model_input held where held.run = v_owner;
    if (tg_op = 'INSERT' and v_rows > 10000) or v_bytes > 0 then
      raise exception 'At most 10,000 logged models that a run used; this would be %.', v_rows
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $$;
