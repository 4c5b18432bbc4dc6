import { readFileSync } from "node:fs";
import type pg from "pg";

/** The three roles of a database, by what they are for. */
export interface RightsRoles {
  /** The login that migrates: owns what is in schema `public`. */
  readonly owner: string;
  /** The runtime login. */
  readonly app: string;
  /** Owns schema `audit`. */
  readonly audit: string;
}

const ours = (namespace: string, object: string): string =>
  `${namespace}.nspname in ('public', 'audit') and not exists (select from pg_depend e where e.objid = ${object}.oid and e.deptype = 'e')`;

/** What does not belong to whom it should: `$1` owns `public`, `$2` owns `audit`. */
const misowned = `
  with thing (rank, namespace, owner, statement) as (
    select 1, nspname, nspowner, format('alter schema %I owner to', nspname) from pg_namespace where nspname = 'audit'
    union all
    select 2, n.nspname, c.relowner, format('alter %s %I.%I owner to',
        case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end, n.nspname, c.relname)
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where ${ours("n", "c")} and c.relkind in ('r', 'p', 'v', 'm', 'S')
        and not (c.relkind = 'S' and exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('a', 'i')))
    union all
    select 3, n.nspname, p.proowner, format('alter routine %s owner to', p.oid::regprocedure)
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${ours("n", "p")}
    union all
    select 4, n.nspname, t.typowner, format('alter type %s owner to', t.oid::regtype)
      from pg_type t join pg_namespace n on n.oid = t.typnamespace where ${ours("n", "t")} and t.typtype in ('e', 'd')
    union all
    select 5, n.nspname, s.stxowner, format('alter statistics %I.%I owner to', n.nspname, s.stxname)
      from pg_statistic_ext s join pg_namespace n on n.oid = s.stxnamespace where ${ours("n", "s")}
  )
  select format('%s %I', statement, case namespace when 'audit' then $2 else $1 end) as statement from thing
  where owner <> (select oid from pg_roles where rolname = case namespace when 'audit' then $2 else $1 end)
  order by rank, statement`;

/**
 * Gives what stands in schemas `public` and `audit` to the roles that own it after a first start: a dump that was restored
 * elsewhere belongs to others. Answers how many things it gave. The login must be allowed to.
 */
export const giveOwnership = async (client: pg.Client, { owner, audit }: Omit<RightsRoles, "app">): Promise<number> => {
  await client.query("set local search_path = pg_catalog");
  const { rows } = await client.query<{ statement: string }>(misowned, [owner, audit]);
  for (const { statement } of rows) await client.query(statement);
  await client.query("set local search_path to default");
  return rows.length;
};

/** The rights of the runtime login, and what the public lacks, one statement a line; `$1` is the login. */
const granted = `
  with line (text) as (
    select format('grant %s on schema %I to app', lower(x.privilege_type), n.nspname)
      from pg_namespace n cross join lateral aclexplode(n.nspacl) x
      where n.nspname = 'audit' and pg_get_userbyid(x.grantee) = $1 and x.grantee <> 0
    union all
    select format('grant %s on %s %I.%I to app', string_agg(lower(x.privilege_type), ', ' order by x.privilege_type),
        case c.relkind when 'S' then 'sequence' else 'table' end, n.nspname, c.relname)
      from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join lateral aclexplode(c.relacl) x
      where ${ours("n", "c")} and not c.relispartition and pg_get_userbyid(x.grantee) = $1 and x.grantee <> 0
      group by c.relkind, n.nspname, c.relname
    union all
    select format('grant %s (%s) on table %I.%I to app', lower(x.privilege_type),
        string_agg(quote_ident(a.attname), ', ' order by a.attnum), n.nspname, c.relname)
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
        cross join lateral aclexplode(a.attacl) x
      where ${ours("n", "c")} and not a.attisdropped and pg_get_userbyid(x.grantee) = $1 and x.grantee <> 0
      group by x.privilege_type, n.nspname, c.relname
    union all
    select format('grant execute on function %s to app', p.oid::regprocedure)
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace cross join lateral aclexplode(p.proacl) x
      where ${ours("n", "p")} and pg_get_userbyid(x.grantee) = $1 and x.grantee <> 0
    union all
    select format('revoke execute on function %s from public', p.oid::regprocedure)
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where ${ours("n", "p")} and p.proacl is not null
        and not exists (select from aclexplode(p.proacl) x where x.grantee = 0)
  )
  select text from line order by text collate "C"`;

/** The rights that the database gives the runtime login now. */
export const readRights = async (client: pg.Client, app: string): Promise<string[]> => {
  await client.query("set search_path = pg_catalog");
  const { rows } = await client.query<{ text: string }>(granted, [app]);
  await client.query("set search_path to default");
  return rows.map(({ text }) => text);
};

const file = new URL("../../migrations/rights.sql", import.meta.url);

/** The text of the file. */
export const rightsSql = (rights: readonly string[]): string =>
  `-- The rights of the runtime login, app, as the migrations grant them: \`npm run schema\`. A start gives back what is lost.\n${rights.map((line) => `${line};\n`).join("")}`;

/** The rights that the runtime login has in a database of this release: `migrations/rights.sql`. */
export const wantedRights = (): string[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("--"))
    .map((line) => line.replace(/;$/, ""));

/**
 * Gives the runtime login what it lacks of its rights, in one transaction: a dump restored where the login did not exist
 * brings none. Answers the statements. The client's login must own what it grants, or be a member of who does.
 */
export const giveRights = async (client: pg.Client, { app, audit }: Omit<RightsRoles, "owner">): Promise<string[]> => {
  const present = new Set(await readRights(client, app));
  const lacking = wantedRights().filter((line) => !present.has(line));
  if (lacking.length === 0) return [];
  const quoted = await client.query<{ app: string; audit: string }>(
    "select quote_ident($1) as app, quote_ident($2) as audit",
    [app, audit],
  );
  const { app: login = "", audit: keeper = "" } = quoted.rows[0] ?? {};
  await client.query("begin");
  try {
    for (const line of lacking) {
      if (/ audit\b/.test(line)) await client.query(`set local role ${keeper}`);
      await client.query(line.replace(/ to app$/, ` to ${login}`));
      await client.query("reset role");
    }
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
  return lacking;
};
