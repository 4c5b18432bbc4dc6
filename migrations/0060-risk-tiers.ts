import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";
import { governed, noted, roles } from "./sql.js";

const newColumn = "the column is new: a service of the last release leaves it null";

/**
 * How much harm a model can do, from when to when, and the policies that cover some tiers only. The model's row has the
 * present tier, by which policies apply; null, as of every model of before, counts as HIGH.
 */
export class RiskTiers1796688000060 implements Migration {
  name = "RiskTiers1796688000060";

  narrows = {
    "approval_policy_revision: constraint approval_policy_revision_tiers_check": newColumn,
    "registered_model: constraint registered_model_risk_tier_check": newColumn,
  };

  async up(runner: QueryRunner): Promise<void> {
    const { app } = await roles(runner);
    await runner.query(`
      alter table registered_model add column risk_tier text check (risk_tier in ('HIGH', 'MEDIUM', 'LOW'));
      create index registered_model_tier on registered_model (coalesce(risk_tier, 'HIGH'), name);
      alter table approval_policy_revision add column tiers text[] check (tiers <@ array['HIGH', 'MEDIUM', 'LOW']);
      create table risk_tier (
        id bigint generated always as identity primary key,
        registered_model_id text collate "C" not null references registered_model,
        tier text not null check (tier in ('HIGH', 'MEDIUM', 'LOW')), rationale text not null,
        valid_from timestamptz not null, valid_to timestamptz, set_by text collate "C" not null references principal,
        check (valid_to > valid_from)
      );
      create unique index risk_tier_current on risk_tier (registered_model_id) where valid_to is null;
      create index risk_tier_history on risk_tier (registered_model_id, valid_from);
      create index risk_tier_set_by on risk_tier (set_by);
      ${governed("risk_tier", "registered_model_id")}
      ${noted("risk_tier", ["id"])}
      grant select, insert, update (valid_to, rationale) on risk_tier to ${app};
      grant update (risk_tier) on registered_model to ${app};`);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}
