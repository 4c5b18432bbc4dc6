import { type Reader, type Statement, sql } from "./sql.js";

/** Bytes of JSON that an answer over many things reads: its page ends early rather than grow beyond. */
const ANSWER_BYTES = 32 * 2 ** 20;

/** Ids that one statement takes: finding the next in an array takes time that grows with it. */
const CHUNK = 1_000;

/**
 * A statement that reads things one after the other, in the order of their ids (`$1`), until it has read `$2` bytes.
 * `data` is a scalar subquery: the JSON of the thing whose id is the SQL that it gets.
 */
export const inTurn = (name: string, type: "uuid" | "text", data: (id: string) => string): Statement =>
  sql(
    name,
    `with recursive turn as (
       select 0 as n, 0::bigint as held, null::${type} as id, null::json as data
       union all
       select t.n + 1, t.held + coalesce(octet_length(d.data::text), 0), u.id, d.data
       from turn t cross join lateral (select ($1::${type}[])[t.n + 1] as id offset 0) u
       cross join lateral (select (${data("u.id")}) as data offset 0) d
       where t.n < cardinality($1::${type}[]) and t.held < $2
     )
     select id, held, data from turn where n > 0 order by n`,
  );

/**
 * What the first of the ids hold, by id: of all of them, unless that is too much for one answer. The first is always
 * among them, and null stands for one that is gone.
 */
export const readInTurn = async <Data>(
  db: Reader,
  statement: Statement,
  ids: readonly string[],
): Promise<Map<string, Data | null>> => {
  const read = new Map<string, Data | null>();
  let left = ANSWER_BYTES;
  for (let from = 0; from < ids.length && left > 0; from += CHUNK) {
    const chunk = ids.slice(from, from + CHUNK);
    const rows = await db.rows<{ id: string; held: bigint; data: Data | null }>(statement, [chunk, left]);
    for (const { id, data } of rows) read.set(id, data);
    left -= Number(rows.at(-1)?.held ?? 0);
    if (rows.length < chunk.length) break;
  }
  return read;
};
