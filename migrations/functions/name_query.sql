create or replace function name_query(p_text text) returns tsquery language sql immutable strict parallel safe
  set search_path = pg_catalog, pg_temp as $$
  select string_agg('''' || w.word || ''':*', ' & ')::tsquery
  from unnest(tsvector_to_array(public.name_words(p_text))) w(word)
$$;
