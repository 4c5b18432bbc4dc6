create or replace function audit.ensure_partitions() returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  width constant bigint := 10000000;
  newest bigint := coalesce((select max(id) from audit.entry), 0);
  part bigint;
  made integer := 0;
  name text;
begin
  perform pg_advisory_xact_lock(hashtext('audit.ensure_partitions'));
  for part in newest / width .. newest / width + 2 loop
    name := 'entry_p' || part;
    continue when to_regclass('audit.' || name) is not null;
    execute format('create table audit.%I (like audit.entry including defaults including indexes)', name);
    execute format('create unique index on audit.%I (stream_kind, stream_id, stream_seq)', name);
    execute format('alter table audit.entry attach partition audit.%I for values from (%s) to (%s)',
      name, part * width, (part + 1) * width);
    execute format('create trigger entry_no_truncate before truncate on audit.%I
      for each statement execute function audit.refuse_change()', name);
    execute format('alter table audit.%I enable always trigger entry_no_truncate', name);
    execute format('alter table audit.%I enable always trigger entry_is_append_only', name);
    made := made + 1;
  end loop;
  return made;
end $$;
