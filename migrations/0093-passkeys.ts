import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";
import { applyText, roles } from "./sql.js";

/**
 * Keys of passkeys: the credential's id and the RP id that it was made for, which stay as they are, and how often it says
 * to have signed, which only grows. Null of an OpenSSH key.
 */
export class Passkeys1796688000093 implements Migration {
  name = "Passkeys1796688000093";

  async up(runner: QueryRunner): Promise<void> {
    const { app } = await roles(runner);
    await runner.query(`
      alter table signing_key add column credential_id text collate "C", add column rp_id text collate "C",
        add column sign_count bigint,
        add constraint signing_key_is_of_a_kind check (case kind when 'SSH' then num_nonnulls(credential_id, rp_id, sign_count) = 0
          when 'WEBAUTHN' then num_nonnulls(credential_id, rp_id, sign_count) = case when registered_at is null then 0 else 3 end
          else false end),
        add constraint signing_key_is_one_credential unique (rp_id, credential_id);
      grant update (credential_id, rp_id, sign_count) on signing_key to ${app};`);
    await applyText(runner, ["refuse_rekeying"]);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}
