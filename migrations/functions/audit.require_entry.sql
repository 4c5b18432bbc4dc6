create or replace function audit.require_entry() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  v_own constant xid8 := pg_current_xact_id();
  v_ids text[];
  v_entries bigint[];
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
  select array_agg(e.id) into v_entries from audit.entry e
    where e.xid = v_own and e.outcome = 'ALLOWED' and (e.xmin = v_own::xid or audit.wrote_here(e.xmin));
  if exists (
    select from unnest(v_ids) as changed(id) where not exists (
      select from audit.subject s where s.entry_id = any(v_entries) and s.subject_id = changed.id
        and s.role not in ('owner', 'team', 'principal', 'policy', 'read')
        and (s.xmin = v_own::xid or audit.wrote_here(s.xmin)))
  ) then
    raise exception 'no audit entry for % of %.%', v_ids, tg_table_schema, tg_table_name using errcode = 'CS001';
  end if;
  if exists (
    select from audit.row_change c where c.xid = v_own and (c.xmin = v_own::xid or audit.wrote_here(c.xmin)) and c.id > coalesce(
      (select max(s.changes[cardinality(s.changes)]) from audit.row_seal s
        where s.xid = v_own and (s.xmin = v_own::xid or audit.wrote_here(s.xmin))), 0)
  ) then
    raise exception '% of %.% changed after the last audit entry', v_ids, tg_table_schema, tg_table_name using errcode = 'CS001';
  end if;
  return null;
end $$;
