import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { MigrationInterface, QueryRunner } from "typeorm";
import { canonicalJson } from "../verify/canonical-json.js";
import { noted, roles } from "./sql.js";

/**
 * Live state is committed: a trigger notes each change of a governed row as a salted hash (`audit.row_change`), and
 * `audit.append` seals the transaction's notes (`audit.row_seal`) under the member `rows` of its first entry's envelope.
 * Rows from before (in a new database the default experiment alone) are noted here, under an entry
 * `commitRows`.
 */
export class RowCommitments1796601600036 implements MigrationInterface {
  name = "RowCommitments1796601600036";

  async up(runner: QueryRunner): Promise<void> {
    const { app, audit } = await roles(runner);
    await runner.query(`set local role ${audit}`);
    await runner.query(schema);
    await runner.query(`grant select on audit.row_change, audit.row_seal to ${app}`);
    for (const name of functions) await runner.query(textOf(name));
    await runner.query("revoke all on function audit.note_row(), audit.row_key(jsonb, text[]) from public");
    await runner.query("reset role");
    await runner.query(surrogates);
    const tables = await governedTables(runner);
    for (const { name, columns } of tables) await runner.query(noted(name, columns, leftOut[name]));
    await sealWhatIs(runner, tables);
  }

  async down(): Promise<void> {
    throw new Error("migrations are forward only");
  }
}

/** These must change together with the triggers, or a service that is running meanwhile writes what nobody seals. */
const functions = ["audit.row_key", "audit.note_row", "audit.append", "audit.require_entry"];
const textOf = (name: string): string => readFileSync(new URL(`functions/${name}.sql`, import.meta.url), "utf8");

interface Table {
  readonly name: string;
  /** By which its notes name a row: those of its primary key, in their order, unless `keyed` says others. */
  readonly columns: string[];
}

/** Notes stay for good: where a primary key is personal data they name the row by a key that says nothing. */
const keyed: Readonly<Record<string, string[]>> = {
  principal_group: ["principal_id", "id"],
  user_identity: ["principal_id", "id"],
};

const surrogates = `
  alter table principal_group add column id uuid not null default gen_random_uuid();
  alter table user_identity add column id uuid not null default gen_random_uuid();`;

/** Tables whose rows must have entries; a version's files are content, under its digest. */
const governedTables = async (runner: QueryRunner): Promise<Table[]> => {
  const tables = (await runner.query(`
    select c.relname as name, array_agg(a.attname::text order by array_position(i.indkey::int2[], a.attnum)) as columns
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
      join pg_index i on i.indrelid = c.oid and i.indisprimary
      join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
    where t.tgname = c.relname || '_is_audited' and c.relnamespace = 'public'::regnamespace
      and c.relname <> 'version_artifact'
    group by c.relname order by 1`)) as Table[];
  return tables.map(({ name, columns }) => ({ name, columns: keyed[name] ?? columns }));
};

const sealWhatIs = async (runner: QueryRunner, tables: readonly Table[]): Promise<void> => {
  await runner.query("set local timezone = 'UTC'");
  await runner.query("set local bytea_output = 'hex'");
  for (const { name, columns } of tables) await runner.query(notesOf(name, columns, leftOut[name] ?? []));
  const [{ count }] = (await runner.query("select count(*)::int as count from audit.row_change")) as [
    { count: number },
  ];
  await runner.query("select from audit.append($1)", [commitRows(`op_${randomUUID()}`, { rows: count })]);
};

const guard = (table: string): string => `
  create trigger ${table}_is_append_only before update or delete on audit.${table}
    for each row execute function audit.refuse_change();
  alter table audit.${table} enable always trigger ${table}_is_append_only;
  create trigger ${table}_no_truncate before truncate on audit.${table}
    for each statement execute function audit.refuse_change();
  alter table audit.${table} enable always trigger ${table}_no_truncate;`;

const schema = `
  create table audit.row_change (
    id bigint generated always as identity, xid xid8 not null default pg_current_xact_id(),
    tbl text collate "C" not null, key text collate "C" not null, salt bytea, hash bytea, primary key (xid, id)
  );
  create table audit.row_seal (
    xid xid8 not null default pg_current_xact_id(), entry_id bigint not null, changes bigint[] not null,
    primary key (xid, entry_id)
  );
  ${guard("row_change")}
  ${guard("row_seal")}`;

/** What a commitment of a row says of it: nothing that changes without an entry, and no content that a digest covers. */
const leftOut: Readonly<Record<string, readonly string[]>> = {
  logged_model: ["updated_at"],
  model_version: ["params", "metrics", "datasets", "artifacts", "run_snapshot"],
  principal_group: ["lapses_at", "ttl_hours"],
  run: ["end_time"],
};

/** The rows of a table as they are, noted as `audit.note_row` notes them. */
const notesOf = (table: string, columns: readonly string[], without: readonly string[]): string => `
  insert into audit.row_change (tbl, key, salt, hash)
  select '${table}', '[' || concat_ws(',', ${columns.map((column) => `to_json(row ->> '${column}')::text`).join(", ")}) || ']',
    salt, sha256(salt || convert_to(row::text, 'UTF8'))
  from (select jsonb_strip_nulls(to_jsonb(t) - '{${without.join()}}'::text[]) as row, uuid_send(gen_random_uuid()) as salt
    from public.${table} t) noted`;

const ORGANIZATION = "org_00000000000000000000000000";
const SYSTEM = "sys_00000000000000000000000000";

/** The entry that seals what was there before. */
const commitRows = (op: string, after: { rows: number }): string => {
  const subject = { kind: "organization", id: ORGANIZATION, role: "target", label: null };
  const body = canonicalJson({
    v: 1,
    action: "commitRows",
    outcome: "ALLOWED",
    op,
    actor: {
      id: SYSTEM,
      kind: "SYSTEM",
      handle: "countersign",
      name: null,
      roles: [],
      auth: { method: "system", credential: null, mintedBy: [] },
    },
    subjects: [subject],
    before: null,
    after,
    reason: null,
    decision: null,
    request: { id: op, channel: "job", command: "commitRows", ip: null, agent: null },
  });
  const entry = { streamKind: "organization", streamId: ORGANIZATION, action: "commitRows", outcome: "ALLOWED" };
  return JSON.stringify([
    { ...entry, actorId: SYSTEM, requestId: op, opId: op, body, disclosures: [], subjects: [subject] },
  ]);
};
