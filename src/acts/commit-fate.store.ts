import { setTimeout as sleep } from "node:timers/promises";
import { CommitUnknown } from "../db/faults.js";
import { type Sql, sql } from "../db/sql.js";

const own = sql("commit.own_id", "select pg_current_xact_id()::text as xid");
const fate = sql("commit.fate", "select pg_xact_status($1::text::xid8) as status");

const PATIENCE_MS = 8_000;
const PAUSE_MS = 100;

/** The transaction's id, by which its fate can be asked when the answer to its commit is lost. */
export const transactionId = async (tx: Sql): Promise<string> => {
  const row = await tx.row<{ xid: string }>(own);
  if (row === undefined) throw new Error("pg_current_xact_id answered nothing");
  return row.xid;
};

/**
 * Whether a transaction whose commit was never answered has been committed. Waits while it is in progress or the
 * database is away; false also when that cannot be found out in time.
 */
const settleCommit = async (db: Sql, xid: string): Promise<boolean> => {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await sleep(PAUSE_MS)) {
    const row = await db.row<{ status: string | null }>(fate, [xid]).catch(() => undefined);
    if (row?.status === "committed") return true;
    if (row !== undefined && row.status !== "in progress") return false;
  }
  return false;
};

/** A transaction's id, and what is answered once it is committed. */
export interface Committing<Result> {
  readonly xid: string;
  readonly result: Result;
}

/**
 * What a transaction answers, also when the answer to its COMMIT is lost and a look says that it is done; `committing` is
 * what was known when the COMMIT was sent.
 */
export const settled = async <Result>(
  db: Sql,
  transaction: Promise<Result>,
  committing: () => Committing<Result> | undefined,
): Promise<Result> =>
  transaction.catch(async (error: unknown) => {
    const known = committing();
    if (!(error instanceof CommitUnknown) || known === undefined) throw error;
    if (!(await settleCommit(db, known.xid))) throw error;
    return known.result;
  });
