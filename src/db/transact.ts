import type pg from "pg";
import type { DataSource, EntityManager } from "typeorm";
import { CommitUnknown, isAnswered, translateFault } from "./faults.js";
import { begin } from "./opening.js";
import { sqlOn, type Take } from "./pool.js";
import type { Sql } from "./sql.js";

/** One open transaction: statements, and TypeORM's manager for cold administration. */
export interface OpenTransaction extends Sql {
  readonly manager: EntityManager;
  /** Is done once the commit has been answered; not when it is refused, or when its answer is lost. */
  afterCommit(action: () => void): void;
}

/** Milliseconds that a ROLLBACK may wait for what is still under way before it; then the connection is given up. */
const ROLLBACK_MS = 1_000;

/**
 * Runs `work` in one transaction of the write pool: commits when it resolves, rolls back when it throws. Throws
 * `CommitUnknown` when COMMIT was sent and the server said neither that it is done nor that it is not. Whatever state
 * this leaves a connection in, only one at rest goes back to others (`keepAtRest`). `take` hears of the bytes that it reads.
 */
export const transact = async <Result>(
  dataSource: DataSource,
  count: () => void,
  work: (tx: OpenTransaction) => Promise<Result>,
  take?: Take,
): Promise<Result> => {
  const runner = dataSource.createQueryRunner();
  try {
    const client = (await runner.connect()) as pg.PoolClient;
    let isBegun = (): boolean => true;
    try {
      isBegun = await begin(client);
      // Else TypeORM would begin one of its own.
      Object.assign(runner, { isTransactionActive: true });
      const actions: (() => void)[] = [];
      const result = await work({
        ...sqlOn(client, translateFault, count, take),
        manager: runner.manager,
        afterCommit: (action) => actions.push(action),
      });
      if (isBegun()) await commit(client);
      for (const action of actions) action();
      return result;
    } catch (error) {
      if (isBegun())
        await client.query({ text: "ROLLBACK", query_timeout: ROLLBACK_MS } as pg.QueryConfig).catch(() => undefined);
      throw error;
    }
  } catch (error) {
    throw translateFault(error);
  } finally {
    await runner.release();
  }
};

/** A transaction that failed before answers COMMIT with ROLLBACK and no error: its caller would take it for done. */
const commit = async (client: pg.PoolClient): Promise<void> => {
  const { command } = await client.query("COMMIT").catch((error: unknown) => {
    throw isAnswered(error) ? error : new CommitUnknown(error);
  });
  if (command !== "COMMIT") throw new Error(`COMMIT was answered with ${command}: the transaction had failed before`);
};
