import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { readLogin, withLogin } from "../../src/db/connection-url.js";

export interface TestDatabase {
  /** The service's login. */
  runtimeUrl: string;
  /** The login that migrates. */
  ownerUrl: string;
  /** The sequencer's login. */
  sequencerUrl: string;
  /** The server's superuser, in this database. */
  superuserUrl: string;
  appRole: string;
  auditRole: string;
  drop(): Promise<void>;
}

/** A database of its own, cloned from the migrated template. `migrated: false` gives an empty one. */
export const testDatabase = async (options: { migrated?: boolean } = {}): Promise<TestDatabase> => {
  const { superuserUrl, template, logins } = inject("testServer");
  const name = `t_${randomBytes(6).toString("hex")}`;
  const owner = pg.escapeIdentifier(readLogin(logins.ownerUrl).user ?? "");
  const source = options.migrated === false ? "template1" : template;
  await asSuperuser(
    superuserUrl,
    `create database ${name} template ${source}`,
    `grant create on database ${name} to ${owner}`,
  );
  if (options.migrated === false)
    await asSuperuser(at(superuserUrl, name), `grant create, usage on schema public to ${owner}`);
  return {
    runtimeUrl: at(logins.runtimeUrl, name),
    ownerUrl: at(logins.ownerUrl, name),
    sequencerUrl: at(logins.sequencerUrl ?? "", name),
    superuserUrl: at(superuserUrl, name),
    appRole: logins.appRole,
    auditRole: logins.auditRole,
    drop: () => drop(superuserUrl, name),
  };
};

/**
 * The same database under another name, as a backup of now that was restored. Nobody may be connected to it. By
 * `file_copy` PostgreSQL has none of its pages in memory.
 */
export const copyOf = async (
  database: TestDatabase,
  strategy: "wal_log" | "file_copy" = "wal_log",
): Promise<TestDatabase> => {
  const name = `t_${randomBytes(6).toString("hex")}`;
  const { superuserUrl, logins } = inject("testServer");
  const source = new URL(database.superuserUrl).pathname.slice(1);
  await asSuperuser(superuserUrl, `create database ${name} template ${source} strategy ${strategy}`);
  return {
    ...database,
    runtimeUrl: at(logins.runtimeUrl, name),
    ownerUrl: at(logins.ownerUrl, name),
    sequencerUrl: at(logins.sequencerUrl ?? "", name),
    superuserUrl: at(superuserUrl, name),
    drop: () => drop(superuserUrl, name),
  };
};

/**
 * A pool says that it has ended before its connections have: without force the server waits five seconds for them. What is
 * open then, somebody forgot.
 */
const drop = async (superuserUrl: string, name: string): Promise<void> => {
  const inUse = (error: { code?: string }): Promise<void> => {
    if (error.code !== "55006") throw error;
    return asSuperuser(superuserUrl, `drop database if exists ${name} with (force)`);
  };
  await asSuperuser(superuserUrl, `drop database if exists ${name}`).catch(inUse);
};

/** Runs statements as the superuser, each by itself. */
export const asSuperuser = async (url: string, ...statements: string[]): Promise<void> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
};

/** Runs one statement by the login of the URL. */
export const query = async <Row = Record<string, unknown>>(url: string, text: string): Promise<Row[]> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
};

const at = (url: string, database: string): string => {
  const { user, password } = readLogin(url);
  return withLogin(url, { user: user ?? "", password: password ?? "", database });
};
