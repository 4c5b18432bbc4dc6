import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "pino";
import { type Config, StartError } from "../config.js";
import { HomeInUseError } from "./embedded/lock.js";
import { makeHome } from "./embedded/place.js";
import { type EmbeddedServer, startEmbedded } from "./embedded/server.js";
import { type Hardening, lastHardening, measureHardening } from "./hardening.js";
import {
  checkServerVersion,
  connectAdmin,
  keepUrl,
  knownLogins,
  type Logins,
  provision,
  rememberLogins,
  runtimeUrlFile,
} from "./provision.js";
import { roleNames } from "./roles.js";

/** The database that the service uses, with both logins; not yet migrated. */
export interface ResolvedDatabase extends Logins {
  hardening: Hardening;
  /** Null when `DATABASE_URL` names a server of somebody else's. */
  embedded: EmbeddedServer | null;
  /** Stops the embedded server cleanly; nothing to do otherwise. */
  stop(): Promise<void>;
}

type DatabaseConfig = Pick<
  Config,
  "home" | "databaseUrl" | "databaseOwnerUrl" | "readConnections" | "writeConnections"
> &
  Partial<Pick<Config, "databaseSequencerUrl">>;

const embeddedName = "countersign";

/** Starts the embedded PostgreSQL or reaches the given one; makes the logins where it may. */
export const resolveDatabase = async (config: DatabaseConfig, log: Logger): Promise<ResolvedDatabase> => {
  const { databaseUrl, databaseOwnerUrl, home } = config;
  if (databaseUrl === null) return resolveEmbedded(config, log);
  makeHome(home);
  const logins =
    databaseOwnerUrl === null
      ? await fromOneLogin(databaseUrl, home, log)
      : await fromBothLogins(databaseUrl, databaseOwnerUrl, log);
  keepUrl(runtimeUrlFile(home), logins.runtimeUrl);
  const hardening = await measureHardening(logins);
  const sequencerUrl = config.databaseSequencerUrl ?? logins.sequencerUrl;
  return { ...logins, sequencerUrl, hardening, embedded: null, stop: async () => undefined };
};

/**
 * Both logins for a command line on the service's home, whether the service runs or not: the embedded PostgreSQL is
 * started for the moment if need be. Call `stop` at the end.
 */
export const borrowDatabase = async (
  config: DatabaseConfig,
  log: Logger,
): Promise<Logins & { stop(): Promise<void> }> => {
  try {
    return await resolveDatabase(config, log);
  } catch (error) {
    if (!(error instanceof HomeInUseError)) throw error;
    const logins = await knownLogins(null, embeddedName, config.home);
    if (logins === null) throw new StartError(`the service on ${config.home} is starting or stopping: try again`);
    return { ...logins, stop: async () => undefined };
  }
};

