import type pg from "pg";
import type { Logger } from "pino";
import { DataSource, type EntityTarget, type ObjectLiteral } from "typeorm";
import { followChanges } from "./change-feed.js";
import type { Changes } from "./changes.js";
import { tookTooLong, translateFault } from "./faults.js";
import type { IdKinds } from "./id-kinds.js";
import type { Meter } from "./meter.js";
import { connectionOptions, keepAtRest, readPool, sqlOn, type Take, type Timeouts } from "./pool.js";
import type { Reader, Sql, Statement } from "./sql.js";
import { type OpenTransaction, transact } from "./transact.js";

/** One pool's connections. */
export interface PoolState {
  readonly open: number;
  readonly idle: number;
  readonly waiting: number;
}

export interface Database {
  /**
   * Single statements, each a transaction of its own, which may write; and reads that decide something: who calls,
   * whether a commit is done, what a cache may keep.
   */
  readonly single: Sql;
  /** Reads for answers, each its own snapshot. A replica that has the caller's last change could serve them. */
  readonly reader: Reader;
  /** Reads of the service about itself, for its metrics: they count as nobody's statements. */
  readonly measuring: Reader;
  /** The nouns whose ids it holds. */
  readonly kinds: IdKinds;
  readonly dataSource: DataSource;
  /**
   * Runs `work` in one transaction of the write pool: commits when it resolves, rolls back when it throws. Throws
   * `CommitUnknown` when COMMIT was sent and never answered.
   */
  transaction<Result>(work: (tx: OpenTransaction) => Promise<Result>): Promise<Result>;
  /** The same for one request: every byte that it is given is counted by `meter`. */
  metered(meter: Meter): Database;
  /** Called by `command` after a commit, and by the change feed for other replicas' commits. */
  announce(changes: Changes): void;
  onChange(listener: (changes: Changes) => void): void;
  /** Whether the change feed has heard of other replicas' commits within a second; if not, answer from no cache. */
  heardRecently(): boolean;
  /** Seconds since the change feed last heard of them; NaN without a feed, infinite until it has. */
  heardAgo(): number;
  /** How many connections each pool has, how many of them are idle, and what waits for one. */
  pools(): Record<"read" | "write", PoolState>;
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
  const { dataSource, writers, pool, close } = await openPools(options);
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
  const opened = (take?: Take): Pick<Database, "single" | "reader"> => {
    const single = sqlOn(pool, translateRead, count, take);
    return { single, reader: single };
  };
  const database: Database = {
    ...opened(),
    measuring: sqlOn(pool, translateRead),
    kinds: options.kinds,
    dataSource,
    transaction: (work) => transact(dataSource, count, work),
    metered: (meter) => ({
      ...database,
      ...opened((bytes, held) => meter.answer(bytes, held)),
      transaction: (work) => meteredTransaction(meter, (take) => transact(dataSource, count, work, take)),
    }),
    announce,
    onChange: (listener) => listeners.push(listener),
    heardRecently: () => feed?.heardRecently() ?? false,
    heardAgo: () => feed?.heardAgo() ?? Number.NaN,
    pools: () => ({ read: stateOf(pool), write: stateOf(writers) }),
    statements: () => sent,
    close: () => close(feed?.stop()),
  };
  return database;
};

/** The pool of reads, and TypeORM's, which writes. */
const openPools = async ({ url, timeouts, log, entities, readPoolSize, writePoolSize }: DatabaseOptions) => {
  // A pool says that it has ended before its connections have: one may still tell that the server shuts down.
  let closing = false;
  const lost = (error: unknown): void => {
    if (!closing) log.warn({ err: error }, "idle database connection lost");
  };
  const dataSource = new DataSource({
    type: "postgres",
    url,
    entities: [...entities] as never,
    synchronize: false,
    poolErrorHandler: lost,
    extra: { ...connectionOptions(url, "countersign-write", timeouts), max: writePoolSize },
  });
  await dataSource.initialize();
  const writers = (dataSource.driver as unknown as { master: pg.Pool }).master;
  keepAtRest(writers);
  const pool = readPool(url, readPoolSize, timeouts, lost);
  return {
    dataSource,
    writers,
    pool,
    /** Ends both, once the change feed has. */
    close: async (feedStopped?: Promise<void>): Promise<void> => {
      closing = true;
      await feedStopped;
      await pool.end();
      await dataSource.destroy();
    },
  };
};

/** What a transaction reads is held while it lasts. */
const meteredTransaction = async <Result>(meter: Meter, run: (take: Take) => Promise<Result>): Promise<Result> => {
  let held = 0;
  try {
    return await run((_, bytes) => {
      meter.hold(bytes);
      held += bytes;
    });
  } finally {
    meter.release(held);
  }
};

const stateOf = ({ totalCount, idleCount, waitingCount }: pg.Pool): PoolState => ({
  open: totalCount,
  idle: idleCount,
  waiting: waitingCount,
});
