create or replace function audit.keep_note() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' and new.salt is null
    and (new.id, new.xid, new.tbl, new.key, new.hash) is not distinct from (old.id, old.xid, old.tbl, old.key, old.hash) then
    return new;
  end if;
  raise exception 'the audit log is append-only' using errcode = '42501';
end $$;
