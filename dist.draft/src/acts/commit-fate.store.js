import { setTimeout as sleep } from "node:timers/promises";
import { isAppended } from "../audit/append.store.js";
import { CommitUnknown, NotCommitted } from "../db/faults.js";
import { sql } from "../db/sql.js";
import { thisServer } from "../db/this-server.js";
const numbered = sql("commit.own_number", `select pg_current_xact_id()::text as xid, ${thisServer} as server`);
/** The number of this transaction. */
export const numberOf = async (tx) => {
    const row = await tx.row(numbered);
    if (row === undefined)
        throw new Error("pg_current_xact_id answered nothing");
    return row;
};
/** Whether a transaction can still commit here; a number that was not given yet was lost in a crash, with all it did. */
const look = sql("commit.fate", `with here as materialized (select ${thisServer} as server)
   select server, case when server is distinct from $2 or pg_current_xact_id() <= $1::text::xid8 then false
     else pg_xact_status($1::text::xid8) is not distinct from 'in progress' end as open
   from here`);
const PATIENCE_MS = 8_000;
const PAUSE_MS = 100;
/** What is known of a command's transaction by the entries that it appended. */
export const byEntries = (appended, result) => ({
    numbered: appended,
    isThere: (db) => isAppended(db, appended),
    result,
});
/**
 * Whether what a transaction wrote is there, looked for after it could no longer commit: when it is no longer in progress
 * on its own server; at once on another timeline. Undefined when that cannot be found out in time.
 */
const fateOf = async (db, { numbered: { xid, server }, isThere }) => {
    for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await sleep(PAUSE_MS)) {
        try {
            const now = await db.row(look, [xid, server]);
            if (await isThere(db))
                return true;
            if (now !== undefined && now.server !== null && !now.open)
                return false;
        }
        catch {
            // The database is away: perhaps another one takes its place.
        }
    }
    return undefined;
};
/**
 * What a transaction answers, also when its COMMIT was never answered and a look finds what it wrote; `committing` is what
 * was known when the COMMIT was sent. Throws `NotCommitted` when it is not there, `CommitUnknown` when nobody can tell.
 */
export const settled = async (db, transaction, committing) => transaction.catch(async (error) => {
    const known = committing();
    if (!(error instanceof CommitUnknown) || known === undefined)
        throw error;
    const done = await fateOf(db, known);
    if (done === undefined)
        throw error;
    if (!done)
        throw new NotCommitted(error);
    return known.result;
});
//# sourceMappingURL=commit-fate.store.js.map