import type { Logger } from "pino";
import { adminTokenFile, keepAdminToken } from "../access/admin-token-file.js";
import { bootstrap } from "../access/bootstrap.js";
import { recoverAdmin } from "../access/organization/recover-admin.js";
import { createSignInLink } from "../access/sessions/create-sign-in-link.js";
import { signInLink } from "../access/sessions/sign-in-link.js";
import { systemCtx } from "../access/system.js";
import { type Config, readConfig } from "../config.js";
import type { Database } from "../db/database.js";
import { readArguments } from "./arguments.js";
import { told, withDatabase } from "./with-database.js";

const USAGE = `usage: npm run admin-token -- [--link]
Makes a new token of the first administrator. --link makes a link instead, which signs one browser in, once, within ten minutes.`;

const wantsLink = (): boolean => readArguments(USAGE, { options: { link: { type: "boolean" } } }).values.link === true;

/** As whoever owns the database, who has the right to make an administrator's token. */
const asOwner = <Made>(config: Config, make: (db: Database, log: Logger) => Promise<Made>): Promise<Made> =>
  withDatabase({ config, login: "owner" }, async (db, log) => {
    await bootstrap(db, config, log);
    return make(db, log);
  });

const makeToken = async (config: Config): Promise<void> => {
  const { handle, secret } = await asOwner(config, recoverAdmin);
  keepAdminToken(config.home, secret);
  console.error(
    `A new token of the administrator "${handle}", good for 366 days, also in ${adminTokenFile(config.home)}:`,
  );
  console.log(secret);
};

const makeLink = async (config: Config): Promise<void> => {
  const made = await asOwner(config, (db, log) => createSignInLink(systemCtx(db, log, "cli"), {}));
  console.error(`This link signs one browser in as "${made.handle}", once, within ten minutes:`);
  console.log(signInLink(config.publicUrl?.href ?? `http://localhost:${config.port}`, made.code));
};

await told(async () => {
  const link = wantsLink();
  await (link ? makeLink : makeToken)(readConfig());
});
