import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import pg from "pg";
import { heldByText } from "./meter.js";
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, instantOfPrinted);
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => BigInt(text));
/** Connection settings shared by the pools: every wait is bounded, sessions speak UTC and ISO dates. */
export const connectionOptions = (url, name, timeouts) => ({
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
    options: "-c timezone=UTC -c datestyle=ISO -c default_transaction_isolation=read\\ committed -c random_page_cost=1.1 -c enable_mergejoin=off -c jit=off",
});
/**
 * Destroys each connection that comes back to the pool in any state but at rest: a statement or its answer still under
 * way, a transaction open. The next to get it would commit what another was told had failed. The pool drops what is
 * ending; whoever gives a connection back need not tell its state, and cannot get it wrong.
 */
export const keepAtRest = (pool) => {
    pool.on("release", (_, client) => {
        const { readyForQuery, connection } = client;
        if (readyForQuery === true && client.getTransactionStatus() === "I")
            return;
        client.end().catch(() => undefined);
        connection?.stream?.destroy();
    });
};
/** A pool for single statements outside a transaction. An idle client's death is told to `lost` and healed, never fatal. */
export const readPool = (url, max, timeouts, lost) => {
    const pool = new pg.Pool({ ...connectionOptions(url, "countersign-read", timeouts), max });
    pool.on("error", lost);
    keepAtRest(pool);
    return pool;
};
/** Texts that come again and again and have no name of their own; each takes memory on every connection. */
const MAX_NAMED_TEXTS = 100;
const USES_BEFORE_NAMED = 5;
const texts = new LRUCache({ max: 1_000 });
let namedTexts = 0;
/**
 * A name for a statement whose text depends on its filters, once it has been sent a few times: then it is prepared as
 * the others are, and not parsed and planned anew each time.
 */
const nameOfText = (text) => {
    const known = texts.get(text) ?? { uses: 0 };
    if (known.uses === 0)
        texts.set(text, known);
    if (++known.uses === USES_BEFORE_NAMED && namedTexts < MAX_NAMED_TEXTS) {
        namedTexts++;
        known.name = `text.${createHash("sha256").update(text).digest("hex").slice(0, 32)}`;
    }
    return known.name;
};
const { JSON: json, JSONB: jsonb } = pg.types.builtins;
/** Times its text that JSON takes once it is parsed. */
const PARSED = 3;
/** Parsers as the driver's, which tell how many bytes they are given. */
const countedTypes = (take) => ({
    getTypeParser: (type, format) => {
        const parse = pg.types.getTypeParser(type, format);
        const times = type === json || type === jsonb ? PARSED : 1;
        return (value) => {
            const bytes = Buffer.byteLength(value);
            take(bytes, times * heldByText(value, bytes));
            return parse(value);
        };
    },
});
/** Runs statements on a pool or on one client. `count` hears of each, `take` of the bytes that it gives. */
export const sqlOn = (target, translate, count, take) => {
    const rows = async (statement, values = []) => {
        count?.();
        take?.(0, 0);
        const sent = performance.now();
        try {
            const name = statement.name ?? (statement.replanned || values.length === 0 ? undefined : nameOfText(statement.text));
            const types = take && countedTypes(take);
            const query = { name, text: statement.text, values: [...values], ...(types && { types }) };
            const result = await target.query(query);
            return result.rows;
        }
        catch (error) {
            throw translate(error, statement, performance.now() - sent);
        }
    };
    return {
        writes: true,
        rows,
        row: async (statement, values) => (await rows(statement, values))[0],
    };
};
//# sourceMappingURL=pool.js.map