import type { Asked, Check, LogFinding } from "./finding.js";

/**
 * What a commitment of a row leaves out: columns that change without an entry, and content that a version's digest covers.
 */
export const leftOut: Readonly<Record<string, readonly string[]>> = {
  logged_model: ["updated_at"],
  model_version: ["params", "metrics", "datasets", "artifacts", "run_snapshot"],
  principal_group: ["lapses_at", "ttl_hours"],
  run: ["end_time"],
};

interface Table {
  readonly name: string;
  /** By which its notes name a row. */
  readonly columns: readonly string[];
}

/** Where a primary key is personal data, notes name a row by these columns. */
const keyed: Readonly<Record<string, readonly string[]>> = {
  principal_group: ["principal_id", "id"],
  user_identity: ["principal_id", "id"],
};

/** Tables that the log has notes of, and those that it should have notes of. */
const tables = `
  select c.relname as name, array_agg(a.attname::text order by array_position(i.indkey::int2[], a.attnum)) as columns
  from pg_class c join pg_index i on i.indrelid = c.oid and i.indisprimary
    join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
  where c.relnamespace = 'public'::regnamespace and (c.relname::text in (select tbl from audit.row_change)
    or exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = c.relname || '_is_noted'))
  group by c.relname order by 1`;

const drift = ({ name, columns }: Table): string => {
  const key = columns.map((column) => `to_json(row ->> '${column}')::text`).join(", ");
  return `
    with told as (select distinct on (key) key, salt, hash from audit.row_change where tbl = '${name}' order by key, id desc),
    live as (select '[' || concat_ws(',', ${key}) || ']' as key, row from (
      select jsonb_strip_nulls(to_jsonb(t) - '{${(leftOut[name] ?? []).join()}}'::text[]) as row from public.${name} t) r)
    select key, case when told.hash is null then 'ADDED' when live.row is null then 'GONE' else 'CHANGED' end as how
    from told full join live using (key)
    where (told.hash is null) <> (live.row is null) or told.hash is distinct from sha256(told.salt || convert_to(live.row::text, 'UTF8'))
    order by key`;
};

const hows: Readonly<Record<string, string>> = {
  ADDED: "is there, though no entry tells of it",
  GONE: "is gone, though no entry tells that it went",
  CHANGED: "is not what the last entry that changed it says",
};

const unsealed = `
  select c.tbl, c.key from audit.row_change c where not exists (
    select from audit.row_seal r join audit.entry e on e.id = r.entry_id where r.xid = c.xid and c.id = any(r.changes))
  order by c.id`;

const unguarded = `
  select c.relname as name, k.kind from pg_class c cross join (values ('audited'), ('noted')) k(kind)
  where c.relnamespace = 'public'::regnamespace and c.relname = any($1) and not exists (select from pg_trigger t
    where t.tgrelid = c.oid and t.tgname = c.relname || '_is_' || k.kind and t.tgenabled = 'A') order by 1, 2`;

const finding = (code: string, detail: string): LogFinding => ({ code, entry: null, stream: null, detail });

/** Rows of one table that are not what the log last said of them. */
export const driftOf = async (client: Asked, table: Table): Promise<LogFinding[]> => {
  const { rows } = await client.query<{ key: string; how: string }>(drift(table));
  return rows.map(({ key, how }) => finding("STATE_DRIFT", `${table.name} ${key} ${hows[how] ?? how}`));
};

/** Every governed row is what the last entry that changed it says, and every note of a row is sealed by an entry. */
export const checkRows: Check = async (client) => {
  const { rows } = await client.query<Table>(tables);
  const found = rows.map(({ name, columns }) => ({ name, columns: keyed[name] ?? columns }));
  const findings: LogFinding[] = [];
  for (const table of found) findings.push(...(await driftOf(client, table)));
  const notes = await client.query<{ tbl: string; key: string }>(unsealed);
  const bare = await client.query<{ name: string; kind: string }>(unguarded, [found.map(({ name }) => name)]);
  return [
    ...findings,
    ...notes.rows.map(({ tbl, key }) => finding("UNSEALED_ROW", `a note of ${tbl} ${key} belongs to no entry`)),
    ...bare.rows.map(({ name, kind }) => finding("HARDENING_REGRESSION", `${name}_is_${kind} is not enabled always`)),
  ];
};
