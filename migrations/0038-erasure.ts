import type { MigrationInterface, QueryRunner } from "typeorm";
import { applyText, roles } from "./sql.js";

/**
 * What the runtime login may not change of rows it may have erased: a signature's printed name and comment, a request's
 * reason, identities. Each function writes one fixed text, and each row wants its entry.
 */
export class Erasure1796601600038 implements MigrationInterface {
  name = "Erasure1796601600038";

  async up(runner: QueryRunner): Promise<void> {
    const { app } = await roles(runner);
    await applyText(runner, ["erase_identities", "erase_decisions", "erase_reasons"]);
    await runner.query(`
      revoke all on function erase_identities(text), erase_decisions(text, boolean, boolean), erase_reasons(text) from public;
      grant execute on function erase_identities(text), erase_decisions(text, boolean, boolean), erase_reasons(text) to ${app};`);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}
