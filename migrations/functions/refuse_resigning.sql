create or replace function refuse_resigning() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.used_at, new.signature, new.user_verified) is distinct from (old.used_at, old.signature, old.user_verified)
  then raise exception 'a signature is given once' using errcode = '42501'; end if;
  return new;
end $$;
