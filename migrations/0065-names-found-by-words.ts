import { readFileSync } from "node:fs";
import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";

const functions = ["name_words", "name_query"];
const textOf = (name: string): string => readFileSync(new URL(`functions/${name}.sql`, import.meta.url), "utf8");

/**
 * Names are found by how their words begin, whatever their case: `churn` finds `EU_Churn-v2`. The database parts a name
 * into words itself, so that what is asked for and what is kept are parted alike.
 */
export class NamesFoundByWords1796688000065 implements Migration {
  name = "NamesFoundByWords1796688000065";

  async up(runner: QueryRunner): Promise<void> {
    for (const name of functions) await runner.query(textOf(name));
    await runner.query(`
      create index registered_model_words on registered_model using gin (name_words(name));
      create index experiment_words on experiment using gin (name_words(name));
      create index principal_words on principal using gin (name_words(handle || ' ' || display_name));
      create index team_words on team using gin (name_words(slug || ' ' || name));`);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}
