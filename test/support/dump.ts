import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { onTestFinished } from "vitest";

const tables = `select c.oid::regclass::text as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  where c.relnamespace in ('public'::regnamespace, 'audit'::regnamespace) and c.relkind in ('r', 'p')
    and not c.relispartition and c.relname <> 'schema_migration'
  group by c.oid order by 1`;
const sequences = `select format('%I.%I', schemaname, sequencename) as name, last_value as value from pg_sequences
  where schemaname in ('public', 'audit') and last_value is not null`;
const triggers = `select t.tgrelid::regclass::text as "table", quote_ident(t.tgname) as name
  from pg_trigger t join pg_class c on c.oid = t.tgrelid
  where c.relnamespace in ('public'::regnamespace, 'audit'::regnamespace) and not t.tgisinternal and t.tgenabled = 'A'`;

/** The rows of a database at one instant, each table's in a file, as `pg_dump --data-only` has them. */
export interface Dump {
  readonly folder: string;
  readonly tables: readonly { name: string; columns: string }[];
  readonly sequences: readonly { name: string; value: bigint }[];
}

const inOneTransaction = async <Made>(url: string, work: (client: pg.Client) => Promise<Made>): Promise<Made> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read");
    const made = await work(client);
    await client.query("commit");
    return made;
  } finally {
    await client.end();
  }
};

/** Dumps a database; the embedded PostgreSQL comes without pg_dump. The files go when the test ends. */
export const dump = (superuserUrl: string): Promise<Dump> =>
  inOneTransaction(superuserUrl, async (client) => {
    const folder = mkdtempSync(join(tmpdir(), "countersign-dump-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    // The server's user writes the files.
    chmodSync(folder, 0o777);
    const { rows } = await client.query<Dump["tables"][number]>(tables);
    for (const { name, columns } of rows)
      await client.query(`copy (select ${columns} from ${name}) to '${join(folder, name)}'`);
    const counted = await client.query<Dump["sequences"][number]>(sequences);
    return { folder, tables: rows, sequences: counted.rows };
  });

/** Restores a dump into a migrated database, as `pg_restore --disable-triggers` does. */
export const restore = (superuserUrl: string, { folder, ...dumped }: Dump): Promise<void> =>
  inOneTransaction(superuserUrl, async (client) => {
    const { rows } = await client.query<{ table: string; name: string }>(triggers);
    for (const { name } of dumped.tables) await client.query(`alter table ${name} disable trigger all`);
    for (const { name } of dumped.tables) await client.query(`delete from ${name}`);
    for (const { name, columns } of dumped.tables)
      await client.query(`copy ${name} (${columns}) from '${join(folder, name)}'`);
    for (const { name } of dumped.tables) await client.query(`alter table ${name} enable trigger all`);
    for (const { table, name } of rows) await client.query(`alter table ${table} enable always trigger ${name}`);
    for (const { name, value } of dumped.sequences) await client.query("select setval($1, $2)", [name, value]);
  });
