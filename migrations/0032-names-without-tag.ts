import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";
import { roles } from "./sql.js";

/**
 * A run's name is kept as its tag mlflow.runName, by which runs are found and ordered. Who deletes that tag takes the tag
 * away, not the name, as in MLflow: the row stays, and is shown no more.
 */
export class NamesWithoutTag1796428800032 implements Migration {
  name = "NamesWithoutTag1796428800032";

  async up(runner: QueryRunner): Promise<void> {
    const { app } = await roles(runner);
    await runner.query(`
      alter table run_tag add column shown boolean not null default true;
      grant update (shown) on run_tag to ${app};`);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}
