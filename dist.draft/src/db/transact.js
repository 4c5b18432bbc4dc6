import { CommitUnknown, isAnswered, translateFault } from "./faults.js";
import { sqlOn } from "./pool.js";
/** Milliseconds that a ROLLBACK may wait for what is still under way before it; then the connection is given up. */
const ROLLBACK_MS = 1_000;
/**
 * Runs `work` in one transaction of the write pool: commits when it resolves, rolls back when it throws. Throws
 * `CommitUnknown` when COMMIT was sent and the server said neither that it is done nor that it is not. Whatever state
 * this leaves a connection in, only one at rest goes back to others (`keepAtRest`). `take` hears of the bytes that it reads.
 */
export const transact = async (dataSource, count, work, take) => {
    const runner = dataSource.createQueryRunner();
    try {
        const client = (await runner.connect());
        try {
            await runner.startTransaction();
            const actions = [];
            const result = await work({
                ...sqlOn(client, translateFault, count, take),
                manager: runner.manager,
                afterCommit: (action) => actions.push(action),
            });
            await commit(client);
            for (const action of actions)
                action();
            return result;
        }
        catch (error) {
            await client.query({ text: "ROLLBACK", query_timeout: ROLLBACK_MS }).catch(() => undefined);
            throw error;
        }
    }
    catch (error) {
        throw translateFault(error);
    }
    finally {
        await runner.release();
    }
};
/** A transaction that failed before answers COMMIT with ROLLBACK and no error: its caller would take it for done. */
const commit = async (client) => {
    const { command } = await client.query("COMMIT").catch((error) => {
        throw isAnswered(error) ? error : new CommitUnknown(error);
    });
    if (command !== "COMMIT")
        throw new Error(`COMMIT was answered with ${command}: the transaction had failed before`);
};
//# sourceMappingURL=transact.js.map