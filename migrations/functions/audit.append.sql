create or replace function audit.append(p_entries json)
returns table (entry_id bigint, entry_at timestamptz, seq bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  e record;
  v_own constant xid8 := pg_current_xact_id();
  v_none constant text := repeat('0', 64);
  v_changes bigint[];
  v_rows text;
  v_head bytea;
  v_links text;
  v_formed boolean;
  v_envelope text;
  v_leaf bytea;
begin
  select array_agg(c.id order by c.id), encode(sha256(convert_to('[' || string_agg(
      format('["%s",%s,%s]', c.tbl, c.key, coalesce('"' || encode(c.hash, 'hex') || '"', 'null')), ',' order by c.id) || ']',
      'UTF8')), 'hex')
    into v_changes, v_rows from audit.row_change c
    where c.xid = v_own and (c.xmin = v_own::xid or audit.wrote_here(c.xmin));
  insert into audit.stream (kind, id, seq, head, last_at)
    select distinct x."streamKind", x."streamId", 0, decode(repeat('00', 32), 'hex'), '-infinity'::timestamptz
    from json_to_recordset(p_entries) as x("streamKind" text, "streamId" text)
    order by 1, 2 on conflict do nothing;
  if json_array_length(p_entries) > 1 then
    for e in
      select distinct x."streamKind" as kind, x."streamId" as id
      from json_to_recordset(p_entries) as x("streamKind" text, "streamId" text) order by 1, 2
    loop
      perform from audit.stream s where s.kind = e.kind and s.id = e.id for update;
    end loop;
  end if;
  for e in
    select x.* from json_to_recordset(p_entries) as x(
      "streamKind" text, "streamId" text, action text, outcome text, "actorId" text, "requestId" text,
      "opId" text, body text, disclosures json, subjects json)
  loop
    -- Lengths are asked apart: a pattern that counts to 80 costs ten times as much.
    if e."streamKind" !~ '^[a-z_]+$' or e."streamId" !~ '^[A-Za-z0-9_.:-]+$'
      or e.action !~ '^[A-Za-z0-9_.]+$' or e."actorId" !~ '^[A-Za-z0-9_.:-]+$'
      or length(e."streamKind") > 40 or length(e."streamId") > 80 or length(e.action) > 80 or length(e."actorId") > 80
      or e.outcome not in ('ALLOWED', 'DENIED', 'FAILED') or e.body is null then
      raise exception 'malformed audit entry' using errcode = '22023';
    end if;
    select '[' || coalesce(string_agg(t.link, ',' order by t.link collate "C"), '') || ']', coalesce(bool_and(t.ok), true)
      into v_links, v_formed from (
      select format('["%s","%s","%s"]', s.kind, s.id, s.role) as link,
        (s.kind ~ '^[a-z_.]+$' and s.id ~ '^[A-Za-z0-9_.:-]+$' and s.role ~ '^[A-Za-z_]+$'
          and length(s.kind) <= 80 and length(s.id) <= 80 and length(s.role) <= 40) is true as ok
      from json_to_recordset(e.subjects) as s(kind text, id text, role text)) t;
    if not v_formed then
      raise exception 'malformed link of an audit entry' using errcode = '22023';
    end if;
    select s.seq + 1, s.last_at, s.head into append.seq, entry_at, v_head
      from audit.stream s where s.kind = e."streamKind" and s.id = e."streamId" for update;
    entry_at := greatest(clock_timestamp(), entry_at + interval '1 microsecond');
    v_envelope := format('{"act":"%s","actor":"%s","at":"%s","body":"%s","links":"%s","out":"%s","prev":"%s","rows":"%s","seq":"%s","stream":"%s:%s","v":2}',
      e.action, e."actorId", to_char(entry_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      encode(sha256(convert_to(e.body, 'UTF8')), 'hex'), encode(sha256(convert_to(v_links, 'UTF8')), 'hex'),
      e.outcome, encode(v_head, 'hex'), coalesce(v_rows, v_none), append.seq, e."streamKind", e."streamId");
    v_leaf := sha256('\x00'::bytea || convert_to(v_envelope, 'UTF8'));
    insert into audit.entry (at, stream_kind, stream_id, stream_seq, action, outcome, actor_id, request_id, op_id,
        prev_hash, leaf_hash, envelope, body)
      values (entry_at, e."streamKind", e."streamId", append.seq, e.action, e.outcome, e."actorId", e."requestId",
        e."opId", v_head, v_leaf, v_envelope, e.body)
      returning id into append.entry_id;
    if v_rows is not null then
      insert into audit.row_seal (entry_id, changes) values (append.entry_id, v_changes);
      v_rows := null;
    end if;
    insert into audit.subject (kind, subject_id, entry_id, role, label, action, at)
      select s.kind, s.id, append.entry_id, s.role, s.label, e.action, entry_at
      from json_to_recordset(e.subjects) as s(kind text, id text, role text, label text);
    insert into audit.pending (entry_id) values (append.entry_id);
    if json_typeof(e.disclosures -> 0) = 'object' then
      insert into audit.disclosure (entry_id, path, category, principal_id, disclosure)
        select append.entry_id, d.path, d.category, d."principalId", d.disclosure
        from json_to_recordset(e.disclosures) as d(path text, category text, "principalId" text, disclosure text);
    elsif json_typeof(e.disclosures -> 0) = 'string' then
      -- As the release before this one states them.
      insert into audit.disclosure (entry_id, path, category, principal_id, disclosure)
        select append.entry_id, audit.path_of(d),
          case when audit.path_of(d) = '/actor/name' then 'NAME' else 'NETWORK' end, e."actorId", d
        from json_array_elements_text(e.disclosures) d;
    end if;
    update audit.stream s set seq = append.seq, last_at = entry_at, head = v_leaf
      where s.kind = e."streamKind" and s.id = e."streamId";
    return next;
  end loop;
end $$;
