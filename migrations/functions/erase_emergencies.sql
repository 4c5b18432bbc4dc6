create or replace function erase_emergencies(p_principal text) returns setof text
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update public.transition_request q
    set emergency = json_build_object('reason', '(erased)', 'incidentUrl', q.emergency -> 'incidentUrl')
    where q.requested_by = p_principal and q.emergency ->> 'reason' <> '(erased)' returning q.id;
$$;
