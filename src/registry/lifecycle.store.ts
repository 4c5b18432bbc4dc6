import { type Reader, type Sql, sql } from "../db/sql.js";
import { defaultLifecycle, type Lifecycle } from "./lifecycle-rules.js";

const LOCK = "hashtext('countersign.lifecycle')";

const share = sql("lifecycle.share", `select pg_advisory_xact_lock_shared(${LOCK})`);
const lock = sql("lifecycle.lock", `select pg_advisory_xact_lock(${LOCK})`);
const readNow = sql(
  "lifecycle.read",
  "select revision, stages, edges from lifecycle_revision order by revision desc limit 1",
);

/** The lifecycle, held still until this transaction ends. */
export const holdLifecycle = async (tx: Sql): Promise<Lifecycle> => {
  await tx.rows(share);
  return readLifecycle(tx);
};

/** The lifecycle with its revision (0 = default), locked against every move: for `setLifecycle` alone. */
export const lockLifecycle = async (tx: Sql): Promise<Lifecycle & { revision: number }> => {
  await tx.rows(lock);
  return (await tx.row<Lifecycle & { revision: number }>(readNow)) ?? { ...defaultLifecycle, revision: 0 };
};

/** The lifecycle as last committed. */
export const readLifecycle = async (db: Reader): Promise<Lifecycle> =>
  (await db.row<Lifecycle>(readNow)) ?? defaultLifecycle;