const resolveEmbedded = async (config: DatabaseConfig, log: Logger): Promise<ResolvedDatabase> => {
  const { home, readConnections, writeConnections } = config;
  const connections = Math.max(100, readConnections + writeConnections + 20);
  const server = await startEmbedded({ home, log, settings: { max_connections: String(connections) } });
  try {
    const url = server.superuserUrl(embeddedName);
    const known = await knownLogins(url, embeddedName, home);
    if (known === null) await makeDatabase(server);
    const logins = known ?? (await provision(url, home));
    return { ...logins, hardening: await measureHardening(logins), embedded: server, stop: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
};

const makeDatabase = async (server: EmbeddedServer): Promise<void> => {
  const client = await connectAdmin(server.superuserUrl("postgres"));
  try {
    const found = await client.query("select from pg_database where datname = $1", [embeddedName]);
    if (found.rowCount === 0) await client.query(`create database ${embeddedName}`);
  } finally {
    await client.end();
  }
};

/** `DATABASE_URL` alone: its login makes the others if it may, else it does everything itself. */
const fromOneLogin = async (url: string, home: string, log: Logger): Promise<Logins> => {
  const client = await reach(url, "DATABASE_URL", log);
  try {
    await checkServerVersion(client);
    const facts = await adminFacts(client);
    // What one login alone has migrated stays that login's; what once had roles of its own gets them back.
    if (facts.mayProvision && (!facts.ownsSchema || ((await lastHardening(client)) ?? 0) > 0)) {
      const logins = (await knownLogins(url, facts.database, home)) ?? (await provisionOrExplain(url, home));
      rememberLogins(home, logins);
      return logins;
    }
    return { runtimeUrl: url, ownerUrl: url, appRole: facts.login, auditRole: facts.login, sequencerUrl: null };
  } finally {
    await client.end().catch(() => undefined);
  }
};

const provisionOrExplain = async (url: string, home: string): Promise<Logins> => {
  try {
    return await provision(url, home);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    throw new StartError(
      `the login of DATABASE_URL may create roles, but could not make the service's own: ${error.message}`,
      { cause: error },
    );
  }
};

interface AdminFacts {
  login: string;
  database: string;
  /** It may create roles and let them into this database. */
  mayProvision: boolean;
  /** An earlier start migrated with this very login: it keeps owning everything. */
  ownsSchema: boolean;
}

const adminFacts = async (client: pg.Client): Promise<AdminFacts> => {
  const { rows } = await client.query<AdminFacts>(
    `select current_user as login, current_database() as database,
       (rolsuper or rolcreaterole)
         and has_database_privilege(current_database(), 'CREATE WITH GRANT OPTION')
         and coalesce((select has_schema_privilege(oid, 'CREATE WITH GRANT OPTION') from pg_namespace
                       where nspname = 'public'), false) as "mayProvision",
       exists (select from pg_class c where c.oid = to_regclass('public.schema_migration') and c.relowner = r.oid)
         as "ownsSchema"
     from pg_roles r where rolname = current_user`,
  );
  if (rows[0] === undefined) throw new Error("pg_roles lacks the current user");
  return rows[0];
};

/** Both given: the audit log belongs to a role that nobody logs in as, where there is or can be one. */
const fromBothLogins = async (runtimeUrl: string, ownerUrl: string, log: Logger): Promise<Logins> => {
  const runtime = await reach(runtimeUrl, "DATABASE_URL", log);
  const owner = await reach(ownerUrl, "DATABASE_OWNER_URL", log);
  try {
    await checkServerVersion(owner);
    const [app, own] = await Promise.all([runtime, owner].map(whereAndWho));
    if (app?.database !== own?.database)
      throw new StartError(
        `DATABASE_URL and DATABASE_OWNER_URL name different databases (${app?.database}, ${own?.database})`,
      );
    const auditRole = await auditRoleOf(owner, own?.database ?? "");
    return { runtimeUrl, ownerUrl, appRole: app?.login ?? "", auditRole, sequencerUrl: null };
  } finally {
    await Promise.all([runtime.end(), owner.end()]).catch(() => undefined);
  }
};

const whereAndWho = async (client: pg.Client): Promise<{ login: string; database: string } | undefined> =>
  (
    await client.query<{ login: string; database: string }>(
      "select current_user as login, current_database() as database",
    )
  ).rows[0];

const auditRoleOf = async (owner: pg.Client, database: string): Promise<string> => {
  const wanted = roleNames(database).audit;
  const { rows } = await owner.query<{ present: string | null; member: boolean; login: string; creates: boolean }>(
    `select (select pg_get_userbyid(nspowner) from pg_namespace where nspname = 'audit') as present,
       coalesce((select pg_has_role(current_user, oid, 'member') from pg_roles where rolname = $1), false) as member,
       current_user as login,
       (rolsuper or rolcreaterole) and not exists (select from pg_roles where rolname = $1) as creates
     from pg_roles where rolname = current_user`,
    [wanted],
  );
  const facts = rows[0];
  if (facts === undefined) throw new Error("pg_roles lacks the current user");
  if (facts.present !== null) return facts.present;
  if (facts.member) return wanted;
  if (!facts.creates) return facts.login;
  const name = pg.escapeIdentifier(wanted);
  await owner.query(`create role ${name} nologin`);
  await owner.query(`grant ${name} to current_user`);
  return wanted;
};

const patienceSeconds = 20;

/** Connects; waits a while for a server that is still starting, and says what is wrong in one line. */
const reach = async (url: string, key: string, log: Logger): Promise<pg.Client> => {
  for (let waited = 0; ; waited++) {
    try {
      return await connectAdmin(url);
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      const isFinal = code !== undefined && /^(28|3D|42)/.test(code);
      if (isFinal || waited >= patienceSeconds)
        throw new StartError(`cannot use the database of ${key}: ${message || code || "no answer"}`);
      if (waited % 8 === 0)
        log.warn(
          { code, reason: message, waitedSeconds: waited, atMostSeconds: patienceSeconds },
          `the database of ${key} does not answer yet; waiting`,
        );
      await sleep(1000);
    }
  }
};
