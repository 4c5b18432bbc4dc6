import { readDisclosure } from "../../../verify/disclosure.js";
import { type EntryLink, inOrder, linksOf } from "../../../verify/links.js";
import type { Category } from "../../audit/personal.js";
import { growing, type Reader, sql } from "../../db/sql.js";
import type { Scan } from "../entries.queries.js";

/** An entry as a pack holds it. */
export interface PackEntry {
  readonly leafIndex: bigint;
  readonly envelope: string;
  readonly body: string;
  readonly links: readonly EntryLink[];
  /** Those of the categories that were asked for, in the order of their paths. */
  readonly disclosures: readonly string[];
}

const linked = growing(
  sql(
    "pack.leaves_linked",
    `select k.at::int as at, l.idx as leaf
     from unnest($2::text[], $3::text[]) with ordinality k(kind, id, at)
       join audit.subject s on s.kind = k.kind and s.subject_id = k.id and s.role <> 'read'
       join audit.leaf l on l.log = $1 and l.entry_id = s.entry_id
     where l.idx < $4 group by k.at, l.idx order by l.idx`,
  ),
);
const streamed = growing(
  sql(
    "pack.leaves_streamed",
    `select k.at::int as at, l.idx as leaf
     from unnest($2::text[], $3::text[]) with ordinality k(kind, id, at)
       join audit.entry e on e.stream_kind = k.kind and e.stream_id = k.id
       join audit.leaf l on l.log = $1 and l.entry_id = e.id
     where l.idx < $4 order by l.idx`,
  ),
);
const rowsAt = growing(
  sql(
    "pack.entries",
    `select l.idx as "leafIndex", e.envelope, e.body,
       (select json_agg(json_build_array(s.kind, s.subject_id, s.role)) from audit.subject s where s.entry_id = e.id) as links,
       (select json_agg(d.disclosure) from audit.disclosure d
        where d.entry_id = e.id and d.category = any($3::text[])) as disclosures
     from audit.leaf l join audit.entry e on e.id = l.entry_id
     where l.log = $1 and l.idx = any($2::bigint[]) order by l.idx`,
  ),
);

/** A tree of this size of a log. */
interface Tree {
  readonly log: number;
  readonly size: bigint;
}

/** The leaves of the keys `kind:id` and, unless told otherwise, `stream:kind:id` of each thing, below a size. */
export const leavesOf = async (
  db: Reader,
  { log, size }: Tree,
  things: readonly Scan[],
  { streams = true }: { streams?: boolean } = {},
): Promise<Map<string, bigint[]>> => {
  const values = [log, things.map(({ kind }) => kind), things.map(({ id }) => id), size];
  type Row = { at: number; leaf: bigint };
  const keys = new Map<string, bigint[]>();
  const collect = (prefix: string, rows: readonly Row[]): void => {
    for (const { kind, id } of things) keys.set(`${prefix}${kind}:${id}`, []);
    for (const { at, leaf } of rows) {
      const thing = things[at - 1];
      if (thing !== undefined) keys.get(`${prefix}${thing.kind}:${thing.id}`)?.push(leaf);
    }
  };
  collect("", await db.rows<Row>(linked, values));
  if (streams) collect("stream:", await db.rows<Row>(streamed, values));
  return keys;
};

/** Entries of one statement. */
const PAGE = 100;

/** The entries at these leaves in ascending order, read page by page. */
export const entriesAt = async function* (
  db: Reader,
  log: number,
  leaves: readonly bigint[],
  categories: readonly Category[] = [],
): AsyncGenerator<PackEntry[]> {
  type Row = Omit<PackEntry, "disclosures"> & {
    readonly links: EntryLink[] | null;
    readonly disclosures: string[] | null;
  };
  for (let from = 0; from < leaves.length; from += PAGE) {
    const wanted = leaves.slice(from, from + PAGE);
    const rows = await db.rows<Row>(rowsAt, [log, wanted, categories]);
    if (rows.length !== wanted.length) throw new Error(`entries of leaves from ${wanted[0]} on are gone`);
    yield rows.map(({ links, disclosures, ...row }) => ({
      ...row,
      links: linksIn(row, links ?? []),
      disclosures: (disclosures ?? []).sort(byPath),
    }));
  }
};

/** Links of form 1 follow from the body: no hash covers the rows. */
const linksIn = ({ envelope, body }: Pick<PackEntry, "envelope" | "body">, rows: EntryLink[]): EntryLink[] =>
  envelope.endsWith('"v":1}')
    ? linksOf((JSON.parse(body) as { subjects: { kind: string; id: string; role: string }[] }).subjects)
    : inOrder(rows);

const byPath = (a: string, b: string): number =>
  (readDisclosure(a)?.path ?? "") < (readDisclosure(b)?.path ?? "") ? -1 : 1;
