create or replace function audit.row_key(p_row jsonb, p_columns text[]) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select '[' || string_agg(to_json(p_row ->> k.name)::text, ',' order by k.place) || ']'
  from unnest(p_columns) with ordinality as k(name, place);
$$;
