create or replace function erase_signatures(p_principal text) returns setof text
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update public.signature_request s set statement = '(erased)'
    where s.principal_id = p_principal and s.statement <> '(erased)' returning s.request_id;
$$;
