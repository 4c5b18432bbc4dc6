create or replace function bound_document_revision() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_owner public.document_revision.document_id%type;
  v_rows bigint;
  v_bytes bigint;
begin
  for v_owner in select distinct document_id from touched loop
    select count(*), 0 into v_rows, v_bytes
      from public.document_revision held where held.document_id = v_owner;
    if (tg_op = 'INSERT' and v_rows > 1000) or v_bytes > 0 then
      raise exception 'At most 1,000 revisions of a document; this would be %.', v_rows
        using errcode = 'CS002', detail = v_owner::text;
    end if;
  end loop;
  return null;
end $$;
