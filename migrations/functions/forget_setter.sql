create or replace function forget_setter() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.set_by := null; new.minted_by := null; new.set_at := null;
  return new;
end $$;
