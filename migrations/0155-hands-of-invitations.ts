import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";

/** Who minted the credential by which an invitation was made: they vouch for it beside its maker. Null in those of before. */
export class HandsOfInvitations1796688000155 implements Migration {
  name = "HandsOfInvitations1796688000155";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table invitation add column minted_by text[];`);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}
