import type { Logger } from "pino";
import { accessEntities } from "../access/access.entities.js";
import { type Config, StartError } from "../config.js";
import { type Database, openDatabase } from "../db/database.js";
import { migrate, pendingMigrations } from "../db/migrate.js";
import { borrowDatabase } from "../db/resolve-database.js";
import { joined } from "../kinds.js";
import { createLog } from "../log.js";
import { startFault } from "../start-fault.js";

export interface WithDatabase {
  readonly config: Config;
  /** `owner` migrates first, as the service does; `runtime` refuses a database that is not of this release. */
  readonly login: "owner" | "runtime";
}

/**
 * Opens the home's database or `DATABASE_URL`'s for one command, beside a running service or without one, and closes it
 * after. Throws StartError, whose message is for whoever typed the command.
 */
export const withDatabase = async <Made>(
  { config, login }: WithDatabase,
  use: (db: Database, log: Logger) => Promise<Made>,
): Promise<Made> => {
  const log = createLog({ ...config, logLevel: "warn" });
  const logins = await borrowDatabase(config, log);
  try {
    if (login === "owner") await migrate(logins.ownerUrl, logins, log);
    const db = await openDatabase({
      url: login === "owner" ? logins.ownerUrl : logins.runtimeUrl,
      kinds: joined().ids,
      entities: accessEntities,
      readPoolSize: 1,
      writePoolSize: 1,
      timeouts: { statement: config.statementTimeoutMs, wait: config.waitMs },
      log,
      changeFeed: false,
    });
    try {
      if (login === "runtime") await requireMigrated(db);
      return await use(db, log);
    } finally {
      await db.close();
    }
  } finally {
    await logins.stop();
  }
};

const requireMigrated = async (db: Database): Promise<void> => {
  const pending = await pendingMigrations(db.single).catch(() => null);
  if (pending === null || pending.length > 0)
    throw new StartError("the database is not that of this release: start the service once, then try again");
};

/** Runs a command; what whoever typed it can mend is told without a stack, with exit code `code`. */
export const told = async (run: () => Promise<void>, code = 1): Promise<void> => {
  try {
    await run();
  } catch (error) {
    const { line, ours } = startFault(error, null);
    if (ours) throw error;
    console.error(`countersign: ${error instanceof StartError ? error.message : line}`);
    process.exitCode = code;
  }
};
