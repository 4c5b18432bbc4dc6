import type { EntryLink } from "../../verify/links.js";
import { linkKindsOf } from "../audit/entry.js";
import type { Database } from "../db/database.js";
import type { IdKinds } from "../db/id-kinds.js";
import { dynamicSql, growing, type Reader, sql, Values } from "../db/sql.js";

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
  /** Those of names and of texts; where an act came from is shown to nobody. */
  readonly disclosures: readonly string[] | null;
}

export interface EntryFilter {
  readonly actor?: string | null | undefined;
  readonly action?: string | null | undefined;
  readonly subjectId?: string | null | undefined;
  readonly outcome?: string | null | undefined;
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
  /** Any of these actions. */
  readonly actions?: readonly string[] | null | undefined;
  readonly channel?: string | null | undefined;
  readonly stream?: Scan | null | undefined;
}

/** Where an entry stands: in the log by time and number, in a story by number. */
export interface Place {
  readonly at: string;
  readonly id: string;
}

/** Before every entry. */
export const START: Place = { at: "-infinity", id: "0" };
/** After every entry. */
export const END: Place = { at: "infinity", id: "9223372036854775807" };

export interface Slice {
  readonly after: Place;
  readonly limit: number;
  /** The newest first: then `after` is what comes before in time. */
  readonly newestFirst?: boolean;
}

/** How a slice goes on from where it is, and in which order. */
const wayOf = ({ newestFirst = false }: Slice) =>
  newestFirst ? { on: "<", order: "desc" } : { on: ">", order: "asc" };

/** One list of subject links to read: entries that touch (kind, id). */
export interface Scan {
  readonly kind: string;
  readonly id: string;
}

const columns = `e.id, e.at, e.action, e.outcome, e.actor_id as "actorId", e.request_id as "requestId", e.op_id as "opId",
  e.stream_kind as "streamKind", e.stream_id as "streamId", e.stream_seq as seq, encode(e.leaf_hash, 'hex') as hash,
  encode(e.prev_hash, 'hex') as "previousHash", e.envelope, e.body,
  (select json_agg(d.disclosure order by d.path) from audit.disclosure d
    where d.entry_id = e.id and d.category <> 'NETWORK') as disclosures`;

/** Conditions on what a subject link repeats of its entry, so that an index answers them alone. */
const linkConditions = (filter: EntryFilter, values: Values, alias: "e" | "s"): string[] => {
  const parts: string[] = [];
  if (filter.action != null) parts.push(`${alias}.action = ${values.add(filter.action)}`);
  if (filter.actions != null) parts.push(`${alias}.action = any(${values.add(filter.actions)}::text[])`);
  if (filter.from != null) parts.push(`${alias}.at >= ${values.add(filter.from)}::timestamptz`);
  if (filter.to != null) parts.push(`${alias}.at < ${values.add(filter.to)}::timestamptz`);
  return parts;
};

const entryConditions = (filter: EntryFilter, values: Values): string[] => {
  const parts: string[] = [];
  if (filter.actor != null)
    parts.push(`e.actor_id = (select id from principal where handle = ${values.add(filter.actor)})`);
  if (filter.outcome != null) parts.push(`e.outcome = ${values.add(filter.outcome)}`);
  if (filter.channel != null) parts.push(`e.body::json #>> '{request,channel}' = ${values.add(filter.channel)}`);
  if (filter.stream != null)
    parts.push(`e.stream_kind = ${values.add(filter.stream.kind)}`, `e.stream_id = ${values.add(filter.stream.id)}`);
  return parts;
};

/**
 * Numbers of entries in one range of subject links: `where` picks the links s, the filter is asked of the index where it
 * can be and of the entry e where it must.
 */
const linked = (where: readonly string[], filter: EntryFilter, slice: Slice, values: Values): string => {
  const { after, limit } = slice;
  const { on, order } = wayOf(slice);
  const onEntry = entryConditions(filter, values);
  const join = onEntry.length === 0 ? "" : "join audit.entry e on e.id = s.entry_id";
  const all = [
    ...where,
    `s.entry_id ${on} ${values.add(after.id)}`,
    ...linkConditions(filter, values, "s"),
    ...onEntry,
  ];
  return `select s.entry_id from audit.subject s ${join} where ${all.join(" and ")}
    order by s.entry_id ${order} limit ${values.add(limit)}`;
};

/** The entries of several ranges, merged: each is cut at the page's length, so the cost is that of the page. */
const merged = (ranges: string, range: string, slice: Slice, values: Values): string => {
  const { order } = wayOf(slice);
  return `select ${columns} from (
    select distinct t.entry_id from ${ranges} cross join lateral (${range}) t
    order by t.entry_id ${order} limit ${values.add(slice.limit)}) page
  join audit.entry e on e.id = page.entry_id order by e.id ${order}`;
};

const scanned = (scans: readonly Scan[], values: Values): string =>
  `unnest(${values.add(scans.map(({ kind }) => kind))}::text[], ${values.add(scans.map(({ id }) => id))}::text[]) k(kind, id)`;

/** The filters of a story read from its beginning: few texts, worth a prepared statement each. */
const isPlain = ({ outcome, ...others }: EntryFilter, { newestFirst = false }: Slice): boolean =>
  !newestFirst && Object.values(others).every((value) => value == null);

