import { sql } from "../../db/sql.js";
import { registryLimits } from "../registry-limits.js";
const readOne = sql("grant.read", "select role, slots from access_grant where registered_model_id = $1 and team_id = $2");
const put = sql("grant.put", `insert into access_grant (registered_model_id, team_id, role, slots, granted_by) values ($1, $2, $3, $4, $5)
   on conflict (registered_model_id, team_id) do update set role = excluded.role, slots = excluded.slots,
     granted_by = excluded.granted_by, granted_at = clock_timestamp()`);
const drop = sql("grant.drop", "delete from access_grant where registered_model_id = $1 and team_id = $2");
const readOffer = sql("offer.read", `select o.team_id as "teamId", t.slug as "teamSlug", o.reason, o.offered_by as "offeredBy"
   from transfer_offer o join team t on t.id = o.team_id
   where o.registered_model_id = $1 and o.expires_at > clock_timestamp()`);
const putOffer = sql("offer.put", `insert into transfer_offer (registered_model_id, team_id, reason, offered_by, expires_at)
   values ($1, $2, $3, $4, clock_timestamp() + make_interval(days => $5))
   on conflict (registered_model_id) do update set team_id = excluded.team_id, reason = excluded.reason,
     offered_by = excluded.offered_by, offered_at = clock_timestamp(), expires_at = excluded.expires_at`);
const dropOffer = sql("offer.drop", "delete from transfer_offer where registered_model_id = $1");
/** The team's grant on the model; undefined when it has none. */
export const readGrant = async (tx, modelId, teamId) => tx.row(readOne, [modelId, teamId]);
/** Gives the grant, in place of the one the team has. */
export const storeGrant = async (tx, modelId, teamId, grant, by) => {
    await tx.rows(put, [modelId, teamId, grant.role, grant.slots, by]);
};
/** Takes the team's grant away. */
export const dropGrant = async (tx, modelId, teamId) => {
    await tx.rows(drop, [modelId, teamId]);
};
/** The offer that stands on the model; undefined when there is none or it lapsed. */
export const readTransferOffer = async (tx, modelId) => tx.row(readOffer, [modelId]);
/** Makes the offer, in place of an earlier one. */
export const storeTransferOffer = async (tx, offer) => {
    await tx.rows(putOffer, [offer.modelId, offer.teamId, offer.reason, offer.by, registryLimits.transferOfferDays]);
};
/** Takes any offer on the model away, a lapsed one too. */
export const dropTransferOffer = async (tx, modelId) => {
    await tx.rows(dropOffer, [modelId]);
};
//# sourceMappingURL=grants.store.js.map