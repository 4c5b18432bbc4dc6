create or replace function erase_reasons(p_principal text) returns setof text
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update public.transition_request q set reason = '(erased)'
    where q.requested_by = p_principal and q.reason <> '(erased)' returning q.id;
$$;
