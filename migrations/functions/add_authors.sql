create or replace function add_authors() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$ begin
  new.authors := old.authors || array(
    select distinct a.principal_id from public.tracked_author a
    where a.subject in (new.run, new.logged_model) and a.principal_id <> all (old.authors) order by 1);
  return new;
end $$;
