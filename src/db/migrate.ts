import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { Logger } from "pino";
import { migrations } from "../../migrations/index.js";
import { StartError } from "../config.js";
import { readLogin } from "./connection-url.js";
import { applyFunctions, changedFunctions } from "./living-functions.js";
import { connectAdmin } from "./provision.js";
import { giveRights } from "./rights.js";
import { giveSequencerRights } from "./sequencer-rights.js";
import { type Reader, sql } from "./sql.js";

const table = "schema_migration";
/** Advisory lock of the session that migrates: two services started at once take turns. */
const lockKey = 7_291_405_118;
const lockWaitSeconds = 120;

/** The roles that migrations grant to; both are the one login where there is only one. */
export interface MigrationRoles {
  appRole: string;
  auditRole: string;
  /** Where the sequencer reaches the database; the login that it names is granted to, too. */
  sequencerUrl?: string | null;
}

const known = (): string[] => migrations.map((Migration) => new Migration().name);

/**
 * Applies the migrations that are missing, then the SQL functions whose text has changed; refuses a database that a newer
 * release has migrated, and so never puts an older function back.
 */
export const migrate = async (ownerUrl: string, roles: MigrationRoles, log: Logger): Promise<void> => {
  const client = await connectAdmin(ownerUrl);
  try {
    const isCurrent = async (): Promise<boolean> =>
      (await missing(client)).length === 0 && (await changedFunctions(client)).length === 0;
    if (!(await isCurrent())) {
      await takeTurn(client, log);
      await bringUp(client, ownerUrl, roles, log);
    }
    await repairRights(client, roles, log);
    await letSequence(client, roles, log);
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** What the others did while this one waited for its turn counts: all is asked again. */
const bringUp = async (client: pg.Client, ownerUrl: string, roles: MigrationRoles, log: Logger): Promise<void> => {
  const names = await missing(client);
  if (names.length > 0) {
    log.info({ migrations: names }, "migrating the database");
    await applyPatiently(ownerUrl, roles, log);
  }
  const functions = await changedFunctions(client);
  if (functions.length > 0) {
    log.info({ functions: functions.map(({ name }) => name) }, "bringing the database's functions up to date");
    await applyFunctions(client, functions, roles.auditRole);
  }
};

/** Migrations of this build that the database lacks; one small query, for `/ready`. */
export const pendingMigrations = async (db: Reader): Promise<string[]> => {
  const rows = await db.rows<{ name: string }>(sql("migrate_applied", `select name from public.${table}`));
  const applied = new Set(rows.map((row) => row.name));
  return known().filter((name) => !applied.has(name));
};

const missing = async (client: pg.Client): Promise<string[]> => {
  const found = await client.query(`select to_regclass('public.${table}') is not null as yes`);
  if ((found.rows[0] as { yes: boolean }).yes === false) return known();
  const { rows } = await client.query<{ name: string }>(`select name from public.${table} order by id`);
  const names = known();
  const unknown = rows.findLast((row) => !names.includes(row.name))?.name;
  if (unknown !== undefined)
    throw new StartError(
      `the database was migrated by a newer release (${unknown} is unknown here): update Countersign`,
    );
  return names.filter((name) => !rows.some((row) => row.name === name));
};

const takeTurn = async (client: pg.Client, log: Logger): Promise<void> => {
  for (let waited = 0; waited < lockWaitSeconds * 10; waited++) {
    const { rows } = await client.query<{ mine: boolean }>("select pg_try_advisory_lock($1) as mine", [lockKey]);
    if (rows[0]?.mine === true) return;
    if (waited % 80 === 0)
      log.info(
        { waitedSeconds: waited / 10, atMostSeconds: lockWaitSeconds },
        "another service migrates this database; waiting for its end",
      );
    await sleep(100);
  }
  throw new StartError(`another service has been migrating this database for ${lockWaitSeconds} s`);
};

/** Gives the runtime login its rights where it has none: it came later, or the database was restored without it. */
const repairRights = async (client: pg.Client, { appRole, auditRole }: MigrationRoles, log: Logger): Promise<void> => {
  const { rows } = await client.query<{ login: string; may: boolean }>(
    `select current_user as login, coalesce(has_schema_privilege($1, to_regnamespace('audit'), 'usage'), true)
       and coalesce(has_table_privilege($1, to_regclass('public.schema_migration'), 'select'), true) as may`,
    [appRole],
  );
  const { login = "", may = true } = rows[0] ?? {};
  if (may) return;
  try {
    await giveRights(client, { app: appRole, audit: auditRole });
    log.warn({ login: appRole }, "the runtime login had no rights in this database: given");
  } catch (error) {
    throw new StartError(
      `the login ${appRole} has no rights in this database, and ${login} may not give them (${(error as Error).message}): docs/operations.md, Restore, says how to mend that`,
      { cause: error },
    );
  }
};

/** Gives the sequencer's login its rights; where it cannot have them the service works on, without a log. */
const letSequence = async (
  client: pg.Client,
  { auditRole, sequencerUrl = null }: MigrationRoles,
  log: Logger,
): Promise<void> => {
  const { user } = readLogin(sequencerUrl ?? "");
  if (user === null) return;
  await giveSequencerRights(client, { sequencer: user, audit: auditRole }).catch((error: unknown) =>
    log.warn({ err: error, login: user }, "the sequencer's login could not be given its rights: there is no log"),
  );
};

/**
 * A migration waits 3 s at most for a table that is in use, so that it never holds up a running service for long; when
 * the two wait for each other, it is the one that gives way and tries again.
 */
const applyPatiently = async (ownerUrl: string, roles: MigrationRoles, log: Logger): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      await apply(ownerUrl, roles);
      return;
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      if ((code !== "55P03" && code !== "40P01") || attempt === 10)
        throw new StartError(`a migration failed: ${message}`, { cause: error });
      log.warn({ attempt }, "a table is in use; the migration tries again");
      await sleep(500 + Math.random() * 1000);
    }
  }
};

const apply = async (ownerUrl: string, roles: MigrationRoles): Promise<void> => {
  const { DataSource, MigrationExecutor } = await import("typeorm");
  const dataSource = new DataSource({
    type: "postgres",
    url: ownerUrl,
    migrations: [...migrations],
    migrationsTableName: table,
    synchronize: false,
    poolErrorHandler: () => undefined,
    extra: { connectionString: ownerUrl, application_name: "countersign-migrate", max: 1 },
  });
  await dataSource.initialize();
  const runner = dataSource.createQueryRunner();
  try {
    await runner.connect();
    await runner.query(
      `select set_config('countersign.app_role', $1, false), set_config('countersign.audit_role', $2, false),
              set_config('lock_timeout', '3s', false), set_config('search_path', 'public', false)`,
      [roles.appRole, roles.auditRole],
    );
    const executor = new MigrationExecutor(dataSource, runner);
    executor.transaction = "each";
    await executor.executePendingMigrations();
    const [row] = (await runner.query("select quote_ident($1) as app", [roles.appRole])) as { app: string }[];
    await runner.query(`grant select on public.${table} to ${row?.app}`);
  } finally {
    await runner.release().catch(() => undefined);
    await dataSource.destroy();
  }
};
