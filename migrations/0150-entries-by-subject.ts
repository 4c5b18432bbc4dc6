import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";
import { applyText, roles } from "./sql.js";

/**
 * `audit.require_entry` looks up the entry of a changed row by what the row is about, and no longer among all entries of
 * its transaction: links are in the order of (thing, entry), and a seal names the last change that it covers. So a
 * transaction of n rows and n entries costs n look-ups at its commit.
 */
export class EntriesBySubject1796688000150 implements Migration {
  name = "EntriesBySubject1796688000150";
  narrows = {
    "audit.subject: constraint subject_pkey":
      "the same columns are unique, in another order, which a look-up by thing begins with as before",
  };

  async up(runner: QueryRunner): Promise<void> {
    const { audit } = await roles(runner);
    await runner.query(`set local role ${audit}`);
    await runner.query(`
      alter table audit.row_seal add column last_change bigint generated always as (changes[cardinality(changes)]) stored;
      alter table audit.subject drop constraint subject_pkey,
        add constraint subject_pkey primary key (subject_id, entry_id, kind) include (action, at, role);`);
    await applyText(runner, ["audit.require_entry"]);
    await runner.query("reset role");
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}
