create or replace function refuse_reopening() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$ begin
  raise exception 'a check that is completed does not go back' using errcode = '42501';
end $$;
