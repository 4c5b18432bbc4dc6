import type pg from "pg";
import type { Logger } from "pino";
import { StartError } from "../config.js";
import { readLogin } from "./connection-url.js";
import { connectAdmin, type Logins } from "./provision.js";

/** What each level says, to anybody: no login is named. */
export const hardeningLevels = {
  0: "the service's database login could rewrite the audit log",
  1: "the service's database login can only append to the audit log; the login that migrates could rewrite it",
  2: "the service's database login can only append to the audit log, which belongs to a role that nobody logs in as",
} as const;

/** How well the database itself keeps the service's login from rewriting the audit log. */
export interface Hardening {
  /** 0: not at all · 1: only the login that migrates could · 2: no login could without first taking another's rights. */
  level: keyof typeof hardeningLevels;
  /** With the logins' names: for the operator. */
  text: string;
}

/** Asks the database, as the runtime login, what that login could do. */
export const measureHardening = async (logins: Logins): Promise<Hardening> => {
  const client = await connectAdmin(logins.runtimeUrl);
  try {
    const { rows } = await client.query<{ app: string; weak: boolean; sealed: boolean }>(
      `select current_user as app,
         rolsuper or rolcreaterole or exists (select from pg_roles o where o.rolname in ($1, $2)
           and pg_has_role(current_user, o.oid, 'member')) as weak,
         coalesce((select not o.rolcanlogin from pg_roles o where o.rolname = $2), false) as sealed
       from pg_roles where rolname = current_user`,
      [readLogin(logins.ownerUrl).user ?? "", logins.auditRole],
    );
    const { app = "?", weak = true, sealed = false } = rows[0] ?? {};
    return describe(app, logins, weak, sealed);
  } finally {
    await client.end().catch(() => undefined);
  }
};

/**
 * Notes the level of this start. One below the last is refused, unless it is allowed: a dump that was restored without
 * its roles must not serve as if nothing were.
 */
export const recordHardening = async (
  ownerUrl: string,
  { level, text }: Hardening,
  { allowLower, log }: { allowLower: boolean; log: Logger },
): Promise<void> => {
  const client = await connectAdmin(ownerUrl);
  try {
    const last = await lastHardening(client);
    if (last !== null && level < last) {
      if (!allowLower)
        throw new StartError(
          `hardening level ${level} is below ${last}, that of the last start: ${text}. Give the database its roles back (docs/operations.md, Restore), or accept it, once, with COUNTERSIGN_ALLOW_LOWER_HARDENING=1`,
        );
      log.warn({ level, last }, "the hardening level is lower than at the last start, as allowed");
    }
    await client.query(
      "insert into public.hardening_level (level) values ($1) on conflict (level) do update set last_at = clock_timestamp()",
      [level],
    );
  } catch (error) {
    // A database that takes no change is served from: it notes the level when it does again.
    if ((error as { code?: string }).code !== "25006") throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** The level of the last start; null when none was noted, or the login may not read it. */
export const lastHardening = async (client: pg.Client): Promise<Hardening["level"] | null> => {
  const { rows } = await client.query<{ may: boolean | null }>(
    "select has_table_privilege(to_regclass('public.hardening_level'), 'select') as may",
  );
  if (rows[0]?.may !== true) return null;
  const noted = await client.query<{ level: Hardening["level"] }>(
    "select level from public.hardening_level order by last_at desc limit 1",
  );
  return noted.rows[0]?.level ?? null;
};

const describe = (app: string, { auditRole }: Logins, weak: boolean, sealed: boolean): Hardening => {
  if (weak)
    return {
      level: 0,
      text: `the service's database login ${app} could rewrite the audit log: set DATABASE_OWNER_URL to another login, or let ${app} create roles`,
    };
  if (!sealed)
    return {
      level: 1,
      text: `the service's database login ${app} can only append to the audit log, which belongs to the login ${auditRole}`,
    };
  return {
    level: 2,
    text: `the service's database login ${app} can only append to the audit log, which belongs to ${auditRole}, as which nobody logs in`,
  };
};
