import type { QueryRunner } from "typeorm";
import type { Migration } from "./migration.js";
import { applyText, roles } from "./sql.js";

/**
 * Who keeps the log's checkpoints outside: `audit.keeper` says which anchors and witnesses there are and how each stands,
 * `audit.anchor` what an anchor confirmed, `audit.cosignature` what a witness signed.
 */
export class Keepers1796688000074 implements Migration {
  name = "Keepers1796688000074";

  async up(runner: QueryRunner): Promise<void> {
    const { app, audit } = await roles(runner);
    await runner.query(`set local role ${audit}`);
    await runner.query(tables);
    for (const [table, events] of Object.entries(guarded)) await runner.query(guard(table, events));
    await runner.query(`grant select on audit.keeper, audit.anchor, audit.cosignature to ${app}`);
    await applyText(runner, ["audit.append_log"]);
    await runner.query("reset role");
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}

const tables = `
  create table audit.keeper (
    log smallint not null, kind text collate "C" not null, target text collate "C" not null,
    name text not null, vkey text, weak boolean not null default false,
    since timestamptz not null default clock_timestamp(), removed_at timestamptz,
    state text collate "C" not null default 'NEW', detail text, size bigint, at timestamptz,
    primary key (log, kind, target)
  );
  create table audit.anchor (
    log smallint not null, kind text collate "C" not null, target text collate "C" not null, size bigint not null,
    root bytea not null check (length(root) = 32), receipt text not null,
    at timestamptz not null default clock_timestamp(), primary key (log, kind, target, size)
  );
  create table audit.cosignature (
    log smallint not null, size bigint not null, vkey text collate "C" not null, line text not null,
    at timestamptz not null default clock_timestamp(), primary key (log, size, vkey)
  );`;

/** What is refused whoever asks: TRUNCATE of each, and these. */
const guarded = { keeper: "delete", anchor: "update or delete", cosignature: "update or delete" } as const;

const guard = (table: string, events: string): string => `
  create trigger ${table}_is_append_only before ${events} on audit.${table}
    for each row execute function audit.refuse_change();
  alter table audit.${table} enable always trigger ${table}_is_append_only;
  create trigger ${table}_no_truncate before truncate on audit.${table}
    for each statement execute function audit.refuse_change();
  alter table audit.${table} enable always trigger ${table}_no_truncate;`;
