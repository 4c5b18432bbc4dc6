import type { Sql } from "../db/sql.js";
import { sql } from "../db/sql.js";

const appendEntries = sql("audit.append", "select entry_id, entry_at, seq from audit.append($1)");

/** Appends entries in this transaction, last of its statements: the streams stay locked until the commit. */
export const append = async (tx: Sql, entries: readonly Record<string, unknown>[]): Promise<void> => {
  await tx.rows(appendEntries, [JSON.stringify(entries)]);
};

const ensure = sql("audit.ensure_partitions", "select audit.ensure_partitions()");

/** Makes the entries' partitions ahead of need: ten million entries each, two in advance. */
export const ensurePartitions = async (db: Sql): Promise<void> => {
  await db.rows(ensure);
};