const ofScan = ["s.kind = k.kind", "s.subject_id = k.id"];

/** A page of the entries that touch any of the scanned things. */
export const entriesTouching = async (
  db: Reader,
  scans: readonly Scan[],
  filter: EntryFilter,
  slice: Slice,
): Promise<EntryRow[]> => {
  const values = new Values();
  const ranges = scanned(scans, values);
  const text = merged(ranges, linked(ofScan, filter, slice, values), slice, values);
  return db.rows<EntryRow>(
    isPlain(filter, slice) ? sql(`entry.touching.${filter.outcome ?? "all"}`, text) : growing(dynamicSql(text)),
    values.list,
  );
};

/** The scans that a subject's id stands for: of a model its versions' entries too, of a policy what it decided. */
export const scansOf = (kinds: IdKinds, id: string): Scan[] => linkKindsOf(kinds, id).map((kind) => ({ kind, id }));

/**
 * Where a page of the log begins, in its order: one bound, at which the index is entered. Two would be scanned from the
 * one that is further off.
 */
const bound = ({ after, newestFirst = false }: Slice, edge: string | null | undefined, values: Values): string => {
  const [at, id] = [`${values.add(after.at)}::timestamptz`, `${values.add(after.id)}::bigint`];
  const limit = edge == null ? at : `${values.add(edge)}::timestamptz`;
  return newestFirst
    ? `(e.at, e.id) < (least(${at}, ${limit}), case when ${at} <= ${limit} then ${id} else 0 end)`
    : `(e.at, e.id) > (greatest(${at}, ${limit}), case when ${at} >= ${limit} then ${id} else 0 end)`;
};

/** A page of the whole log by time. */
export const entriesOfLog = async (db: Reader, filter: EntryFilter, slice: Slice): Promise<EntryRow[]> => {
  const values = new Values();
  const { newestFirst = false, limit } = slice;
  const { order } = wayOf(slice);
  const [edge, rest] = newestFirst ? [filter.to, { ...filter, to: null }] : [filter.from, { ...filter, from: null }];
  const where = [bound(slice, edge, values), ...linkConditions(rest, values, "e"), ...entryConditions(filter, values)];
  const text = `select ${columns} from audit.entry e where ${where.join(" and ")}
    order by e.at ${order}, e.id ${order} limit ${values.add(limit)}`;
  return db.rows<EntryRow>(growing(dynamicSql(text)), values.list);
};

/** A page of what teams owned when it was written, and of the teams themselves. */
export const entriesOfTeams = async (
  { reader, kinds }: Pick<Database, "reader" | "kinds">,
  teams: readonly string[],
  filter: EntryFilter,
  slice: Slice,
): Promise<EntryRow[]> => {
  const values = new Values();
  const ids = `${values.add(teams)}::text[]`;
  const owned = "in ('owner', 'target')";
  const text =
    filter.subjectId == null
      ? merged(
          `unnest(${ids}) k(id)`,
          linked(["s.kind = 'team'", "s.subject_id = k.id", `s.role ${owned}`], filter, slice, values),
          slice,
          values,
        )
      : merged(
          scanned(scansOf(kinds, filter.subjectId), values),
          linked(
            [
              ...ofScan,
              `exists (select from audit.subject o where o.kind = 'team' and o.subject_id = any(${ids})
                 and o.entry_id = s.entry_id and o.role ${owned})`,
            ],
            filter,
            slice,
            values,
          ),
          slice,
          values,
        );
  return reader.rows<EntryRow>(growing(dynamicSql(text)), values.list);
};

const ofStream = sql(
  "entry.of_stream",
  `select ${columns} from audit.entry e where e.stream_kind = $1 and e.stream_id = $2
     and e.stream_seq > $3 and e.stream_seq <= $4 order by e.stream_seq limit $5`,
);

/** A page of one stream in its order: the entries after `after`, up to `to`. */
export const entriesOfStream = async (
  db: Reader,
  stream: Scan,
  { after, to, limit }: { after: bigint; to: bigint; limit: number },
): Promise<EntryRow[]> => db.rows<EntryRow>(ofStream, [stream.kind, stream.id, after, to, limit]);

/** Entries by number, in no order. */
export const entriesById = async (db: Reader, ids: readonly string[]): Promise<EntryRow[]> =>
  db.rows<EntryRow>(dynamicSql(`select ${columns} from audit.entry e where e.id = any($1::bigint[])`), [ids]);

const linksOf = sql(
  "entry.links",
  `select s.entry_id as id, json_agg(json_build_array(s.kind, s.subject_id, s.role)) as links
   from audit.subject s where s.entry_id = any($1::bigint[]) group by s.entry_id`,
);

/** The links of entries as they stand in the database, by the entries' numbers. */
export const linksOfEntries = async (
  db: Reader,
  rows: readonly Pick<EntryRow, "id">[],
): Promise<Map<bigint, EntryLink[]>> => {
  const found = await db.rows<{ id: bigint; links: EntryLink[] }>(linksOf, [rows.map(({ id }) => id)]);
  return new Map(found.map(({ id, links }) => [id, links]));
};
