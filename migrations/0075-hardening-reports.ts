import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";
import { roles } from "./sql.js";

/** How well the database kept its logins from the log, each time that it changed: what the entries `reportHardening` say. */
export class HardeningReports1796688000075 implements Migration {
  name = "HardeningReports1796688000075";

  async up(runner: QueryRunner): Promise<void> {
    const { app, audit } = await roles(runner);
    await runner.query(`set local role ${audit}`);
    await runner.query(`
      create table audit.hardening (
        entry_id bigint primary key, level smallint not null check (level between 0 and 3), findings json not null,
        at timestamptz not null default clock_timestamp()
      );
      create trigger hardening_is_append_only before update or delete on audit.hardening
        for each row execute function audit.refuse_change();
      alter table audit.hardening enable always trigger hardening_is_append_only;
      create trigger hardening_no_truncate before truncate on audit.hardening
        for each statement execute function audit.refuse_change();
      alter table audit.hardening enable always trigger hardening_no_truncate;
      grant select on audit.hardening to ${app};`);
    await runner.query("reset role");
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}
