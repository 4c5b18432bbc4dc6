create or replace function bound_evaluation() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_owner public.evaluation.model_version_id%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct model_version_id from touched loop
    select count(*), 0 into v_rows, v_bytes
      from public.evaluation held where held.model_version_id = v_owner;
    if (tg_op = 'INSERT' and v_rows > 10000) or v_bytes > 0 then
      raise exception 'At most 10,000 recorded evaluations of a version; this would be %.', v_rows
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $$;
