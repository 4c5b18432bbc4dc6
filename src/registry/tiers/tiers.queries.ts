import { type Reader, sql } from "../../db/sql.js";
import type { Under } from "../details.queries.js";
import type { RiskTier } from "./tier-rules.js";

/** Tiers of models that the caller reads: whoever calls has checked that. */

/** A tier, from when to when. */
export interface TierRead {
  readonly tier: RiskTier;
  readonly rationale: string;
  readonly from: string;
  readonly to: string | null;
  readonly setById: string;
}

const history = sql(
  "tier.history",
  `select registered_model_id as of, tier, rationale, valid_from as "from", valid_to as "to", set_by as "setById"
   from risk_tier where registered_model_id = any($1::text[]) order by registered_model_id, valid_from`,
);
const then = sql(
  "tier.then",
  `select registered_model_id as of, tier from risk_tier where registered_model_id = any($1::text[])
     and valid_from <= $2::timestamptz and (valid_to is null or valid_to > $2::timestamptz)`,
);

/** Every tier that each model had, the oldest first. */
export const tiersOf = async (db: Reader, modelIds: readonly string[]) => db.rows<Under<TierRead>>(history, [modelIds]);

/** The tier that each model had at an instant. */
export const tiersThen = async (db: Reader, modelIds: readonly string[], at: string) =>
  db.rows<Under<{ tier: RiskTier }>>(then, [modelIds, at]);
