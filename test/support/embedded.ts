import { chmodSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import pino from "pino";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "../../src/db/embedded/server.js";
import { migrate } from "../../src/db/migrate.js";
import { type Logins, provision } from "../../src/db/provision.js";

/** What the global set-up hands to each test file. */
export interface TestServer {
  /** URL of the superuser, database `postgres`. */
  superuserUrl: string;
  /** The migrated database that test databases are cloned from, and its logins. */
  template: string;
  logins: Logins;
}

declare module "vitest" {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

/** A test's data need not survive a power cut. */
const settings = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_connections: "400",
  max_wal_size: "4GB",
};

/** Starts one PostgreSQL for the whole run, migrates a template database; gives the function that stops it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const log = pino({ level: "warn" }, pino.destination(2));
  const home = mkdtempSync(join(tmpdir(), "countersign-test-"));
  chmodSync(home, 0o711);
  const server = await startEmbedded({ home, log, settings });
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(realpathSync(join(home, "postgres")), { recursive: true, force: true });
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const template = "countersign_template";
    const superuserUrl = server.superuserUrl("postgres");
    const client = new pg.Client(superuserUrl);
    await client.connect();
    await client.query(`create database ${template}`);
    await client.end();
    const logins = await provision(server.superuserUrl(template), home);
    await migrate(logins.ownerUrl, logins, log);
    project.provide("testServer", { superuserUrl, template, logins });
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}
