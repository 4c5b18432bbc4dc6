create or replace function audit.append_log(p_entries json)
returns table (entry_id bigint, entry_at timestamptz, seq bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from json_to_recordset(p_entries) as x("streamKind" text, action text, outcome text)
    where (x."streamKind" = 'log' and x.outcome = 'ALLOWED' and x.action in ('openIncarnation', 'addLogKey',
      'retireLogKey', 'commitIndex', 'haltLog', 'resumeLog', 'reportHardening',
      'changeAnchors', 'changeWitnesses')) is not true) then
    raise exception 'this login appends the acts of the log itself, and no other' using errcode = '42501';
  end if;
  return query select a.entry_id, a.entry_at, a.seq from audit.append(p_entries) a;
end $$;
