import { type Reader, sql } from "../../db/sql.js";

const signing = sql(
  "audit.log-keys",
  `select k.vkey from audit.log_key k where k.retired_at is null and k.log = (select max(log) from audit.tree)
   order by k.entry_id`,
);

/** The keys that sign the log now, as verifiers are told them; none before there is a log. */
export const signingVkeys = async (reader: Reader): Promise<string[]> =>
  (await reader.rows<{ vkey: string }>(signing)).map(({ vkey }) => vkey);
