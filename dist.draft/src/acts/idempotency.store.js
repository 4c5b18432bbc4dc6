import { sql } from "../db/sql.js";
import { DomainError } from "../errors.js";
const insertKey = sql("idempotency.claim", `insert into idempotency_key (principal_id, command, key, input_hash) values ($1, $2, $3, $4)
   on conflict do nothing returning true as claimed`);
const readKey = sql("idempotency.read", "select input_hash = $4 as same, result from idempotency_key where principal_id = $1 and command = $2 and key = $3");
const setResult = sql("idempotency.keep", "update idempotency_key set result = $4 where principal_id = $1 and command = $2 and key = $3");
const forget = sql("idempotency.forget", "delete from idempotency_key where principal_id = $1 and command = $2 and key = $3");
const dropOld = sql("idempotency.drop_old", "delete from idempotency_key where created_at < clock_timestamp() - interval '48 hours'");
/**
 * Takes the key for this transaction. A second caller waits here for the first one's commit, then gets its result;
 * another input under the same key is `IDEMPOTENCY_KEY_REUSED`.
 */
export const claimKey = async (tx, use) => {
    const values = [use.principal, use.command, use.key, use.hash];
    const claimed = await tx.row(insertKey, values);
    if (claimed !== undefined)
        return undefined;
    const earlier = await tx.row(readKey, values);
    if (earlier === undefined)
        throw new DomainError("CONFLICT", "The first use of this idempotency key was just undone; retry.");
    if (earlier.same)
        return earlier.result;
    throw new DomainError("IDEMPOTENCY_KEY_REUSED", "This idempotency key was used with another input; choose a new key.", {
        path: ["input", "idempotencyKey"],
    });
};
/** Stores the result beside the effect, in the same transaction: ids only, re-read under present rights. */
export const keepResult = async (tx, use, result) => {
    await tx.rows(setResult, [use.principal, use.command, use.key, JSON.stringify(result)]);
};
/** Gives the key back: what was refused is decided anew when it is sent again. */
export const forgetKey = async (tx, use) => {
    await tx.rows(forget, [use.principal, use.command, use.key]);
};
/** Drops keys older than 48 hours. */
export const dropOldKeys = async (tx) => {
    await tx.rows(dropOld);
};
//# sourceMappingURL=idempotency.store.js.map