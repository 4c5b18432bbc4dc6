import { setTimeout as sleep } from "node:timers/promises";
import { type Sql, sql } from "./sql.js";

const fate = sql("commit.fate", "select pg_xact_status($1::text::xid8) as status");

const PATIENCE_MS = 8_000;
const PAUSE_MS = 100;

/**
 * Whether a transaction whose commit was never answered has been committed. Waits while it is in progress or the
 * database is away; false also when that cannot be found out in time.
 */
export const settleCommit = async (db: Sql, xid: string): Promise<boolean> => {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await sleep(PAUSE_MS)) {
    const row = await db.row<{ status: string | null }>(fate, [xid]).catch(() => undefined);
    if (row?.status === "committed") return true;
    if (row !== undefined && row.status !== "in progress") return false;
  }
  return false;
};
