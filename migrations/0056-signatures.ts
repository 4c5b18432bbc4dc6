import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";
import { roles } from "./sql.js";

/**
 * What each MLmodel says that its model takes and gives, by the digest of its bytes, for gates to look up. Files that were
 * read before are read once more by the job, as are those that a service of the last release takes in beside this one.
 */
export class Signatures1796688000056 implements Migration {
  name = "Signatures1796688000056";

  async up(runner: QueryRunner): Promise<void> {
    const { app } = await roles(runner);
    await runner.query(`
      alter table model_file add column signature json;
      create index model_file_without_signature on model_file (sha256) where signature is null;
      grant update (signature) on model_file to ${app};`);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}
