import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";
import { roles } from "./sql.js";

/**
 * What two tables of scores say beside each other, by the SHA-256 of both: computed once, before any lock, and looked up
 * under it. Nothing here decides by itself: gates keep copies of what they looked at.
 */
export class PairedComparisons1796688000067 implements Migration {
  name = "PairedComparisons1796688000067";

  async up(runner: QueryRunner): Promise<void> {
    const { app } = await roles(runner);
    await runner.query(`
      create table paired_comparison (
        candidate bytea not null check (length(candidate) = 32), champion bytea not null check (length(champion) = 32),
        row_column text collate "C" not null, score_column text collate "C" not null, confidence double precision not null,
        result json not null, computed_at timestamptz not null default clock_timestamp(),
        primary key (candidate, champion, row_column, score_column, confidence)
      );
      grant select, insert on paired_comparison to ${app};`);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}
