import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";
import { governed, noted, roles } from "./sql.js";

/**
 * Evidence packs: `evidence_pack` is that one was asked for, `evidence_pack_file` what it became, `pack_key` which keys of
 * packs a log was told of. `blob_hold` keeps a file's bytes that stand in no manifest. By `audit.index_order` the service
 * asks the sequencer for a commitment to the index over that many leaves at least.
 */
export class EvidencePacks1796688000070 implements Migration {
  name = "EvidencePacks1796688000070";

  async up(runner: QueryRunner): Promise<void> {
    const { app, audit } = await roles(runner);
    await runner.query(tables);
    await runner.query(
      `${governed("evidence_pack", "id")}
       ${noted("evidence_pack", ["id"])}
       ${governed("pack_key", "log_id")}
       ${noted("pack_key", ["log_id", "keyid"])}
       grant select, insert on blob_hold, evidence_pack, evidence_pack_file, pack_key to ${app};`,
    );
    await runner.query(`set local role ${audit}`);
    await runner.query(`
      create table audit.index_order (
        log smallint not null, size bigint not null, asked_at timestamptz not null default clock_timestamp(),
        primary key (log, size)
      );
      grant select, insert on audit.index_order to ${app};`);
    await runner.query("reset role");
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}

const tables = `
  create table blob_hold (
    holder text collate "C" primary key, sha256 bytea not null references blob
  );
  create index blob_hold_sha256 on blob_hold (sha256);
  create table evidence_pack (
    id text collate "C" primary key, model_version_id text collate "C" not null references model_version,
    disclosed text[] not null, card text, created_by text collate "C" not null references principal,
    created_at timestamptz not null default clock_timestamp()
  );
  create index evidence_pack_of_version on evidence_pack (model_version_id, id);
  create table evidence_pack_file (
    pack_id text collate "C" primary key references evidence_pack, sha256 text collate "C" not null, size bigint not null,
    checkpoint_size bigint not null, made_at timestamptz not null default clock_timestamp()
  );
  create table pack_key (
    log_id text collate "C" not null, keyid text collate "C" not null, public_key text not null,
    announced_at timestamptz not null default clock_timestamp(), primary key (log_id, keyid)
  );`;
