create or replace function audit.require_entry() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  v_own constant xid8 := pg_current_xact_id();
  v_ids text[];
  v_id text;
  v_sealed bigint;
begin
  case tg_argv[0]
    when 'id' then
      if tg_op <> 'INSERT' then v_ids := array[old.id]; end if;
      if tg_op <> 'DELETE' then v_ids := v_ids || new.id; end if;
    when 'registered_model_id' then
      if tg_op <> 'INSERT' then v_ids := array[old.registered_model_id]; end if;
      if tg_op <> 'DELETE' then v_ids := v_ids || new.registered_model_id; end if;
    when 'model_version_id' then
      if tg_op <> 'INSERT' then v_ids := array[old.model_version_id]; end if;
      if tg_op <> 'DELETE' then v_ids := v_ids || new.model_version_id; end if;
    when 'request_id' then
      if tg_op <> 'INSERT' then v_ids := array[old.request_id]; end if;
      if tg_op <> 'DELETE' then v_ids := v_ids || new.request_id; end if;
    else
      if tg_op <> 'INSERT' then
        execute format('select array[($1).%I]', tg_argv[0]) into v_ids using old;
      end if;
      if tg_op <> 'DELETE' then
        execute format('select $2 || ($1).%I', tg_argv[0]) into v_ids using new, v_ids;
      end if;
  end case;
  foreach v_id in array v_ids loop
    perform from audit.subject s cross join lateral (
        select e.xid, e.outcome, e.xmin as writer from audit.entry e where e.id = s.entry_id offset 0) e
      where s.subject_id = v_id and s.role not in ('owner', 'team', 'principal', 'policy', 'read')
        and (s.xmin = v_own::xid or audit.wrote_here(s.xmin))
        and e.xid = v_own and e.outcome = 'ALLOWED' and (e.writer = v_own::xid or audit.wrote_here(e.writer))
      order by s.entry_id desc limit 1;
    if not found then
      raise exception 'no audit entry for % of %.%', v_ids, tg_table_schema, tg_table_name using errcode = 'CS001';
    end if;
  end loop;
  select s.last_change into v_sealed from audit.row_seal s
    where s.xid = v_own and (s.xmin = v_own::xid or audit.wrote_here(s.xmin)) order by s.entry_id desc limit 1;
  if exists (
    select from audit.row_change c where c.xid = v_own and c.id > coalesce(v_sealed, 0)
      and (c.xmin = v_own::xid or audit.wrote_here(c.xmin))
  ) then
    raise exception '% of %.% changed after the last audit entry', v_ids, tg_table_schema, tg_table_name using errcode = 'CS001';
  end if;
  return null;
end $$;
