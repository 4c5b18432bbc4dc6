import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";
import { governed, noted, roles } from "./sql.js";

/**
 * Packs as they were installed, with the digest of each, the schemas of documents that came with them, and which policies
 * did. A policy of before has no pack.
 */
export class PolicyPacks1796688000066 implements Migration {
  name = "PolicyPacks1796688000066";

  narrows = {
    "approval_policy: constraint approval_policy_pack_fkey":
      "the column is new: a service of the last release leaves it null",
  };

  async up(runner: QueryRunner): Promise<void> {
    const { app } = await roles(runner);
    await runner.query(`
      create table pack_installation (
        id bigint generated always as identity primary key,
        scope_id text collate "C" not null,
        pack_id text collate "C" not null, pack_version text collate "C" not null, digest text not null,
        installed_by text collate "C" not null references principal,
        installed_at timestamptz not null default clock_timestamp(),
        unique (scope_id, pack_id, pack_version)
      );
      create table document_schema (
        id bigint generated always as identity primary key,
        scope_id text collate "C" not null,
        kind text collate "C" not null,
        pack_id text collate "C" not null, pack_version text collate "C" not null,
        schema json not null, digest text not null,
        installed_at timestamptz not null default clock_timestamp(),
        unique (scope_id, kind, pack_id, pack_version)
      );
      alter table approval_policy add column pack bigint references pack_installation;
      create index approval_policy_pack on approval_policy (pack) where pack is not null;
      ${governed("pack_installation", "scope_id")}
      ${noted("pack_installation", ["id"])}
      ${governed("document_schema", "scope_id")}
      ${noted("document_schema", ["id"])}
      grant select, insert on pack_installation, document_schema to ${app};`);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}
