create or replace function audit.erase(p_principal text, p_categories text[]) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_own constant xid8 := pg_current_xact_id();
  v_values bigint;
begin
  delete from audit.disclosure d
    using (select e.id from audit.entry e where e.actor_id = p_principal
      union select s.entry_id from audit.subject s where s.kind = 'principal' and s.subject_id = p_principal) named
    where d.entry_id = named.id and d.principal_id = p_principal and d.category = any(p_categories);
  get diagnostics v_values = row_count;
  update audit.row_change c set salt = null
    from (select n.tbl, n.key, min(n.id) as first from audit.row_change n
      where n.xid = v_own and (n.xmin = v_own::xid or audit.wrote_here(n.xmin)) group by n.tbl, n.key) cleared
    where c.tbl = cleared.tbl and c.key = cleared.key and c.id < cleared.first and c.salt is not null;
  if 'NAME' = any(p_categories) then
    update audit.row_change c set salt = null
      where c.tbl in ('principal_group', 'user_identity') and starts_with(c.key, format('["%s"', p_principal)) and c.salt is not null;
  end if;
  return v_values;
end $$;
