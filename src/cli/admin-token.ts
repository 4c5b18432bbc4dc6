import { parseArgs } from "node:util";
import type { Logger } from "pino";
import { accessEntities } from "../access/access.entities.js";
import { adminTokenFile, keepAdminToken } from "../access/admin-token-file.js";
import { bootstrap } from "../access/bootstrap.js";
import { recoverAdmin } from "../access/recover-admin.js";
import { createSignInLink } from "../access/sessions/create-sign-in-link.js";
import { signInLink } from "../access/sessions/sign-in-link.js";
import { systemCtx } from "../access/system.js";
import { type Config, readConfig, StartError } from "../config.js";
import { type Database, openDatabase } from "../db/database.js";
import { migrate } from "../db/migrate.js";
import { borrowDatabase } from "../db/resolve-database.js";
import { joined } from "../kinds.js";
import { createLog } from "../log.js";

const USAGE = `usage: npm run admin-token -- [--link]
Makes a new token of the first administrator. --link makes a link instead, which signs one browser in, once, within ten minutes.`;

const wantsLink = (): boolean => {
  try {
    return parseArgs({ options: { link: { type: "boolean" } } }).values.link === true;
  } catch (error) {
    throw new StartError(`${(error as Error).message}\n${USAGE}`);
  }
};

/** `npm run admin-token`: a new administrator's token, for whoever owns the database and has lost theirs. */
const withDatabase = async <Made>(
  config: Config,
  make: (db: Database, log: Logger) => Promise<Made>,
): Promise<Made> => {
  const log = createLog({ ...config, logLevel: "warn" });
  const logins = await borrowDatabase(config, log);
  try {
    await migrate(logins.ownerUrl, logins, log);
    const db = await openDatabase({
      url: logins.ownerUrl,
      kinds: joined().ids,
      entities: accessEntities,
      readPoolSize: 1,
      writePoolSize: 1,
      timeouts: { statement: config.statementTimeoutMs, wait: config.waitMs },
      log,
      changeFeed: false,
    });
    try {
      await bootstrap(db, config, log);
      return await make(db, log);
    } finally {
      await db.close();
    }
  } finally {
    await logins.stop();
  }
};

const makeToken = async (config: Config): Promise<void> => {
  const { handle, secret } = await withDatabase(config, recoverAdmin);
  keepAdminToken(config.home, secret);
  console.error(
    `A new token of the administrator "${handle}", good for 366 days, also in ${adminTokenFile(config.home)}:`,
  );
  console.log(secret);
};

const makeLink = async (config: Config): Promise<void> => {
  const made = await withDatabase(config, (db, log) => createSignInLink(systemCtx(db, log, "cli"), {}));
  console.error(`This link signs one browser in as "${made.handle}", once, within ten minutes:`);
  console.log(signInLink(config.publicUrl?.href ?? `http://localhost:${config.port}`, made.code));
};

try {
  const link = wantsLink();
  await (link ? makeLink : makeToken)(readConfig());
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(`countersign: ${error.message}`);
  process.exitCode = 1;
}
