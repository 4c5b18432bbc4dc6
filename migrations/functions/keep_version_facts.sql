create or replace function keep_version_facts() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$ begin
  if tg_op = 'UPDATE' then
    delete from public.version_param where model_version_id = new.id;
    delete from public.version_metric where model_version_id = new.id;
  end if;
  insert into public.version_param (model_version_id, key, value)
    select new.id, p ->> 'key', p ->> 'value' from json_array_elements(new.params) p on conflict do nothing;
  insert into public.version_metric (model_version_id, key, value)
    select new.id, m ->> 'key', (m ->> 'value')::float8 from json_array_elements(new.metrics) m on conflict do nothing;
  return null;
end $$;
