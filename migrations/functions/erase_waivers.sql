create or replace function erase_waivers(p_principal text) returns setof text
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update public.transition_request q set waivers = (
      select json_agg(json_build_object('policy', w ->> 'policy', 'key', w ->> 'key', 'reason', '(erased)'))
      from json_array_elements(q.waivers) w)
    where q.requested_by = p_principal and q.waivers is not null and exists (
      select from json_array_elements(q.waivers) w where w ->> 'reason' <> '(erased)') returning q.id;
$$;
