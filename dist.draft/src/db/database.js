import { DataSource } from "typeorm";
import { followChanges } from "./change-feed.js";
import { tookTooLong, translateFault } from "./faults.js";
import { connectionOptions, keepAtRest, readPool, sqlOn } from "./pool.js";
import { transact } from "./transact.js";
/** Opens both pools; does not wait for the server. */
export const openDatabase = async (options) => {
    const { url, timeouts, log } = options;
    // A pool says that it has ended before its connections have: one may still tell that the server shuts down.
    let closing = false;
    const lost = (error) => {
        if (!closing)
            log.warn({ err: error }, "idle database connection lost");
    };
    const dataSource = new DataSource({
        type: "postgres",
        url,
        entities: [...options.entities],
        synchronize: false,
        poolErrorHandler: lost,
        extra: { ...connectionOptions(url, "countersign-write", timeouts), max: options.writePoolSize },
    });
    await dataSource.initialize();
    keepAtRest(dataSource.driver.master);
    const pool = readPool(url, options.readPoolSize, timeouts, lost);
    const listeners = [];
    const announce = (changes) => {
        for (const listener of listeners)
            listener(changes);
    };
    const feed = options.changeFeed === false ? null : followChanges({ url, timeouts, log, announce });
    const translateRead = (error, { grows }, ran) => (grows && tookTooLong(error, { ran, limit: timeouts.statement })) || translateFault(error);
    let sent = 0;
    const count = () => {
        sent++;
    };
    const opened = (take) => {
        const single = sqlOn(pool, translateRead, count, take);
        return { single, reader: single };
    };
    const database = {
        ...opened(),
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
        statements: () => sent,
        close: async () => {
            closing = true;
            await feed?.stop();
            await pool.end();
            await dataSource.destroy();
        },
    };
    return database;
};
/** What a transaction reads is held while it lasts. */
const meteredTransaction = async (meter, run) => {
    let held = 0;
    try {
        return await run((_, bytes) => {
            meter.hold(bytes);
            held += bytes;
        });
    }
    finally {
        meter.release(held);
    }
};
//# sourceMappingURL=database.js.map