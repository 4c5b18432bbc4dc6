create or replace function audit.note_row() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set bytea_output = 'hex' as $$
declare
  v_columns constant text[] := tg_argv[0];
  v_salt constant bytea := uuid_send(gen_random_uuid());
  v_was text;
  v_key text;
  v_row jsonb;
begin
  if tg_op = 'DELETE' or tg_op = 'UPDATE' and cardinality(v_columns) > 1 then
    v_was := audit.row_key(to_jsonb(old), v_columns);
  end if;
  if tg_op <> 'DELETE' then
    if tg_table_name = 'model_version' then
      new.params := null;
      new.metrics := null;
      new.datasets := null;
      new.artifacts := null;
      new.run_snapshot := null;
    end if;
    v_row := jsonb_strip_nulls(to_jsonb(new) - tg_argv[1]::text[]);
    v_key := audit.row_key(v_row, v_columns);
  end if;
  if v_was is distinct from v_key and v_was is not null then
    insert into audit.row_change (tbl, key) values (tg_table_name, v_was);
  end if;
  if v_key is not null then
    insert into audit.row_change (tbl, key, salt, hash)
      values (tg_table_name, v_key, v_salt, sha256(v_salt || convert_to(v_row::text, 'UTF8')));
  end if;
  return null;
end $$;
