import type { MigrationInterface, QueryRunner } from "typeorm";
import { roles } from "./sql.js";

/** The hardening levels that the service started with, and when last: a row a level. The login that migrates notes them. */
export class HardeningLevel1796342400026 implements MigrationInterface {
  name = "HardeningLevel1796342400026";

  async up(runner: QueryRunner): Promise<void> {
    const { app } = await roles(runner);
    await runner.query(`
      create table hardening_level (
        level smallint primary key check (level between 0 and 2),
        first_at timestamptz not null default clock_timestamp(), last_at timestamptz not null default clock_timestamp()
      );
      grant select on hardening_level to ${app};`);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}
