import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";
import { applyText, roles } from "./sql.js";

/**
 * The Merkle log over all streams. `audit.tree` is a log's size and right edge; `audit.leaf` says which entry stands
 * where; `audit.index_head` how many leaves a key has and their chain, `audit.index_chunk` the leaves of 1,024 buckets and their
 * root, as
 * the index was committed to last; `audit.checkpoint` what was signed, `audit.log_key` by which keys. `log` counts
 * incarnations: the highest goes on.
 * What the sequencer's login may is in src/db/sequencer-rights.ts; a start gives it.
 */
export class MerkleLog1796688000050 implements Migration {
  name = "MerkleLog1796688000050";

  async up(runner: QueryRunner): Promise<void> {
    const { app, audit } = await roles(runner);
    await runner.query(`set local role ${audit}`);
    await runner.query(tables);
    for (const [table, events] of Object.entries(guarded)) await runner.query(guard(table, events));
    await runner.query(
      `grant select on audit.pending, ${Object.keys(guarded)
        .map((name) => `audit.${name}`)
        .join(", ")} to ${app}`,
    );
    await applyText(runner, ["audit.append_log"]);
    await runner.query("revoke all on function audit.append_log(json) from public");
    await runner.query("reset role");
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}

const tables = `
  create table audit.tree (
    log smallint primary key, id text collate "C" not null unique, origin text collate "C" not null unique,
    opened_at timestamptz not null default clock_timestamp(),
    size bigint not null default 0, frontier bytea not null,
    index_size bigint not null default 0, index_root bytea, index_entry bigint, index_keys bigint not null default 0,
    halted text, halt_detail text, halted_at timestamptz
  );
  create table audit.leaf (
    log smallint not null, idx bigint not null, entry_id bigint not null, hash bytea not null check (length(hash) = 32),
    primary key (log, idx), unique (log, entry_id)
  );
  create table audit.index_head (
    log smallint not null, bucket integer not null, key text collate "C" not null, n bigint not null, head bytea not null,
    primary key (log, bucket, key)
  ) with (fillfactor = 70);
  create table audit.index_chunk (
    log smallint not null, chunk integer not null, root bytea not null, leaves bytea not null, primary key (log, chunk)
  );
  create table audit.checkpoint (
    log smallint not null, size bigint not null, root bytea not null check (length(root) = 32), note text not null,
    signed_at timestamptz not null default clock_timestamp(), primary key (log, size)
  );
  create table audit.log_key (
    log smallint not null, vkey text collate "C" not null, entry_id bigint not null,
    added_at timestamptz not null default clock_timestamp(), retiring_at timestamptz, retired_at timestamptz,
    primary key (log, vkey)
  );
  alter table audit.pending set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
    autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 10000);`;

/** What is refused whoever asks: TRUNCATE of each, and these. */
const guarded = {
  tree: "delete",
  leaf: "update or delete",
  index_head: "delete",
  index_chunk: "delete",
  checkpoint: "update or delete",
  log_key: "delete",
} as const;

const guard = (table: string, events: string): string => `
  create trigger ${table}_is_append_only before ${events} on audit.${table}
    for each row execute function audit.refuse_change();
  alter table audit.${table} enable always trigger ${table}_is_append_only;
  create trigger ${table}_no_truncate before truncate on audit.${table}
    for each statement execute function audit.refuse_change();
  alter table audit.${table} enable always trigger ${table}_no_truncate;`;
