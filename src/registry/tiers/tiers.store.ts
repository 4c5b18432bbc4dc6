import { ERASED, type Erased, type Erasing } from "../../audit/erasing.js";
import { type Sql, sql } from "../../db/sql.js";
import { nextInstant } from "../slots.store.js";
import type { RiskTier } from "./tier-rules.js";

/** The tier that a model has, and why. */
export interface SetTier {
  readonly tier: RiskTier;
  readonly rationale: string;
}

const current = sql(
  "tier.current",
  "select tier, rationale from risk_tier where registered_model_id = $1 and valid_to is null",
);
const close = sql(
  "tier.close",
  "update risk_tier set valid_to = $2 where registered_model_id = $1 and valid_to is null",
);
const open = sql(
  "tier.open",
  "insert into risk_tier (registered_model_id, tier, rationale, valid_from, set_by) values ($1, $2, $3, $4, $5)",
);
const setPresent = sql(
  "tier.set_present",
  `update registered_model set risk_tier = $2, updated_at = greatest(clock_timestamp(), updated_at) where id = $1`,
);
const clearRationales = sql(
  "tier.erase",
  "update risk_tier set rationale = $2 where set_by = $1 and rationale <> $2 returning registered_model_id as id",
);

/** The model's tier now; undefined when nobody has classified it. */
export const readTier = async (tx: Sql, modelId: string): Promise<SetTier | undefined> =>
  tx.row<SetTier>(current, [modelId]);

/** Gives the model a tier from now on; the one before ends at the same instant. */
export const storeTier = async (tx: Sql, modelId: string, { tier, rationale }: SetTier, by: string): Promise<void> => {
  const instant = await nextInstant(tx, modelId);
  await tx.rows(close, [modelId, instant]);
  await tx.rows(open, [modelId, tier, rationale, instant, by]);
  await tx.rows(setPresent, [modelId, tier]);
};

/** Clears why a person classified models as they did. */
export const eraseRationales = async (tx: Sql, { principalId, categories }: Erasing): Promise<Erased> => {
  const found = categories.has("TEXT") ? await tx.rows<{ id: string }>(clearRationales, [principalId, ERASED]) : [];
  const ids = [...new Set(found.map(({ id }) => id))];
  return { rows: found.length, links: ids.map((id) => ({ id, role: "subject" as const })), remains: [] };
};
