import { sql } from "../db/sql.js";
import { thisServer } from "../db/this-server.js";
const appendEntries = sql("audit.append", `select pg_current_xact_id()::text as xid, ${thisServer} as server, min(entry_id)::text as entry from audit.append($1)`);
/** Appends an operation's entries in this transaction, last of its statements: the streams stay locked until the commit. */
export const append = async (tx, op, entries) => {
    const row = await tx.row(appendEntries, [JSON.stringify(entries)]);
    if (row === undefined)
        throw new Error("audit.append answered nothing");
    return { ...row, op };
};
const findEntry = sql("audit.is_appended", "select true as found from audit.entry where id = $1 and op_id = $2");
/** Whether the entries are in the log. */
export const isAppended = async (db, { entry, op }) => (await db.row(findEntry, [entry, op])) !== undefined;
const findSubject = sql("audit.is_in_log", "select true as found from audit.subject where kind = $1 and subject_id = $2 limit 1");
/** Whether any entry tells of the thing. */
export const isInLog = async (db, { subject, id }) => (await db.row(findSubject, [subject, id])) !== undefined;
const ensure = sql("audit.ensure_partitions", "select audit.ensure_partitions()");
/** Makes the entries' partitions ahead of need: ten million entries each, two in advance. */
export const ensurePartitions = async (db) => {
    await db.rows(ensure);
};
//# sourceMappingURL=append.store.js.map