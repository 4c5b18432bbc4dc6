import { createHmac, randomBytes, scryptSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { StartError } from "../config.js";
import { readLogin, withLogin } from "./connection-url.js";
import { writePrivateFile } from "./private-file.js";
import { giveOwnership } from "./rights.js";
import { makeRoles, type RoleNames, roleNames, setPassword } from "./roles.js";

/** The logins of one database: `runtimeUrl` is what the service runs as, `ownerUrl` migrates. */
export interface Logins {
  runtimeUrl: string;
  ownerUrl: string;
  /** Name of the runtime login, which the migrations grant to. */
  appRole: string;
  /** Role that owns schema audit. */
  auditRole: string;
  /** What the sequencer runs as; null where it has no login of its own. */
  sequencerUrl: string | null;
}

export const ownerUrlFile = (home: string): string => join(home, "database-owner-url");
export const runtimeUrlFile = (home: string): string => join(home, "database-url");
export const sequencerUrlFile = (home: string): string => join(home, "database-sequencer-url");

/** Connects for administration: bounded waits, and a lost idle connection is not a crash. */
export const connectAdmin = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({
    connectionString: url,
    application_name: "countersign-admin",
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    client.end().catch(() => undefined);
    throw error;
  }
  return client;
};

/**
 * Makes the owner, runtime, sequencer and audit roles of the database that `adminUrl` names, by a login that may create roles, and
 * gives them what is theirs and belongs to others: after a dump was restored.
 * Later starts change nothing: passwords are those of the home's files, or are tried before they are set.
 */
export const provision = async (adminUrl: string, home: string): Promise<Logins> => {
  const client = await connectAdmin(adminUrl);
  try {
    const { rows } = await client.query<{ database: string }>("select current_database() as database");
    const database = rows[0]?.database ?? "";
    const names = roleNames(database);
    await client.query("begin");
    // One start at a time makes roles and sets passwords.
    await client.query("select pg_advisory_xact_lock(hashtextextended('countersign provision', 0))");
    await makeRoles(client, names);
    await giveOwnership(client, names);
    const logins = loginsOf(adminUrl, database, names, home);
    await ensurePassword(client, names.owner, logins.ownerUrl);
    await ensurePassword(client, names.app, logins.runtimeUrl);
    await ensurePassword(client, names.sequencer, logins.sequencerUrl);
    await client.query("commit");
    rememberLogins(home, logins);
    return logins;
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** Keeps the URLs in the home, for later starts, for operators and for the sequencer. */
export const rememberLogins = (home: string, logins: Logins): void => {
  keepUrl(ownerUrlFile(home), logins.ownerUrl);
  keepUrl(runtimeUrlFile(home), logins.runtimeUrl);
  if (logins.sequencerUrl !== null) keepUrl(sequencerUrlFile(home), logins.sequencerUrl);
};

/** The URL that the file holds; null without one. */
export const storedUrl = (file: string): string | null => {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return null;
  }
};

/** Writes the file (0600) unless it says so already. */
export const keepUrl = (file: string, url: string): void => {
  if (storedUrl(file) !== url) writePrivateFile(file, `${url}\n`);
};

/**
 * The logins that an earlier start left in the home, on the server of `serverUrl` (null: where they were then), if all
 * of them still work; null otherwise.
 */
export const knownLogins = async (serverUrl: string | null, database: string, home: string): Promise<Logins | null> => {
  const names = roleNames(database);
  const stored = storedUrl(runtimeUrlFile(home));
  if (stored === null || storedPassword(ownerUrlFile(home), names.owner) === null) return null;
  if (storedPassword(runtimeUrlFile(home), names.app) === null) return null;
  if (storedPassword(sequencerUrlFile(home), names.sequencer) === null) return null;
  const logins = loginsOf(serverUrl ?? stored, database, names, home);
  const works = await Promise.all([logins.ownerUrl, logins.runtimeUrl, logins.sequencerUrl].map(canLogIn));
  if (works.includes(false)) return null;
  rememberLogins(home, logins);
  return logins;
};

const loginsOf = (
  serverUrl: string,
  database: string,
  names: RoleNames,
  home: string,
): Logins & { sequencerUrl: string } => {
  const fresh = freshPasswords(serverUrl);
  const url = (user: string, file: string): string =>
    withLogin(serverUrl, { user, password: storedPassword(file, user) ?? fresh(user), database });
  return {
    ownerUrl: url(names.owner, ownerUrlFile(home)),
    runtimeUrl: url(names.app, runtimeUrlFile(home)),
    appRole: names.app,
    auditRole: names.audit,
    sequencerUrl: url(names.sequencer, sequencerUrlFile(home)),
  };
};

const storedPassword = (file: string, role: string): string | null => {
  const { user, password } = readLogin(storedUrl(file) ?? "");
  return user === role ? password : null;
};

/**
 * Passwords of logins that no file knows. They are derived from the administrator's password where there is one, so
 * that replicas with homes of their own agree on them instead of resetting each other's; else random.
 */
const freshPasswords = (adminUrl: string): ((role: string) => string) => {
  const { password } = readLogin(adminUrl);
  let key: Buffer | null = null;
  return (role) => {
    if (password === null) return randomBytes(24).toString("base64url");
    key ??= scryptSync(password, "countersign database logins", 32, { N: 2 ** 15, maxmem: 2 ** 26 });
    return createHmac("sha256", key).update(role).digest("base64url");
  };
};

/** Sets the password only if the login does not work with it yet. */
const ensurePassword = async (client: pg.Client, role: string, url: string): Promise<void> => {
  if (await canLogIn(url)) return;
  const { password } = readLogin(url);
  await setPassword(client, role, password ?? "");
};

const canLogIn = async (url: string): Promise<boolean> => {
  try {
    const client = await connectAdmin(url);
    await client.end();
    return true;
  } catch {
    return false;
  }
};

/** The version that the server reports, checked: below 15 the service does not start. */
export const checkServerVersion = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ number: number; text: string }>(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as text",
  );
  const { number = 0, text = "?" } = rows[0] ?? {};
  if (number < 150_000) throw new StartError(`the database is PostgreSQL ${text}; version 15 or later is needed`);
};
