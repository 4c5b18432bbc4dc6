create or replace function require_gates() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from json_to_recordset(new.policies) as p(id text, revision integer)
    join public.approval_policy_revision r on r.policy_id = p.id and r.revision = p.revision
    cross join lateral json_array_elements(r.gates) as g(gate)
    where new.slot = any(r.slots) and not exists (
      select from json_to_recordset(coalesce(new.gates, '[]')) as s(policy text, key text, verdict text)
      where s.policy = p.id and s.key = g.gate ->> 'key' and (new.emergency is not null
        or s.verdict <> 'FAILED' and (new.state <> 'APPLIED' or s.verdict <> 'PENDING'))))
  then raise exception 'a gate of a policy was not evaluated, or has not passed' using errcode = '42501'; end if;
  return new;
end $$;
