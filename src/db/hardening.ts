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
