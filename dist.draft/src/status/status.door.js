import { restRefusal } from "../http/refusal.js";
/** Liveness, readiness, version and metrics: for what runs the service, not for its users. */
export const statusDoor = ({ probes, readiness, metrics }) => ({
    name: "status",
    isMine: (path) => ["/health", "/version", "/ready", "/metrics"].includes(path),
    refuse: restRefusal,
    routes: async (app) => {
        await app.register(probes);
        app.get("/ready", { config: { policy: "public", anyHost: true } }, async (_, reply) => {
            const facts = await inTime(readiness);
            const ready = facts.database === true && facts.writable === true && facts.migrations === true && facts.draining === false;
            if (!ready)
                reply.code(503).header("retry-after", "1");
            return reply.send({ ready, ...facts });
        });
        app.get("/metrics", { config: { policy: "authenticated" } }, async (_, reply) => reply.header("content-type", metrics.registry.contentType).send(await metrics.registry.metrics()));
    },
});
/** `/health` and `/version`: served wherever a client may look for them. */
export const probesOf = (version) => async (app) => {
    for (const [path, text, anyHost] of [
        ["/health", "OK", true],
        ["/version", version, false],
    ])
        app.get(path, { config: { policy: "public", anyHost } }, async (_, reply) => reply.header("content-type", "text/plain; charset=utf-8").send(text));
};
const READY_WITHIN = 1_000;
/** Not ready is also what does not answer in time. */
const inTime = async (readiness) => {
    let timer;
    const late = new Promise((resolve) => {
        timer = setTimeout(resolve, READY_WITHIN, { database: false });
    });
    try {
        return await Promise.race([readiness().catch(() => ({ database: false })), late]);
    }
    finally {
        clearTimeout(timer);
    }
};
//# sourceMappingURL=status.door.js.map