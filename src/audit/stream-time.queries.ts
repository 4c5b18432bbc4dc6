import { type IdKinds, subjectOf } from "../db/id-kinds.js";
import { type Sql, sql } from "../db/sql.js";

const last = sql(
  "audit.stream_time",
  `select to_char(last_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
   from audit.stream where kind = $1 and id = $2 and seq > 0`,
);

/**
 * When the last entry of a thing's stream was written (RFC 3339); `-infinity` before the first. The next one is later, also
 * where the database's clock was set back: by it and by nothing less is judged whether an act comes in time.
 */
export const lastOfStream = async (tx: Sql, kinds: IdKinds, id: string): Promise<string> =>
  (await tx.row<{ at: string }>(last, [subjectOf(kinds, id), id]))?.at ?? "-infinity";
