create or replace function refuse_resealing() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.phase <> 'GATES' or old.state <> 'PENDING' or exists (
    select from public.decision d where d.request_id = old.id and d.verdict = 'APPROVE')
  then raise exception 'what a request asks to be signed is fixed' using errcode = '42501'; end if;
  return new;
end $$;
