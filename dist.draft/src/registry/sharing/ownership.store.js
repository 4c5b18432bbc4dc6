import { sql } from "../../db/sql.js";
const current = sql("ownership.current", `select o.team_id as "teamId", o.principal_id as "principalId", coalesce(t.slug, p.handle) as label
   from ownership_tag o left join team t on t.id = o.team_id left join principal p on p.id = o.principal_id
   where o.registered_model_id = $1 and o.key = $2 and o.valid_to is null`);
const countCurrent = sql("ownership.count", "select count(*)::int as count from ownership_tag where registered_model_id = $1 and valid_to is null");
const activeUser = sql("ownership.user", "select id, handle from principal where id = $1 and kind = 'USER' and deactivated_at is null");
const close = sql("ownership.close", "update ownership_tag set valid_to = $3 where registered_model_id = $1 and key = $2 and valid_to is null");
const open = sql("ownership.open", `insert into ownership_tag (registered_model_id, key, team_id, principal_id, valid_from, set_by)
   values ($1, $2, $3, $4, $5, $6)`);
/** The present owner under the key; undefined when there is none. */
export const readOwner = async (tx, modelId, key) => tx.row(current, [modelId, key]);
/** How many ownership tags the model carries now. */
export const countOwners = async (tx, modelId) => (await tx.row(countCurrent, [modelId]))?.count ?? 0;
/** A person who can own something: an active user. */
export const readActiveUser = async (tx, id) => tx.row(activeUser, [id]);
/** Ends the interval that is open under the key, if any. */
export const closeOwner = async (tx, modelId, key, instant) => {
    await tx.rows(close, [modelId, key, instant]);
};
/** Opens an interval under the key. */
export const openOwner = async (tx, owner) => {
    await tx.rows(open, [owner.modelId, owner.key, owner.teamId, owner.principalId, owner.instant, owner.by]);
};
//# sourceMappingURL=ownership.store.js.map