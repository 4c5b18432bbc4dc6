import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import pg from "pg";
import { DomainError } from "../errors.js";
import type { Sql, Statement } from "./sql.js";

/** `2026-11-24 01:50:00.12+00` as PostgreSQL prints it → RFC 3339, UTC, exactly six fractional digits. */
export const toRfc3339 = (text: string): string => {
  const match = /^(\d{4,})-(\d\d)-(\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/.exec(text);
  if (match === null) return text;
  const [, year, month, day, time, fraction = ""] = match;
  return `${year}-${month}-${day}T${time}.${fraction.padEnd(6, "0")}Z`;
};

pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, toRfc3339);
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => BigInt(text));

export interface Timeouts {
  /** Milliseconds one statement may run. */
  statement: number;
  /** Milliseconds to wait for a row lock, and for a free connection. */
  wait: number;
}

/** Connection settings shared by the pools: every wait is bounded, sessions speak UTC and ISO dates. */
export const connectionOptions = (url: string, name: string, timeouts: Timeouts): pg.PoolConfig => ({
  connectionString: url,
  application_name: name,
  connectionTimeoutMillis: timeouts.wait,
  statement_timeout: timeouts.statement,
  query_timeout: timeouts.statement + 2_000,
  lock_timeout: timeouts.wait,
  idle_in_transaction_session_timeout: 15_000,
  keepAlive: true,
  // Costs as they are with data in memory or on solid state: else the planner reads whole models where a page would do.
  // No merge joins: pages are too small for them, and weighing them takes a quarter of a search's planning.
  options:
    "-c timezone=UTC -c datestyle=ISO -c default_transaction_isolation=read\\ committed -c random_page_cost=1.1 -c enable_mergejoin=off -c jit=off",
});

/** What the driver knows of a connection beyond its published types. */
interface Inside {
  /** False from a statement's sending until its last answer has come. */
  readonly readyForQuery?: boolean;
  readonly connection?: { readonly stream?: { destroy(): void } };
}

/**
 * Destroys each connection that comes back to the pool in any state but at rest: a statement or its answer still under
 * way, a transaction open. The next to get it would commit what another was told had failed. The pool drops what is
 * ending; whoever gives a connection back need not tell its state, and cannot get it wrong.
 */
export const keepAtRest = (pool: pg.Pool): void => {
  pool.on("release", (_, client) => {
    const { readyForQuery, connection } = client as Inside;
    if (readyForQuery === true && client.getTransactionStatus() === "I") return;
    client.end().catch(() => undefined);
    connection?.stream?.destroy();
  });
};

/** A pool for single statements outside a transaction. An idle client's death is told to `lost` and healed, never fatal. */
export const readPool = (url: string, max: number, timeouts: Timeouts, lost: (error: Error) => void): pg.Pool => {
  const pool = new pg.Pool({ ...connectionOptions(url, "countersign-read", timeouts), max });
  pool.on("error", lost);
  keepAtRest(pool);
  return pool;
};

/** Texts that come again and again and have no name of their own; each takes memory on every connection. */
const MAX_NAMED_TEXTS = 100;
const USES_BEFORE_NAMED = 5;
const texts = new LRUCache<string, { uses: number; name?: string }>({ max: 1_000 });
let namedTexts = 0;

/**
 * A name for a statement whose text depends on its filters, once it has been sent a few times: then it is prepared as
 * the others are, and not parsed and planned anew each time.
 */
const nameOfText = (text: string): string | undefined => {
  const known = texts.get(text) ?? { uses: 0 };
  if (known.uses === 0) texts.set(text, known);
  if (++known.uses === USES_BEFORE_NAMED && namedTexts < MAX_NAMED_TEXTS) {
    namedTexts++;
    known.name = `text.${createHash("sha256").update(text).digest("hex").slice(0, 32)}`;
  }
  return known.name;
};

/** Bytes that the answer to one statement may have: the service must not fall for what one caller asks. */
const MAX_RESULT_BYTES = 256 * 2 ** 20;

/** Parsers as the driver's, but for a result that is too large: the driver then keeps no more of it. */
const boundedTypes = (): pg.CustomTypesConfig => {
  let bytes = 0;
  return {
    getTypeParser: (type, format) => {
      const parse = pg.types.getTypeParser(type, format);
      return (value: string) => {
        bytes += value.length;
        if (bytes > MAX_RESULT_BYTES)
          throw new DomainError("INVALID_INPUT", "This asks for more than 256 MiB at once: ask for less.");
        return parse(value);
      };
    },
  };
};

type Queryable = Pick<pg.Pool | pg.PoolClient, "query">;

/** Turns a driver fault into a domain error; `ran` is how many milliseconds the statement took. */
type Translate = (error: unknown, statement: Statement, ran: number) => unknown;

/** Runs statements on a pool or on one client. */
export const sqlOn = (target: Queryable, translate: Translate, count?: () => void): Sql => {
  const rows = async <Row>(statement: Statement, values: readonly unknown[] = []): Promise<Row[]> => {
    count?.();
    const sent = performance.now();
    try {
      const name =
        statement.name ?? (statement.replanned || values.length === 0 ? undefined : nameOfText(statement.text));
      const query = { name, text: statement.text, values: [...values], types: boundedTypes() };
      const result = await target.query(query as pg.QueryConfig);
      return result.rows as Row[];
    } catch (error) {
      throw translate(error, statement, performance.now() - sent);
    }
  };
  return {
    rows,
    row: async <Row>(statement: Statement, values?: readonly unknown[]) => (await rows<Row>(statement, values))[0],
  };
};
