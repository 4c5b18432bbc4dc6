import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";
import { applyText, governed, noted, roles } from "./sql.js";

/**
 * Emergencies: who signs one, by a policy; a request that is one; and the review that its application opens. A review's
 * `places` are those that could be filled, its `excludes` whoever signed the emergency.
 */
export class Emergencies1796688000062 implements Migration {
  name = "Emergencies1796688000062";

  narrows = { "decision: constraint decision_verdict_check": "it allows two verdicts more" };

  async up(runner: QueryRunner): Promise<void> {
    const { app } = await roles(runner);
    await runner.query(`
      alter table approval_policy_revision add column emergency json;
      alter table transition_request add column emergency json;
      alter table decision drop constraint decision_verdict_check, add constraint decision_verdict_check
        check (verdict in ('APPROVE', 'REJECT', 'WAIVE', 'CONFIRM', 'OVERTURN'));
      create table review (
        id text collate "C" primary key,
        transition_request_id text collate "C" not null unique references transition_request,
        registered_model_id text collate "C" not null references registered_model,
        model_version_id text collate "C" not null references model_version,
        state text not null check (state in ('OPEN', 'OVERDUE', 'CONFIRMED', 'OVERTURNED')),
        opened_at timestamptz not null, due_at timestamptz not null, decided_at timestamptz,
        policies json not null, places text[] not null, excludes text[] not null,
        rollback_request_id text collate "C" references transition_request,
        check ((state in ('CONFIRMED', 'OVERTURNED')) = (decided_at is not null))
      );
      create index review_of_version on review (model_version_id) where decided_at is null;
      create index review_of_model on review (registered_model_id) where decided_at is null;
      create index review_due on review (due_at) where state = 'OPEN';
      ${governed("review", "model_version_id")}
      ${noted("review", ["id"])}`);
    await applyText(runner, ["require_gates", "erase_emergencies", "refuse_undeciding"]);
    await runner.query(`
      create trigger review_stays_decided before update on review for each row
        when (old.decided_at is not null) execute function refuse_undeciding();
      alter table review enable always trigger review_stays_decided;
      grant select, insert, update (state, decided_at, rollback_request_id) on review to ${app};
      revoke all on function erase_emergencies(text) from public;
      grant execute on function erase_emergencies(text) to ${app};`);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}
