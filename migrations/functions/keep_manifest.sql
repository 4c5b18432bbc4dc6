create or replace function keep_manifest() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_version text;
  v_manifest json;
begin
  for v_version in select distinct model_version_id from touched loop
    select v.artifacts into v_manifest from public.model_version v
      where v.id = v_version and (tg_op = 'INSERT' or v.snapshot = 'PROVISIONAL');
    if v_manifest is null or (tg_op = 'INSERT' and exists (
      select t.path, encode(t.sha256, 'hex'), t.size::text from touched t where t.model_version_id = v_version
      except select f ->> 'path', f ->> 'sha256', f ->> 'size' from json_array_elements(v_manifest) f
    )) then
      raise exception 'the files of a version are those of its manifest' using errcode = '42501';
    end if;
  end loop;
  return null;
end $$;
