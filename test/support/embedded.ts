import type { TestProject } from "vitest/node";
import { migratedServer } from "../../scripts/migrated-server.js";
import type { Logins } from "../../src/db/provision.js";

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

/** Starts one PostgreSQL for the whole run, migrates a template database; gives the function that stops it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { superuserUrl, database, logins, stop } = await migratedServer("countersign_template");
  project.provide("testServer", { superuserUrl, template: database, logins });
  return stop;
}
