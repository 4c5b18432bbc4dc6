import type { Sql } from "../db/sql.js";
import { sql } from "../db/sql.js";

const appendEntries = sql(
  "audit.append",
  "select pg_current_xact_id()::text as xid, count(*) as entries from audit.append($1)",
);

/**
 * Appends entries in this transaction, last of its statements: the streams stay locked until the commit. Answers the
 * transaction's id, by which its fate can be asked when the answer to its commit is lost.
 */
export const append = async (tx: Sql, entries: readonly Record<string, unknown>[]): Promise<string> => {
  const row = await tx.row<{ xid: string }>(appendEntries, [JSON.stringify(entries)]);
  if (row === undefined) throw new Error("audit.append answered nothing");
  return row.xid;
};

const ensure = sql("audit.ensure_partitions", "select audit.ensure_partitions()");

/** Makes the entries' partitions ahead of need: ten million entries each, two in advance. */
export const ensurePartitions = async (db: Sql): Promise<void> => {
  await db.rows(ensure);
};
