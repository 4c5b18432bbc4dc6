import { join } from "node:path";
import { parseArgs } from "node:util";
import { accessEntities } from "../access/access.entities.js";
import { systemCtx } from "../access/system.js";
import { claimStore } from "../artifacts/claim-store.js";
import { type Collected, type CollectOptions, collectBlobs } from "../artifacts/collect-blobs.js";
import { localBlobs } from "../artifacts/local-blobs.js";
import { type Config, readConfig, StartError } from "../config.js";
import { type Database, openDatabase } from "../db/database.js";
import { databaseId } from "../db/instance.store.js";
import { pendingMigrations } from "../db/migrate.js";
import { borrowDatabase } from "../db/resolve-database.js";
import { joined } from "../kinds.js";
import { createLog } from "../log.js";

const USAGE = `usage: npm run collect-blobs -- [--dry-run] [--grace-hours N]
Removes the bytes of artifacts that no run, logged model or version names any more and that were not touched for N hours
(24 unless told), and what broken uploads left behind. --dry-run only tells what would go.`;

const readOptions = (): CollectOptions => {
  try {
    const options = { "dry-run": { type: "boolean" }, "grace-hours": { type: "string" } } as const;
    const { values } = parseArgs({ options });
    const hours = values["grace-hours"] ?? "24";
    if (!/^\d{1,5}(\.\d{1,3})?$/.test(hours)) throw new StartError("--grace-hours takes a number of hours, from 0 up");
    return { dryRun: values["dry-run"] === true, graceHours: Number(hours) };
  } catch (error) {
    throw new StartError(`${(error as Error).message}\n${USAGE}`);
  }
};

/** `npm run collect-blobs`: beside a running service or without one, on the home's database or on `DATABASE_URL`'s. */
const collect = async (config: Config, options: CollectOptions): Promise<Collected> => {
  const log = createLog({ ...config, logLevel: "warn" });
  const logins = await borrowDatabase(config, log);
  try {
    const db = await openDatabase({
      url: logins.runtimeUrl,
      kinds: joined().ids,
      entities: accessEntities,
      readPoolSize: 1,
      writePoolSize: 1,
      timeouts: { statement: config.statementTimeoutMs, wait: config.waitMs },
      log,
      changeFeed: false,
    });
    try {
      await requireMigrated(db);
      const root = join(config.home, "artifacts");
      claimStore(root, await databaseId(db.read));
      return await collectBlobs({ ...systemCtx(db, log, "cli"), blobs: localBlobs(root) }, options);
    } finally {
      await db.close();
    }
  } finally {
    await logins.stop();
  }
};

const requireMigrated = async (db: Database): Promise<void> => {
  const pending = await pendingMigrations(db.read).catch(() => null);
  if (pending === null || pending.length > 0)
    throw new StartError("the database is not that of this release: start the service once, then try again");
};

const counted = (count: number, noun: string, bytes: bigint): string =>
  `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"} (${bytes.toLocaleString("en-US")} bytes)`;

const report = ({ blobs, bytes, uploads }: Collected, { dryRun, graceHours }: CollectOptions): string => {
  const what = `${counted(blobs, "blob", bytes)} that nothing names and ${counted(uploads.files, "broken upload", uploads.bytes)}`;
  return dryRun
    ? `Dry run, nothing was removed: ${what} would go, with a grace period of ${graceHours} h.`
    : `Removed ${what}; the grace period was ${graceHours} h.`;
};

try {
  const options = readOptions();
  console.log(report(await collect(readConfig(), options), options));
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(`countersign: ${error.message}`);
  process.exitCode = 1;
}
