create or replace function refuse_going_back() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$ begin
  raise exception 'the newest token seen of an identity does not become older' using errcode = '42501';
end $$;
