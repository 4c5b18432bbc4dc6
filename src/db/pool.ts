import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import pg from "pg";
import { instantOfPrinted } from "../instant.js";
import { heldByText } from "./meter.js";
import { sessionOptions } from "./session-options.js";
import type { Sql, Statement } from "./sql.js";

pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, instantOfPrinted);
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
  options: sessionOptions,
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

/**
 * Counts bytes of a result as they come, and those that they take in memory; what it throws ends the result: the driver
 * then keeps no more of it.
 */
export type Take = (bytes: number, held: number) => void;

const { JSON: json, JSONB: jsonb } = pg.types.builtins;

/** Times its text that JSON takes once it is parsed. */
const PARSED = 3;

/** Parsers as the driver's, which tell how many bytes they are given. */
const countedTypes = (take: Take): pg.CustomTypesConfig => ({
  getTypeParser: (type, format) => {
    const parse = pg.types.getTypeParser(type, format);
    const times = type === json || type === jsonb ? PARSED : 1;
    return (value: string) => {
      const bytes = Buffer.byteLength(value);
      take(bytes, times * heldByText(value, bytes));
      return parse(value);
    };
  },
});

type Queryable = Pick<pg.Pool | pg.PoolClient, "query">;

/** Turns a driver fault into a domain error; `ran` is how many milliseconds the statement took. */
type Translate = (error: unknown, statement: Statement, ran: number) => unknown;

/** Runs statements on a pool or on one client. `count` hears of each, `take` of the bytes that it gives. */
export const sqlOn = (target: Queryable, translate: Translate, count?: () => void, take?: Take): Sql => {
  const rows = async <Row>(statement: Statement, values: readonly unknown[] = []): Promise<Row[]> => {
    count?.();
    take?.(0, 0);
    const sent = performance.now();
    try {
      const name =
        statement.name ?? (statement.replanned || values.length === 0 ? undefined : nameOfText(statement.text));
      const types = take && countedTypes(take);
      const query = { name, text: statement.text, values: [...values], ...(types && { types }) };
      const result = await target.query(query as pg.QueryConfig);
      return result.rows as Row[];
    } catch (error) {
      throw translate(error, statement, performance.now() - sent);
    }
  };
  return {
    writes: true,
    rows,
    row: async <Row>(statement: Statement, values?: readonly unknown[]) => (await rows<Row>(statement, values))[0],
  };
};
