import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";
import { roles } from "./sql.js";

/** How each person wants the console: a matter of taste, which no entry tells of. */
export class Preferences1796688000078 implements Migration {
  name = "Preferences1796688000078";

  async up(runner: QueryRunner): Promise<void> {
    const { app } = await roles(runner);
    await runner.query(`
      create table preference (
        principal_id text collate "C" primary key references principal,
        theme text check (theme in ('SYSTEM', 'LIGHT', 'DARK')),
        density text check (density in ('ROOMY', 'COMPACT')),
        time_zone text check (length(time_zone) between 1 and 64),
        single_keys boolean
      );
      grant select, insert, update (theme, density, time_zone, single_keys) on preference to ${app};`);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}
