create or replace function audit.path_of(p_disclosure text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select convert_from(decode(rpad(translate(p_disclosure, '-_', '+/'), (length(p_disclosure) + 3) / 4 * 4, '='), 'base64'), 'UTF8')::json ->> 1;
$$;
