create or replace function require_signature() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.signature_request_id is null and exists (
    select from public.transition_request q
    cross join lateral json_to_recordset(q.policies) as p(id text, revision integer)
    join public.approval_policy_revision r on r.policy_id = p.id and r.revision = p.revision
    where q.id = new.request_id and r.signing is not null)
  then raise exception 'a policy wants this decision signed with a key of its signer' using errcode = '42501'; end if;
  return new;
end $$;
