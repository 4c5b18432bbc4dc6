import type { FastifyPluginAsync } from "fastify";
import type { Door } from "../http/door.js";
import type { Metrics } from "../http/metrics.js";
import { restRefusal } from "../http/refusal.js";

/** Whether the service can do its work, and what it would say of itself. */
export interface Readiness {
  readonly database: boolean;
  /** Whether the database takes changes: false on a standby, or while it is set to read only. */
  readonly writable: boolean;
  readonly migrations: boolean;
  readonly draining: boolean;
  /** How far the database's roles protect the audit log; names no login, since strangers read it. */
  readonly hardening: string;
}

export interface StatusDoorOptions {
  readonly probes: FastifyPluginAsync;
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: Metrics;
}

/** Liveness, readiness, version and metrics: for what runs the service, not for its users. */
export const statusDoor = ({ probes, readiness, metrics }: StatusDoorOptions): Door => ({
  name: "status",
  isMine: (path) => ["/health", "/version", "/ready", "/metrics"].includes(path),
  refuse: restRefusal,
  routes: async (app) => {
    await app.register(probes);
    app.get("/ready", { config: { policy: "public" } }, async (_, reply) => {
      const facts = await inTime(readiness);
      const ready =
        facts.database === true && facts.writable === true && facts.migrations === true && facts.draining === false;
      if (!ready) reply.code(503).header("retry-after", "1");
      return reply.send({ ready, ...facts });
    });
    app.get("/metrics", { config: { policy: "authenticated" } }, async (_, reply) =>
      reply.header("content-type", metrics.registry.contentType).send(await metrics.registry.metrics()),
    );
  },
});

/** `/health` and `/version`: served wherever a client may look for them. */
export const probesOf =
  (version: string): FastifyPluginAsync =>
  async (app) => {
    for (const [path, text] of [
      ["/health", "OK"],
      ["/version", version],
    ] as const)
      app.get(path, { config: { policy: "public" } }, async (_, reply) =>
        reply.header("content-type", "text/plain; charset=utf-8").send(text),
      );
  };

const READY_WITHIN = 1_000;

/** Not ready is also what does not answer in time. */
const inTime = async (readiness: StatusDoorOptions["readiness"]): Promise<Partial<Readiness>> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Partial<Readiness>>((resolve) => {
    timer = setTimeout(resolve, READY_WITHIN, { database: false });
  });
  try {
    return await Promise.race([readiness().catch(() => ({ database: false })), late]);
  } finally {
    clearTimeout(timer);
  }
};
