import type { GrantRole } from "../../access/roles.js";
import { ERASED, type Erased, type Erasing } from "../../audit/erasing.js";
import { type Sql, sql } from "../../db/sql.js";
import { registryLimits } from "../registry-limits.js";

/** What a grant gives the other team; `slots` null: every slot. */
export interface Grant {
  readonly role: GrantRole;
  readonly slots: readonly string[] | null;
}

/** An offer to take over a model that has not lapsed. */
export interface TransferOffer {
  readonly teamId: string;
  readonly teamSlug: string;
  readonly reason: string;
  readonly offeredBy: string;
}

const readOne = sql(
  "grant.read",
  "select role, slots from access_grant where registered_model_id = $1 and team_id = $2",
);
const put = sql(
  "grant.put",
  `insert into access_grant (registered_model_id, team_id, role, slots, granted_by) values ($1, $2, $3, $4, $5)
   on conflict (registered_model_id, team_id) do update set role = excluded.role, slots = excluded.slots,
     granted_by = excluded.granted_by, granted_at = clock_timestamp()`,
);
const drop = sql("grant.drop", "delete from access_grant where registered_model_id = $1 and team_id = $2");
const readOffer = sql(
  "offer.read",
  `select o.team_id as "teamId", t.slug as "teamSlug", o.reason, o.offered_by as "offeredBy"
   from transfer_offer o join team t on t.id = o.team_id
   where o.registered_model_id = $1 and o.expires_at > clock_timestamp()`,
);
const putOffer = sql(
  "offer.put",
  `insert into transfer_offer (registered_model_id, team_id, reason, offered_by, expires_at)
   values ($1, $2, $3, $4, clock_timestamp() + make_interval(days => $5))
   on conflict (registered_model_id) do update set team_id = excluded.team_id, reason = excluded.reason,
     offered_by = excluded.offered_by, offered_at = clock_timestamp(), expires_at = excluded.expires_at`,
);
const dropOffer = sql("offer.drop", "delete from transfer_offer where registered_model_id = $1");

/** The team's grant on the model; undefined when it has none. */
export const readGrant = async (tx: Sql, modelId: string, teamId: string): Promise<Grant | undefined> =>
  tx.row<Grant>(readOne, [modelId, teamId]);

/** Gives the grant, in place of the one the team has. */
export const storeGrant = async (tx: Sql, modelId: string, teamId: string, grant: Grant, by: string): Promise<void> => {
  await tx.rows(put, [modelId, teamId, grant.role, grant.slots, by]);
};

/** Takes the team's grant away. */
export const dropGrant = async (tx: Sql, modelId: string, teamId: string): Promise<void> => {
  await tx.rows(drop, [modelId, teamId]);
};

/** The offer that stands on the model; undefined when there is none or it lapsed. */
export const readTransferOffer = async (tx: Sql, modelId: string): Promise<TransferOffer | undefined> =>
  tx.row<TransferOffer>(readOffer, [modelId]);

/** Makes the offer, in place of an earlier one. */
export const storeTransferOffer = async (
  tx: Sql,
  offer: { modelId: string; teamId: string; reason: string; by: string },
): Promise<void> => {
  await tx.rows(putOffer, [offer.modelId, offer.teamId, offer.reason, offer.by, registryLimits.transferOfferDays]);
};

/** Takes any offer on the model away, a lapsed one too. */
export const dropTransferOffer = async (tx: Sql, modelId: string): Promise<void> => {
  await tx.rows(dropOffer, [modelId]);
};

const clearOffers = sql(
  "offer.erase",
  "update transfer_offer set reason = $2 where offered_by = $1 and reason <> $2 returning registered_model_id as id",
);

/** Clears why a person offered models. */
export const eraseOffers = async (tx: Sql, { principalId, categories }: Erasing): Promise<Erased> => {
  const found = categories.has("TEXT") ? await tx.rows<{ id: string }>(clearOffers, [principalId, ERASED]) : [];
  return { rows: found.length, links: found.map(({ id }) => ({ id, role: "subject" as const })), remains: [] };
};
