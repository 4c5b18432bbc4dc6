create or replace function bound_signing_key() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_owner public.signing_key.principal_id%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct principal_id from touched loop
    select count(*), 0 into v_rows, v_bytes
      from public.signing_key held where held.principal_id = v_owner;
    if (tg_op = 'INSERT' and v_rows > 200) or v_bytes > 0 then
      raise exception 'At most 200 signing keys of a person, begun ones among them; this would be %.', v_rows
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $$;
