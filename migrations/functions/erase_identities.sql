create or replace function erase_identities(p_principal text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_rows bigint;
  v_all bigint := 0;
begin
  if not exists (select from public.principal p where p.id = p_principal and p.deactivated_at is not null) then
    raise exception 'identities of whoever is active stay' using errcode = '42501';
  end if;
  delete from public.identity_seen s using public.user_identity i
    where i.principal_id = p_principal and s.issuer = i.issuer and s.subject = i.subject;
  get diagnostics v_rows = row_count;
  v_all := v_all + v_rows;
  delete from public.user_identity i where i.principal_id = p_principal;
  get diagnostics v_rows = row_count;
  v_all := v_all + v_rows;
  update public.session s set subject = '(erased)' where s.principal_id = p_principal and s.subject <> '(erased)';
  get diagnostics v_rows = row_count;
  return v_all + v_rows;
end $$;
