import pg from "pg";
import { logLock } from "../db/log-lock.js";
import { connectionOptions } from "../db/pool.js";

/** Statements on the one connection that leads the log, or waits to. */
export interface LogSession {
  rows<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Runs `work` in one transaction: commits when it resolves, rolls back when it throws. */
  transaction<Result>(work: () => Promise<Result>): Promise<Result>;
  end(): Promise<void>;
}

const timeouts = { statement: 60_000, wait: 30_000 };

/**
 * A leader polls all the time: one that was stopped for longer loses its connection, and with it the lock and whatever it
 * had begun. Plans are by index, also while the tables are small.
 */
const settings = "-c idle_session_timeout=15s -c enable_seqscan=off -c enable_hashjoin=off";

/** Connects as the sequencer's login. */
export const openSession = async (url: string): Promise<LogSession> => {
  const options = connectionOptions(url, "countersign-sequencer", timeouts);
  const client = new pg.Client({ ...options, options: `${options.options} ${settings}` });
  client.on("error", () => undefined);
  await client.connect();
  const rows = async <Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
    (await client.query({ text, values: [...values] })).rows as Row[];
  return {
    rows,
    transaction: async (work) => {
      await client.query("begin");
      try {
        const result = await work();
        await client.query("commit");
        return result;
      } catch (error) {
        await client.query("rollback").catch(() => undefined);
        throw error;
      }
    },
    end: () => client.end().catch(() => undefined),
  };
};

/** Opens a session for one piece of work. */
export const withSession = async <Made>(url: string, work: (session: LogSession) => Promise<Made>): Promise<Made> => {
  const session = await openSession(url);
  try {
    return await work(session);
  } finally {
    await session.end();
  }
};

/** Takes the lead, unless another session has it. It lasts as long as the session. */
export const takeLead = async (session: LogSession): Promise<boolean> => {
  const [row] = await session.rows<{ mine: boolean }>("select pg_try_advisory_lock($1) as mine", [logLock]);
  return row?.mine === true;
};
