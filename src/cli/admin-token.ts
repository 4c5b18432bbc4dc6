import { accessEntities } from "../access/access.entities.js";
import { adminTokenFile, keepAdminToken } from "../access/admin-token-file.js";
import { bootstrap } from "../access/bootstrap.js";
import { recoverAdmin } from "../access/recover-admin.js";
import { type Config, readConfig, StartError } from "../config.js";
import { openDatabase } from "../db/database.js";
import { migrate } from "../db/migrate.js";
import { borrowDatabase } from "../db/resolve-database.js";
import { joined } from "../kinds.js";
import { createLog } from "../log.js";

/** `npm run admin-token`: a new administrator's token, for whoever owns the database and has lost theirs. */
const recover = async (config: Config): Promise<{ handle: string; secret: string }> => {
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
      return await recoverAdmin(db, log);
    } finally {
      await db.close();
    }
  } finally {
    await logins.stop();
  }
};

try {
  const config = readConfig();
  const { handle, secret } = await recover(config);
  keepAdminToken(config.home, secret);
  console.error(
    `A new token of the administrator "${handle}", good for 366 days, also in ${adminTokenFile(config.home)}:`,
  );
  console.log(secret);
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(`countersign: ${error.message}`);
  process.exitCode = 1;
}
