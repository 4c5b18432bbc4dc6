create or replace function audit.refuse_truncate() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'rows of % go one by one, each with its entry', tg_table_name using errcode = '42501';
end $$;
