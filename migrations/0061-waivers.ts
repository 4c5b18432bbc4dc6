import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";
import { applyText, roles } from "./sql.js";

const newColumns = "the columns are new: a service of the last release leaves them null";

/**
 * Waivers of gates: those that whoever asks for a move asks for, and the decisions that give them. A place with a `gate` is
 * one of a waiver.
 */
export class Waivers1796688000061 implements Migration {
  name = "Waivers1796688000061";

  narrows = {
    "decision: constraint decision_verdict_check": "it allows one verdict more",
    "decision: constraint decision_gate_policy_fkey": newColumns,
    "decision: constraint decision_waives_a_gate": newColumns,
  };

  async up(runner: QueryRunner): Promise<void> {
    const { app } = await roles(runner);
    await runner.query(`
      alter table transition_request add column waivers json;
      alter table request_place add column gate text;
      alter table decision add column gate_policy text collate "C" references approval_policy, add column gate_key text,
        add column gate_observed text;
      alter table decision drop constraint decision_verdict_check,
        add constraint decision_verdict_check check (verdict in ('APPROVE', 'REJECT', 'WAIVE')),
        add constraint decision_waives_a_gate check (
          (verdict = 'WAIVE') = (gate_key is not null) and (gate_key is null) = (gate_policy is null)
          and (gate_key is not null or gate_observed is null));`);
    await applyText(runner, ["erase_waivers"]);
    await runner.query(`
      revoke all on function erase_waivers(text) from public;
      grant execute on function erase_waivers(text) to ${app};`);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}
