create or replace function name_words(p_name text) returns tsvector language sql immutable strict parallel safe
  set search_path = pg_catalog, pg_temp as $$
  select array_to_tsvector(array(
    select distinct left(w.word, 200) from regexp_split_to_table(
      lower(normalize(p_name, nfc) collate "default"), '[^[:alnum:]]+') w(word)
    where w.word <> ''))
$$;
