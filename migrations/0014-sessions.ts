import type { MigrationInterface, QueryRunner } from "typeorm";
import { governed, roles } from "./sql.js";

/**
 * Sessions of browsers: each stands for the credential that opened it, an API token or an identity provider's token
 * by its issuer and subject. Of the cookie only the SHA-256. `seen_at` is noted at most once a minute, without an entry.
 */
export class Sessions1796342400014 implements MigrationInterface {
  name = "Sessions1796342400014";

  async up(runner: QueryRunner): Promise<void> {
    const { app } = await roles(runner);
    await runner.query(`
      create table session (
        id text collate "C" primary key, principal_id text collate "C" not null references principal,
        hash bytea not null unique check (octet_length(hash) = 32),
        api_token_id text collate "C" references api_token, issuer text, subject text,
        opened_at timestamptz not null default clock_timestamp(),
        seen_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null check (expires_at <= opened_at + interval '12 hours'),
        closed_at timestamptz,
        check ((api_token_id is null) = (issuer is not null)), check ((issuer is null) = (subject is null))
      );
      create index session_open on session (principal_id) where closed_at is null;
      create index session_over on session (expires_at);
      grant select, insert, update (seen_at, closed_at), delete on session to ${app};`);
    await runner.query(governed("session", "principal_id", "insert or update of closed_at"));
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}
