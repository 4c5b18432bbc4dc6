import { roles } from "./sql.js";
/**
 * Schema `audit`: streams with gapless numbers and chained hashes, entries in partitions of ten million, subject
 * links, the queue of a later sequencer, clear values of salted commitments. Owned by a role that nobody logs in as.
 */
export class Audit1795478400001 {
    constructor() {
        this.name = "Audit1795478400001";
    }
    async up(runner) {
        const { app, audit } = await roles(runner);
        await runner.query(`create schema audit authorization ${audit}`);
        await runner.query(`set local role ${audit}`);
        for (const statements of [tables, guards, partitions, append, requireEntry, grants(app)])
            await runner.query(statements);
        await runner.query("select audit.ensure_partitions()");
        await runner.query("reset role");
    }
    async down() {
        throw new Error("migrations are forward only");
    }
}
const tables = `
  create table audit.stream (
    kind text collate "C" not null, id text collate "C" not null, seq bigint not null,
    head bytea not null, last_at timestamptz not null, primary key (kind, id)
  ) with (fillfactor = 60);
  create table audit.entry (
    id bigint generated always as identity, xid xid8 not null default pg_current_xact_id(),
    at timestamptz not null, stream_kind text collate "C" not null, stream_id text collate "C" not null,
    stream_seq bigint not null, action text collate "C" not null, outcome text collate "C" not null,
    actor_id text collate "C" not null, request_id text not null, op_id text not null,
    prev_hash bytea not null, leaf_hash bytea not null, envelope text not null, body text not null,
    primary key (id)
  ) partition by range (id);
  create index entry_xid on audit.entry (xid);
  create index entry_at on audit.entry (at, id);
  create index entry_actor on audit.entry (actor_id, at, id);
  create index entry_action on audit.entry (action, at, id);
  create index entry_outcome on audit.entry (outcome, at, id) where outcome <> 'ALLOWED';
  create table audit.subject (
    kind text collate "C" not null, subject_id text collate "C" not null, entry_id bigint not null,
    role text collate "C" not null, label text, action text collate "C" not null, at timestamptz not null,
    primary key (kind, subject_id, entry_id) include (action, at, role)
  );
  create index subject_entry on audit.subject (entry_id);
  create table audit.pending (entry_id bigint primary key);
  create table audit.pii (entry_id bigint primary key, disclosures text[] not null);`;
const guards = `
  create function audit.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
  begin
    raise exception 'the audit log is append-only' using errcode = '42501';
  end $$;
  create function audit.refuse_truncate() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
  begin
    raise exception 'rows of % go one by one, each with its entry', tg_table_name using errcode = '42501';
  end $$;
  create trigger entry_is_append_only before update or delete on audit.entry
    for each row execute function audit.refuse_change();
  alter table audit.entry enable always trigger entry_is_append_only;
  create trigger entry_no_truncate before truncate on audit.entry
    for each statement execute function audit.refuse_change();
  alter table audit.entry enable always trigger entry_no_truncate;
  create trigger subject_is_append_only before update or delete on audit.subject
    for each row execute function audit.refuse_change();
  alter table audit.subject enable always trigger subject_is_append_only;
  create trigger subject_no_truncate before truncate on audit.subject
    for each statement execute function audit.refuse_change();
  alter table audit.subject enable always trigger subject_no_truncate;`;
const partitions = `
  create function audit.ensure_partitions() returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    width constant bigint := 10000000;
    newest bigint := coalesce((select max(id) from audit.entry), 0);
    part bigint;
    made integer := 0;
    name text;
  begin
    perform pg_advisory_xact_lock(hashtext('audit.ensure_partitions'));
    for part in newest / width .. newest / width + 2 loop
      name := 'entry_p' || part;
      continue when to_regclass('audit.' || name) is not null;
      execute format('create table audit.%I (like audit.entry including defaults including indexes)', name);
      execute format('create unique index on audit.%I (stream_kind, stream_id, stream_seq)', name);
      execute format('alter table audit.entry attach partition audit.%I for values from (%s) to (%s)',
        name, part * width, (part + 1) * width);
      execute format('create trigger entry_no_truncate before truncate on audit.%I
        for each statement execute function audit.refuse_change()', name);
      execute format('alter table audit.%I enable always trigger entry_no_truncate', name);
      execute format('alter table audit.%I enable always trigger entry_is_append_only', name);
      made := made + 1;
    end loop;
    return made;
  end $$;`;
