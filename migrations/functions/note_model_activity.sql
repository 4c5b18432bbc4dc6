create or replace function note_model_activity() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  v_models text[];
begin
  case
    when tg_level = 'ROW' then
      v_models := array[new.registered_model_id];
    when tg_table_name = 'registered_model' then
      v_models := array(select distinct t.id from touched t);
    when tg_table_name = 'tag' then
      v_models := array(select distinct coalesce(v.registered_model_id, t.subject_id)
        from touched t left join public.model_version v on v.id = t.subject_id);
    when tg_table_name = 'decision' then
      v_models := array(select distinct q.registered_model_id
        from touched t join public.transition_request q on q.id = t.request_id);
    else
      v_models := array(select distinct t.registered_model_id from touched t);
  end case;
  insert into public.model_activity as a (registered_model_id, at)
    select m.id, clock_timestamp() from unnest(v_models) m(id) order by m.id
    on conflict (registered_model_id) do update set at = excluded.at where a.at < excluded.at;
  return null;
end $$;
