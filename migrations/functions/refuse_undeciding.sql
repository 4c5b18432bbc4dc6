create or replace function refuse_undeciding() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'a review that is decided does not change' using errcode = '42501';
end $$;
