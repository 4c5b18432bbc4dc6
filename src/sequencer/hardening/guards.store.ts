import type { LogSession } from "../session.store.js";

/** Something that makes it easier to change the log unnoticed. */
export interface HardeningFinding {
  readonly code: string;
  readonly detail: string;
}

/** Below which level a finding holds the database. */
const ceilings: Readonly<Record<string, number>> = {
  LOGIN_OWNS_LOG: 0,
  LOGIN_TOO_STRONG: 0,
  OWNER_LOGS_IN: 1,
  OWNERSHIP: 1,
  GRANT: 1,
  TRIGGER_OFF: 1,
  GUARD_MISSING: 1,
};

/** The highest level that these findings leave. */
export const ceilingOf = (findings: readonly HardeningFinding[]): number =>
  findings.reduce((least, { code }) => Math.min(least, ceilings[code] ?? 2), 3);

/** Who may append entries: the service's login. Whoever owns the function needs no grant. */
const appender = `(select a.grantee from pg_proc p, aclexplode(p.proacl) a where p.oid = 'audit.append(json)'::regprocedure
  and a.privilege_type = 'EXECUTE' and a.grantee <> p.proowner)`;

/** Tables of `audit` that are queues or heads, and not what was said. */
const loose = "('pending', 'stream', 'index_order')";

/** Each by the statement that lists what is wrong; the login needs no rights but to the catalogue. */
const looks: Readonly<Record<string, string>> = {
  LOGIN_OWNS_LOG: `select 'the service has no login of its own' where not exists ${appender}`,
  LOGIN_TOO_STRONG: `
    select case when r.oid is null then 'everybody may append entries' else r.rolname || ' could take the rights of others' end
    from ${appender} g join pg_namespace n on n.nspname = 'audit' left join pg_roles r on r.oid = g.grantee
    where r.oid is null or r.rolsuper or r.rolcreaterole or pg_has_role(r.oid, n.nspowner, 'member')`,
  OWNER_LOGS_IN: `
    select r.rolname || ' owns the log and can log in' from pg_namespace n join pg_roles r on r.oid = n.nspowner
    where n.nspname = 'audit' and r.rolcanlogin`,
  OWNERSHIP: `
    select c.relname || ' belongs to ' || pg_get_userbyid(c.relowner) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'audit' and c.relkind in ('r', 'p', 'v', 'S') and c.relowner <> n.nspowner
    union all
    select p.proname || ' belongs to ' || pg_get_userbyid(p.proowner) from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'audit' and p.proowner <> n.nspowner`,
  GRANT: `
    select distinct coalesce(r.rolname, 'everybody') || ' may ' || lower(a.privilege_type) || ' ' || c.relname
    from pg_class c cross join aclexplode(c.relacl) a left join pg_roles r on r.oid = a.grantee
    where c.relnamespace = 'audit'::regnamespace and c.relkind in ('r', 'p') and a.grantee <> c.relowner
      and a.privilege_type <> 'SELECT' and not (a.privilege_type = 'INSERT' and c.relname = 'index_order')
      and not (r.rolname = current_user and (a.privilege_type = 'INSERT' and c.relname <> 'entry'
        or a.privilege_type = 'DELETE' and c.relname in ('pending', 'index_order')))`,
  TRIGGER_OFF: `
    select t.tgname || ' on ' || c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not t.tgisinternal and t.tgenabled <> 'A' and t.tgfoid::regprocedure::text in ('audit.refuse_change()',
      'audit.keep_note()', 'audit.refuse_truncate()', 'audit.require_entry()', 'audit.note_row()')`,
  GUARD_MISSING: `
    with guard as (select t.tgrelid, t.tgfoid::regprocedure::text as function, t.tgtype & 32 > 0 as truncates,
        t.tgdeferrable and t.tginitdeferred as deferred from pg_trigger t where not t.tgisinternal)
    select c.relname || ' can be truncated' from pg_class c
    where c.relnamespace = 'audit'::regnamespace and c.relkind in ('r', 'p') and c.relname not in ${loose}
      and not exists (select from guard g where g.tgrelid = c.oid and g.truncates and g.function = 'audit.refuse_change()')
    union all
    select c.relname || ' can be changed' from pg_class c
    where c.relnamespace = 'audit'::regnamespace and c.relkind in ('r', 'p') and c.relname not in ${loose}
      and not exists (select from guard g where g.tgrelid = c.oid and not g.truncates and g.function in ('audit.refuse_change()', 'audit.keep_note()'))
    union all
    select c.relname || ' changes without an entry, or can be truncated' from pg_class c
    where c.relnamespace = 'public'::regnamespace and exists (select from guard g where g.tgrelid = c.oid
        and g.function in ('audit.require_entry()', 'audit.note_row()', 'audit.refuse_truncate()'))
      and not (exists (select from guard g where g.tgrelid = c.oid and g.function = 'audit.require_entry()' and g.deferred)
        and exists (select from guard g where g.tgrelid = c.oid and g.function = 'audit.refuse_truncate()' and g.truncates))`,
};

/** What the catalogue shows; of each kind the first ten. */
export const findWeakness = async (session: LogSession): Promise<HardeningFinding[]> => {
  const findings: HardeningFinding[] = [];
  for (const [code, statement] of Object.entries(looks)) {
    const rows = await session.rows<{ detail: string }>(
      `select f.detail from (${statement}) f (detail) order by 1 limit 10`,
    );
    findings.push(...rows.map(({ detail }) => ({ code, detail })));
  }
  return findings;
};
