import { chmodSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import pino from "pino";
import { startEmbedded } from "../src/db/embedded/server.js";
import { migrate } from "../src/db/migrate.js";
import { type Logins, provision } from "../src/db/provision.js";

/** A PostgreSQL of one's own with one migrated database. */
export interface MigratedServer {
  /** The server's folder. */
  home: string;
  /** URL of the superuser, database `postgres`. */
  superuserUrl: string;
  /** The name of the migrated database. */
  database: string;
  /** The database's logins. */
  logins: Logins;
  /** Stops the server and removes its folder. */
  stop(): Promise<void>;
}

/** Data of tests and scripts need not survive a power cut. */
export const testSettings = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_connections: "400",
  max_wal_size: "4GB",
};

/** Starts the embedded PostgreSQL in a folder for temporary files and migrates a database in it. */
export const migratedServer = async (database: string): Promise<MigratedServer> => {
  const log = pino({ level: "warn" }, pino.destination(2));
  const home = mkdtempSync(join(tmpdir(), "countersign-test-"));
  chmodSync(home, 0o711);
  const server = await startEmbedded({ home, log, settings: testSettings });
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(realpathSync(join(home, "postgres")), { recursive: true, force: true });
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const superuserUrl = server.superuserUrl("postgres");
    const client = new pg.Client(superuserUrl);
    await client.connect();
    await client.query(`create database ${database}`);
    await client.end();
    const logins = await provision(server.superuserUrl(database), home);
    await migrate(logins.ownerUrl, logins, log);
    return { home, superuserUrl, database, logins, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
