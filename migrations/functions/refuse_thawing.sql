create or replace function refuse_thawing() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'the content of a version is frozen' using errcode = '42501';
end $$;