/** `enable_seqscan = off`: a plan made while the tables were small must not read them end to end once they are large. */
const append = `
  create function audit.append(p_entries json)
  returns table (entry_id bigint, entry_at timestamptz, seq bigint)
  language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
  declare
    e record;
    v_head bytea;
    v_envelope text;
    v_leaf bytea;
  begin
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
        "opId" text, body text, disclosures text[], subjects json)
    loop
      if e."streamKind" !~ '^[a-z_]{1,40}$' or e."streamId" !~ '^[A-Za-z0-9_.:-]{1,80}$'
        or e.action !~ '^[A-Za-z0-9_.]{1,80}$' or e."actorId" !~ '^[A-Za-z0-9_.:-]{1,80}$'
        or e.outcome not in ('ALLOWED', 'DENIED', 'FAILED') or e.body is null then
        raise exception 'malformed audit entry' using errcode = '22023';
      end if;
      select s.seq + 1, s.last_at, s.head into append.seq, entry_at, v_head
        from audit.stream s where s.kind = e."streamKind" and s.id = e."streamId" for update;
      entry_at := greatest(clock_timestamp(), entry_at + interval '1 microsecond');
      v_envelope := format('{"act":"%s","actor":"%s","at":"%s","body":"%s","prev":"%s","seq":"%s","stream":"%s:%s","v":1}',
        e.action, e."actorId", to_char(entry_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        encode(sha256(convert_to(e.body, 'UTF8')), 'hex'), encode(v_head, 'hex'), append.seq,
        e."streamKind", e."streamId");
      v_leaf := sha256('\\x00'::bytea || convert_to(v_envelope, 'UTF8'));
      insert into audit.entry (at, stream_kind, stream_id, stream_seq, action, outcome, actor_id, request_id, op_id,
          prev_hash, leaf_hash, envelope, body)
        values (entry_at, e."streamKind", e."streamId", append.seq, e.action, e.outcome, e."actorId", e."requestId",
          e."opId", v_head, v_leaf, v_envelope, e.body)
        returning id into append.entry_id;
      insert into audit.subject (kind, subject_id, entry_id, role, label, action, at)
        select s.kind, s.id, append.entry_id, s.role, s.label, e.action, entry_at
        from json_to_recordset(e.subjects) as s(kind text, id text, role text, label text);
      insert into audit.pending (entry_id) values (append.entry_id);
      if cardinality(e.disclosures) > 0 then
        insert into audit.pii (entry_id, disclosures) values (append.entry_id, e.disclosures);
      end if;
      update audit.stream s set seq = append.seq, last_at = entry_at, head = v_leaf
        where s.kind = e."streamKind" and s.id = e."streamId";
      return next;
    end loop;
  end $$;`;
/**
 * The last word on "no change without its entry": an entry of this transaction must say that the row's thing was acted
 * on. That it is merely mentioned (as the owning team, as a policy that applied) does not count.
 */
const requireEntry = `
  create function audit.require_entry() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
  declare
    v_ids text[];
    v_entries bigint[];
  begin
    case tg_argv[0]
      when 'id' then
        if tg_op <> 'INSERT' then v_ids := array[old.id]; end if;
        if tg_op <> 'DELETE' then v_ids := v_ids || new.id; end if;
      when 'registered_model_id' then
        if tg_op <> 'INSERT' then v_ids := array[old.registered_model_id]; end if;
        if tg_op <> 'DELETE' then v_ids := v_ids || new.registered_model_id; end if;
      when 'model_version_id' then
        if tg_op <> 'INSERT' then v_ids := array[old.model_version_id]; end if;
        if tg_op <> 'DELETE' then v_ids := v_ids || new.model_version_id; end if;
      when 'request_id' then
        if tg_op <> 'INSERT' then v_ids := array[old.request_id]; end if;
        if tg_op <> 'DELETE' then v_ids := v_ids || new.request_id; end if;
      else
        if tg_op <> 'INSERT' then
          execute format('select array[($1).%I]', tg_argv[0]) into v_ids using old;
        end if;
        if tg_op <> 'DELETE' then
          execute format('select $2 || ($1).%I', tg_argv[0]) into v_ids using new, v_ids;
        end if;
    end case;
    select array_agg(e.id) into v_entries from audit.entry e
      where e.xid = pg_current_xact_id() and e.outcome = 'ALLOWED';
    if exists (
      select from unnest(v_ids) as changed(id) where not exists (
        select from audit.subject s where s.entry_id = any(v_entries) and s.subject_id = changed.id
          and s.role not in ('owner', 'team', 'principal', 'policy'))
    ) then
      raise exception 'no audit entry for % of %.%', v_ids, tg_table_schema, tg_table_name using errcode = 'CS001';
    end if;
    return null;
  end $$;`;
const grants = (app) => `
  revoke all on all functions in schema audit from public;
  grant usage on schema audit to ${app};
  grant select on audit.stream, audit.entry, audit.subject, audit.pii to ${app};
  grant execute on function audit.append(json), audit.ensure_partitions() to ${app};`;
//# sourceMappingURL=0001-audit.js.map