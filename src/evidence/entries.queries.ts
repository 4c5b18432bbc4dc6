import { linkKind } from "../audit/entry.js";
import { idPrefix, kindOf } from "../db/ids.js";
import { dynamicSql, type Sql, Values } from "../db/sql.js";

/** An entry as stored. */
export interface EntryRow {
  readonly id: bigint;
  readonly at: string;
  readonly action: string;
  readonly outcome: "ALLOWED" | "DENIED" | "FAILED";
  readonly actorId: string;
  readonly requestId: string;
  readonly opId: string;
  readonly streamKind: string;
  readonly streamId: string;
  readonly seq: bigint;
  readonly hash: string;
  readonly previousHash: string;
  readonly envelope: string;
  readonly body: string;
  readonly disclosures: readonly string[] | null;
}

export interface EntryFilter {
  readonly actor?: string | null | undefined;
  readonly action?: string | null | undefined;
  readonly subjectId?: string | null | undefined;
  readonly outcome?: string | null | undefined;
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
}

export interface Slice {
  /** Entry id to begin after; "0" at the beginning. */
  readonly after: string;
  readonly limit: number;
}

/** One list of subject links to read: entries that touch (kind, id). */
export interface Scan {
  readonly kind: string;
  readonly id: string;
}

const columns = `e.id, e.at, e.action, e.outcome, e.actor_id as "actorId", e.request_id as "requestId", e.op_id as "opId",
  e.stream_kind as "streamKind", e.stream_id as "streamId", e.stream_seq as seq, encode(e.leaf_hash, 'hex') as hash,
  encode(e.prev_hash, 'hex') as "previousHash", e.envelope, e.body,
  (select p.disclosures from audit.pii p where p.entry_id = e.id) as disclosures`;

const conditions = (filter: EntryFilter, values: Values): string => {
  const parts = ["true"];
  if (filter.actor != null)
    parts.push(`e.actor_id = (select id from principal where handle = ${values.add(filter.actor)})`);
  if (filter.action != null) parts.push(`e.action = ${values.add(filter.action)}`);
  if (filter.outcome != null) parts.push(`e.outcome = ${values.add(filter.outcome)}`);
  if (filter.from != null) parts.push(`e.at >= ${values.add(filter.from)}::timestamptz`);
  if (filter.to != null) parts.push(`e.at < ${values.add(filter.to)}::timestamptz`);
  return parts.join(" and ");
};

/**
 * A page of the entries that touch any of the scanned things, oldest first: each scan is an index range of its own,
 * cut at the page's length, so the cost is that of the page and not of the log.
 */
export const entriesTouching = async (
  db: Sql,
  scans: readonly Scan[],
  filter: EntryFilter,
  { after, limit }: Slice,
): Promise<EntryRow[]> => {
  const values = new Values();
  const [kinds, ids] = [values.add(scans.map(({ kind }) => kind)), values.add(scans.map(({ id }) => id))];
  const [from, most] = [values.add(after), values.add(limit)];
  const where = conditions(filter, values);
  const touching =
    where === "true"
      ? `select s.entry_id from audit.subject s where s.kind = k.kind and s.subject_id = k.id and s.entry_id > ${from}
         order by s.entry_id limit ${most}`
      : `select s.entry_id from audit.subject s join audit.entry e on e.id = s.entry_id
         where s.kind = k.kind and s.subject_id = k.id and s.entry_id > ${from} and ${where}
         order by s.entry_id limit ${most}`;
  const text = `select ${columns} from (
      select distinct t.entry_id from unnest(${kinds}::text[], ${ids}::text[]) as k(kind, id)
      cross join lateral (${touching}) t order by t.entry_id limit ${most}) page
    join audit.entry e on e.id = page.entry_id order by e.id`;
  return db.rows<EntryRow>(dynamicSql(text), values.list);
};

/** The scans that a subject's id stands for: of a model its versions' entries too, of a policy what it decided. */
export const scansOf = (id: string): Scan[] => {
  if (idPrefix(id) === undefined) return [];
  const kind = kindOf(id);
  const kinds = new Set([kind, linkKind({ id, role: "model" }), linkKind({ id, role: "policy" })]);
  return [...kinds].map((each) => ({ kind: each, id }));
};

/** A page of the whole log, oldest first. */
export const entriesOfLog = async (db: Sql, filter: EntryFilter, { after, limit }: Slice): Promise<EntryRow[]> => {
  const values = new Values();
  const where = `e.id > ${values.add(after)} and ${conditions(filter, values)}`;
  const text = `select ${columns} from audit.entry e where ${where} order by e.id limit ${values.add(limit)}`;
  return db.rows<EntryRow>(dynamicSql(text), values.list);
};

/** A page of what teams owned when it was written, and of the teams themselves. */
export const entriesOfTeams = async (
  db: Sql,
  teams: readonly string[],
  filter: EntryFilter,
  { after, limit }: Slice,
): Promise<EntryRow[]> => {
  const values = new Values();
  const owned = `s.kind = 'team' and s.subject_id = any(${values.add(teams)}::text[]) and s.role in ('owner', 'target')
    and s.entry_id > ${values.add(after)}`;
  const touching =
    filter.subjectId == null
      ? "true"
      : `exists (select from audit.subject o where o.entry_id = e.id and o.subject_id = ${values.add(filter.subjectId)})`;
  const text = `select ${columns} from (
      select distinct s.entry_id from audit.subject s join audit.entry e on e.id = s.entry_id
      where ${owned} and ${conditions(filter, values)} and ${touching}
      order by s.entry_id limit ${values.add(limit)}) page
    join audit.entry e on e.id = page.entry_id order by e.id`;
  return db.rows<EntryRow>(dynamicSql(text), values.list);
};

/** Entries by number, in no order. */
export const entriesById = async (db: Sql, ids: readonly string[]): Promise<EntryRow[]> =>
  db.rows<EntryRow>(dynamicSql(`select ${columns} from audit.entry e where e.id = any($1::bigint[])`), [ids]);

/** Policies that any request of the version was opened under. */
export const policiesOfVersion = async (db: Sql, versionId: string): Promise<string[]> => {
  const text = `select distinct p.value ->> 'id' as id from transition_request q, json_array_elements(q.policies) p
    where q.model_version_id = $1 and p.value ->> 'id' is not null`;
  return (await db.rows<{ id: string }>(dynamicSql(text), [versionId])).map(({ id }) => id);
};
