import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { StartError } from "../../config.js";
import { findBinaries } from "./binaries.js";
import { prepareCluster, superuser } from "./cluster.js";
import { clearOrphan, launch, untilReady } from "./keeper.js";
import { HomeInUseError, holderOf, lockFolder } from "./lock.js";
import { findPlace, makeHome } from "./place.js";
/** Starts PostgreSQL on the home's data, making it on the first start. Refuses a home that another process uses. */
export const startEmbedded = async (options) => {
    const { home, log } = options;
    if (process.platform === "win32")
        throw new StartError("the embedded PostgreSQL runs on Linux and macOS; on Windows set DATABASE_URL");
    makeHome(home);
    const locks = [take(home, home)];
    try {
        const place = findPlace(home, log);
        locks.push(take(place.folder, home));
        const binaries = findBinaries(place);
        const password = await prepareCluster(home, place, binaries);
        const server = new Supervisor(place, binaries, options.settings ?? {}, log);
        await server.start();
        return facade(server, place, password, locks);
    }
    catch (error) {
        for (const lock of locks)
            lock.release();
        throw error;
    }
};
const take = (folder, home) => {
    const lock = lockFolder(folder);
    if (lock === null)
        throw new HomeInUseError(`another service (process ${holderOf(folder)}) runs on ${home}: stop it, or set COUNTERSIGN_HOME to another folder`);
    return lock;
};
const facade = (server, place, password, locks) => {
    const urlOf = (login, secret, database) => `postgresql://${encodeURIComponent(login)}:${encodeURIComponent(secret)}@localhost/${encodeURIComponent(database)}?host=${encodeURIComponent(place.socket)}`;
    return {
        urlOf,
        superuserUrl: (database) => urlOf(superuser, password, database),
        onDown: (listener) => server.downListeners.push(listener),
        onUp: (listener) => server.upListeners.push(listener),
        stop: async () => {
            await server.stop();
            for (const lock of locks)
                lock.release();
        },
    };
};
/** Keeps PostgreSQL running until told to stop. */
class Supervisor {
    constructor(place, binaries, settings, log) {
        this.place = place;
        this.binaries = binaries;
        this.settings = settings;
        this.log = log;
        this.downListeners = [];
        this.upListeners = [];
        this.child = null;
        this.stopping = false;
    }
    async start() {
        const before = await clearOrphan(this.place);
        if (this.stopping)
            return;
        const child = launch(this.place, this.binaries, this.settings);
        this.child = child;
        try {
            await untilReady(this.place, child, before);
        }
        catch (error) {
            child.stdin?.end();
            throw error;
        }
        child.once("exit", (code, signal) => void this.revive(code, signal));
        if (child.exitCode !== null || child.signalCode !== null)
            void this.revive(child.exitCode, child.signalCode);
    }
    async revive(code, signal) {
        if (this.stopping)
            return;
        this.log.error({ code, signal, log: this.place.logFile }, "PostgreSQL ended by itself; restarting it");
        for (const listener of this.downListeners)
            listener();
        for (let pause = 50; !this.stopping; pause = Math.min(pause * 2, 5_000)) {
            try {
                await this.start();
                if (this.stopping)
                    return;
                this.log.info("PostgreSQL is back");
                for (const listener of this.upListeners)
                    listener();
                return;
            }
            catch (error) {
                this.log.error({ err: error }, "PostgreSQL did not come back; trying again");
                await sleep(pause);
            }
        }
    }
    async stop() {
        this.stopping = true;
        const child = this.child;
        if (child === null || child.exitCode !== null || child.signalCode !== null)
            return;
        const gone = once(child, "exit");
        child.stdin?.end();
        const stopped = await Promise.race([gone.then(() => true), sleep(7_000, false, { ref: false })]);
        if (!stopped)
            this.log.warn("PostgreSQL is still writing; its keeper waits for it, and the next start too");
    }
}
//# sourceMappingURL=server.js.map