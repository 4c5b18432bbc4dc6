import type pg from "pg";
import type { Logger } from "pino";
import { DataSource, type EntityTarget, type ObjectLiteral } from "typeorm";
import { followChanges } from "./change-feed.js";
import type { Changes } from "./changes.js";
import { tookTooLong, translateFault } from "./faults.js";
import type { IdKinds } from "./id-kinds.js";
import { connectionOptions, keepAtRest, readPool, sqlOn, type Timeouts } from "./pool.js";
import type { Sql, Statement } from "./sql.js";
import { type OpenTransaction, transact } from "./transact.js";

export interface Database {
  /** Single statements, each its own snapshot, on the read pool. */
  readonly read: Sql;
  /** The nouns whose ids it holds. */
  readonly kinds: IdKinds;
  readonly dataSource: DataSource;
  /**
   * Runs `work` in one transaction of the write pool: commits when it resolves, rolls back when it throws. Throws
   * `CommitUnknown` when COMMIT was sent and never answered.
   */
  transaction<Result>(work: (tx: OpenTransaction) => Promise<Result>): Promise<Result>;
  /** Called by `command` after a commit, and by the change feed for other replicas' commits. */
  announce(changes: Changes): void;
  onChange(listener: (changes: Changes) => void): void;
  /** Whether the change feed has heard of other replicas' commits within a second; if not, answer from no cache. */
  heardRecently(): boolean;
  /** Statements sent since the process began: benchmarks divide it by calls. */
  statements(): number;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  /** The nouns whose ids it holds. */
  kinds: IdKinds;
  /** TypeORM entities of the tables that cold administration writes. */
  entities: readonly EntityTarget<ObjectLiteral>[];
  readPoolSize: number;
  writePoolSize: number;
  timeouts: Timeouts;
  log: Logger;
  /** False for short-lived commands that cache nothing. */
  changeFeed?: boolean;
}

/** Opens both pools; does not wait for the server. */
export const openDatabase = async (options: DatabaseOptions): Promise<Database> => {
  const { url, timeouts, log } = options;
  // A pool says that it has ended before its connections have: one may still tell that the server shuts down.
  let closing = false;
  const lost = (error: unknown): void => {
    if (!closing) log.warn({ err: error }, "idle database connection lost");
  };
  const dataSource = new DataSource({
    type: "postgres",
    url,
    entities: [...options.entities] as never,
    synchronize: false,
    poolErrorHandler: lost,
    extra: { ...connectionOptions(url, "countersign-write", timeouts), max: options.writePoolSize },
  });
  await dataSource.initialize();
  keepAtRest((dataSource.driver as unknown as { master: pg.Pool }).master);
  const pool = readPool(url, options.readPoolSize, timeouts, lost);
  const listeners: Array<(changes: Changes) => void> = [];
  const announce = (changes: Changes): void => {
    for (const listener of listeners) listener(changes);
  };
  const feed = options.changeFeed === false ? null : followChanges({ url, timeouts, log, announce });
  const translateRead = (error: unknown, { grows }: Statement, ran: number): unknown =>
    (grows && tookTooLong(error, { ran, limit: timeouts.statement })) || translateFault(error);
  let sent = 0;
  const count = (): void => {
    sent++;
  };
  return {
    read: sqlOn(pool, translateRead, count),
    kinds: options.kinds,
    dataSource,
    transaction: (work) => transact(dataSource, count, work),
    announce,
    onChange: (listener) => listeners.push(listener),
    heardRecently: () => feed?.heardRecently() ?? false,
    statements: () => sent,
    close: async () => {
      closing = true;
      await feed?.stop();
      await pool.end();
      await dataSource.destroy();
    },
  };
};
