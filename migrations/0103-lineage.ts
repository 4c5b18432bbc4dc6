import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";

/** Which runs used a logged model, found from the model. */
export class Lineage1796688000103 implements Migration {
  name = "Lineage1796688000103";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("create index run_model_input_of on run_model_input (model, run)");
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}
