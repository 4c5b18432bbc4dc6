create or replace function erase_decisions(p_principal text, p_name boolean, p_text boolean) returns setof text
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update public.decision d set printed_name = case when p_name then '(erased)' else d.printed_name end,
      comment = case when p_text and d.comment is not null then '(erased)' else d.comment end
    where d.principal_id = p_principal
      and (p_name and d.printed_name <> '(erased)' or p_text and d.comment <> '(erased)') returning d.request_id;
$$;
