create or replace function refuse_rekeying() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.revoked_at is not null or (old.registered_at is not null
      and (new.public_key, new.fingerprint, new.registered_at, new.minted_by, new.credential_id, new.rp_id)
        is distinct from (old.public_key, old.fingerprint, old.registered_at, old.minted_by, old.credential_id, old.rp_id))
    or (old.confirmed_at is not null and (new.confirmed_at, new.confirmed_by)
      is distinct from (old.confirmed_at, old.confirmed_by))
    or new.sign_count < old.sign_count or (new.sign_count is null and old.sign_count is not null)
  then raise exception 'a signing key stays what it was registered and confirmed as' using errcode = '42501'; end if;
  return new;
end $$;
