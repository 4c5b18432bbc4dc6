import { newId } from "../db/ids.js";
import { dynamicSql, sql, Values } from "../db/sql.js";
import { ApiTokenEntity } from "./api-token.entity.js";
import { hashOfSecret, hintOf } from "./token-format.js";
import { modelColumns, visible } from "./visible.js";
const judge = sql("access.judge_expiry", `select $1::timestamptz <= clock_timestamp() as past, $1::timestamptz > clock_timestamp() + interval '366 days' as "tooFar",
     coalesce($1::timestamptz >= date_trunc('day', to_timestamp($2::float8), 'UTC') + interval '1 day', false) as outlives`);
/** Judges an expiry; `mintedUntil` is when the minting token ends, in seconds since the epoch. */
export const judgeExpiry = async (tx, expiresAt, mintedUntil) => {
    const verdict = await tx.row(judge, [expiresAt, mintedUntil]);
    if (verdict === undefined)
        throw new Error("no verdict");
    return verdict;
};
/** Those of the models that exist and that the caller reads. */
export const readableModels = async (tx, ability, ids) => {
    const values = new Values();
    const text = `select m.id from registered_model m where m.id = any(${values.add(ids)}) and m.deleted_at is null
    and ${visible(ability, "read", "RegisteredModel", modelColumns("m"), values)}`;
    return (await tx.rows(dynamicSql(text), values.list)).map((row) => row.id);
};
/** Stores a token, of its secret only the hash; gives its id. */
export const storeToken = async (tx, secret, token) => {
    const id = newId("tok");
    await tx.manager.insert(ApiTokenEntity, { id, hash: hashOfSecret(secret), hint: hintOf(secret), ...token });
    return id;
};
const lock = sql("access.lock_token", `with locked as (select id, name, revoked_at, principal_id from api_token where id = $1 for update)
   select k.id, k.name, k.revoked_at is not null as revoked, p.id as "principalId", p.kind, p.handle, p.team_id as "teamId"
   from locked k join principal p on p.id = k.principal_id`);
/** Locks the token's row; whose it is never changes. */
export const lockToken = (tx, id) => tx.row(lock, [id]);
const revoke = sql("access.revoke_token", "update api_token set revoked_at = clock_timestamp() where id = $1");
export const markRevoked = async (tx, id) => {
    await tx.rows(revoke, [id]);
};
//# sourceMappingURL=tokens.store.js.map