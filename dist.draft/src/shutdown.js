/** Terminals and npm both pass a signal on: only a repeat after this time means "now". */
const repeatMs = 1_000;
/** Listens to SIGTERM and SIGINT from now on; a signal during the start stops what there is so far. */
export const listenForSignals = (log) => {
    const stops = [];
    let begun = null;
    const end = async (code) => {
        begun ??= Date.now();
        for (let stop = stops.pop(); stop !== undefined; stop = stops.pop())
            await stop().catch((error) => log.error({ err: error }, "a part did not stop cleanly"));
        process.exit(code);
    };
    const onSignal = (signal) => {
        if (begun !== null) {
            if (Date.now() - begun >= repeatMs)
                process.exit(1);
            return;
        }
        log.info({ signal }, "stopping");
        void end(0);
    };
    process.on("SIGTERM", onSignal);
    process.on("SIGINT", onSignal);
    return { add: (stop) => stops.push(stop), end, begun: () => begun !== null };
};
/** Waits for the work, but no longer than this; tells whether it ended in time. */
export const within = async (ms, work) => {
    let timer;
    const late = new Promise((resolve) => {
        timer = setTimeout(() => resolve(false), ms);
    });
    try {
        return await Promise.race([work.then(() => true), late]);
    }
    finally {
        clearTimeout(timer);
    }
};
//# sourceMappingURL=shutdown.js.map