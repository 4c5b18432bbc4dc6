create or replace function audit.wrote_here(p_writer xid) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  v_own constant bigint := pg_current_xact_id()::text::bigint;
  v_later constant bigint := (p_writer::text::bigint - v_own) & 4294967295;
begin
  return v_later = 0
    or v_later < 2147483648 and pg_xact_status((v_own + v_later)::text::xid8) = 'in progress';
end $$;
