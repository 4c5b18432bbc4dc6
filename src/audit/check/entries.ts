import type { Check, LogFinding } from "./finding.js";

/** What each entry says of itself, made anew from columns, links, notes and body with functions of PostgreSQL alone. */
const statement = `
  with chained as (
    select e.*, s.seq as head_seq, s.head, s.kind || ':' || s.id as of_stream,
      coalesce(lag(e.leaf_hash) over w, decode(repeat('00', 32), 'hex')) as expected_prev,
      row_number() over w as expected_seq, lead(e.stream_seq) over w as next_seq,
      to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as instant,
      encode(sha256(convert_to(e.body, 'UTF8')), 'hex') as body_digest,
      substring(e.envelope from '"body":"([0-9a-f]{64})"') as sealed_body,
      substring(e.envelope from '"links":"([0-9a-f]{64})"') as sealed_links,
      coalesce(substring(e.envelope from '"rows":"([0-9a-f]{64})"'), repeat('0', 64)) as sealed_rows,
      (select encode(sha256(convert_to('[' || string_agg(l.link, ',' order by l.link collate "C") || ']', 'UTF8')), 'hex')
       from (select format('["%s","%s","%s"]', kind, subject_id, role) as link from audit.subject
         where entry_id = e.id) l) as links_digest,
      (select encode(sha256(convert_to('[' || string_agg(format('["%s",%s,%s]', c.tbl, c.key,
           coalesce('"' || encode(c.hash, 'hex') || '"', 'null')), ',' order by c.id) || ']', 'UTF8')), 'hex')
       from audit.row_seal r cross join lateral unnest(r.changes) as named(id)
         left join audit.row_change c on c.id = named.id and c.xid = r.xid where r.entry_id = e.id and r.xid = e.xid) as rows_digest
    from audit.stream s full join audit.entry e on e.stream_kind = s.kind and e.stream_id = s.id
    window w as (partition by e.stream_kind, e.stream_id order by e.stream_seq)),
  judged as (
    select *, array_remove(array[
      case when id is null or of_stream is null then 'MISSING' end,
      case when sealed_body is distinct from body_digest then 'BODY_HASH_MISMATCH' end,
      case when links_digest is null or sealed_links is not null and sealed_links <> links_digest then 'LINKS_MISMATCH' end,
      case when rows_digest is distinct from nullif(sealed_rows, repeat('0', 64)) then 'ROWS_MISMATCH' end,
      case when envelope <> case when right(envelope, 6) = '"v":1}'
        then format('{"act":"%s","actor":"%s","at":"%s","body":"%s","prev":"%s","seq":"%s","stream":"%s:%s","v":1}',
          action, actor_id, instant, sealed_body, encode(prev_hash, 'hex'), stream_seq, stream_kind, stream_id)
        else format('{"act":"%s","actor":"%s","at":"%s","body":"%s","links":"%s","out":"%s","prev":"%s","rows":"%s","seq":"%s","stream":"%s:%s","v":2}',
          action, actor_id, instant, sealed_body, sealed_links, outcome, encode(prev_hash, 'hex'), sealed_rows,
          stream_seq, stream_kind, stream_id) end then 'COLUMN_ENVELOPE_MISMATCH' end,
      case when leaf_hash <> sha256('\\x00'::bytea || convert_to(envelope, 'UTF8')) then 'LEAF_MISMATCH' end,
      case when stream_seq <> expected_seq then 'STREAM_GAP' end,
      case when prev_hash <> expected_prev then 'PREV_MISMATCH' end,
      case when next_seq is null and (stream_seq, leaf_hash) is distinct from (head_seq, head) then 'HEAD_MISMATCH' end
    ], null) as codes from chained)
  select id::text as entry, coalesce(stream_kind || ':' || stream_id, of_stream) as stream,
    stream_seq::text as seq, unnest(case when id is null then array['MISSING'] else codes end) as code
  from judged where id is null or cardinality(codes) > 0 order by 2, stream_seq, 4`;

const details: Readonly<Record<string, string>> = {
  MISSING: "entries that the stream counts, or the stream that the entry is on, are gone",
  BODY_HASH_MISMATCH: "the body is not the one whose digest the envelope holds",
  LINKS_MISMATCH: "the links are not those whose digest the envelope holds",
  ROWS_MISMATCH: "the notes of rows are not those whose digest the envelope holds",
  COLUMN_ENVELOPE_MISMATCH: "the columns are not what the envelope says",
  LEAF_MISMATCH: "the hash is not that of the envelope",
  STREAM_GAP: "its number does not follow that of the stream's entry before",
  PREV_MISMATCH: "it does not name the hash of the stream's entry before",
  HEAD_MISMATCH: "it is the stream's last, and not the one that the stream names",
};

/** Every entry is what its envelope says, and every stream goes on from 1 to its end. */
export const checkEntries: Check = async (client) => {
  type Row = { entry: string | null; stream: string; seq: string | null; code: string };
  const { rows } = await client.query<Row>(statement);
  return rows.map(
    ({ entry, stream, seq, code }): LogFinding => ({
      code,
      entry,
      stream,
      detail: `${seq === null ? "" : `entry ${seq}: `}${details[code] ?? code}`,
    }),
  );
};
