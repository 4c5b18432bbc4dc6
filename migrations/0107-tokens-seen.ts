import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";
import { roles } from "./sql.js";

/**
 * When each API token was used last, to a minute or two: what is used no more can be revoked. It references nothing: a use must
 * not wait for whoever holds the token's row.
 */
export class TokensSeen1796688000107 implements Migration {
  name = "TokensSeen1796688000107";

  async up(runner: QueryRunner): Promise<void> {
    const { app } = await roles(runner);
    await runner.query(`
      create table api_token_seen (
        api_token_id text collate "C" primary key, at timestamptz not null
      ) with (fillfactor = 70);
      grant select, insert, update (at) on api_token_seen to ${app};`);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}
