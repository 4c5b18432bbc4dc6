import { keysOf } from "../../../verify/log/index.js";
import { linkKindsOf } from "../../audit/entry.js";
import type { Database } from "../../db/database.js";
import { growing, sql } from "../../db/sql.js";

/** A key of the index with the leaves that belong to it. */
export interface IndexKey {
  readonly key: string;
  readonly count: number;
  readonly leaves: readonly bigint[];
}

const linked = growing(
  sql(
    "log.index_links",
    `select s.kind, s.role = 'read' as read, l.idx as leaf from audit.subject s
       join audit.leaf l on l.entry_id = s.entry_id and l.log = (select max(log) from audit.tree)
     where s.subject_id = $1 and s.kind = any($2::text[]) and l.idx < $3 order by l.idx`,
  ),
);

const streamed = growing(
  sql(
    "log.index_stream",
    `select l.idx as leaf from audit.entry e
       join audit.leaf l on l.entry_id = e.id and l.log = (select max(log) from audit.tree)
     where e.stream_kind = $1 and e.stream_id = $2 and l.idx < $3 order by l.idx`,
  ),
);

/** Every key of a thing that has leaves among the first `size`, in the order of their letters. */
export const keysOfThing = async (
  { reader, kinds }: Pick<Database, "reader" | "kinds">,
  id: string,
  size: bigint,
): Promise<IndexKey[]> => {
  const lists = linkKindsOf(kinds, id);
  const subject = kinds.of(id)?.subject ?? "";
  const [links, stream] = await Promise.all([
    reader.rows<{ kind: string; read: boolean; leaf: bigint }>(linked, [id, lists, size]),
    reader.rows<{ leaf: bigint }>(streamed, [subject, id, size]),
  ]);
  const own = Map.groupBy(links, ({ kind, read }) => keysOf([[kind, id, read ? "read" : "target"]], "")[0] ?? "");
  const found = [...own].map(([key, rows]) => ({ key, leaves: rows.map(({ leaf }) => leaf) }));
  const all = [...found, { key: `stream:${subject}:${id}`, leaves: stream.map(({ leaf }) => leaf) }];
  return all
    .filter(({ leaves }) => leaves.length > 0)
    .map(({ key, leaves }) => ({ key, count: leaves.length, leaves }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
};
