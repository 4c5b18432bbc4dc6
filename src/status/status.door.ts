import type { FastifyPluginAsync } from "fastify";
import type { Caller } from "../access/caller.js";
import { forbidden } from "../errors.js";
import type { Door } from "../http/door.js";
import { admittedCaller } from "../http/facts.js";
import type { Metrics } from "../http/metrics.js";
import { restRefusal } from "../http/refusal.js";

/** Whether the service can do its work, and what it would say of itself. */
export interface Readiness {
  readonly database: boolean;
  /** Whether the database takes changes: false on a standby, or while it is set to read only. */
  readonly writable: boolean;
  readonly migrations: boolean;
  /** Whether artifacts can be read and written; if not, why, in words for strangers. */
  readonly artifacts: true | string;
  readonly draining: boolean;
  /** Whether the log is extended and signed, or what halted it: no reason to send nobody here. */
  readonly log: string;
  /** How far the database's roles protect the audit log; names no login, since strangers read it. */
  readonly hardening: string;
}

export interface StatusDoorOptions {
  readonly probes: FastifyPluginAsync;
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: Metrics;
}

/** What must hold for the service to do all of its work. */
const needed = ["database", "writable", "migrations", "artifacts"] as const;

/** Liveness, readiness, version and metrics: for what runs the service, not for its users. */
export const statusDoor = ({ probes, readiness, metrics }: StatusDoorOptions): Door => ({
  name: "status",
  isMine: (path) => ["/health", "/version", "/ready", "/metrics"].includes(path),
  refuse: restRefusal,
  routes: async (app) => {
    await app.register(probes);
    app.get("/ready", { config: { policy: "public", anyHost: true } }, async (_, reply) => {
      const facts = await inTime(readiness);
      const ready = needed.every((fact) => facts[fact] === true) && facts.draining === false;
      if (!ready) reply.code(503).header("retry-after", "1");
      return reply.send({ ready, ...facts });
    });
    app.get("/metrics", { config: { policy: "authenticated" } }, async (request, reply) => {
      requireOverseer(admittedCaller(request));
      return reply.header("content-type", metrics.registry.contentType).send(await metrics.registry.metrics());
    });
  },
});

/** Metrics count what is hidden from most: they are for who may see all of it, whatever the token's scopes. */
const requireOverseer = ({ access }: Caller): void => {
  if (!access.organizationRoles.some((role) => role === "ADMIN" || role === "AUDITOR") || access.modelIds?.length)
    throw forbidden("Metrics count what is hidden from most: they are for the organisation roles ADMIN and AUDITOR.");
};

/** `/health` and `/version`: served wherever a client may look for them. */
export const probesOf =
  (version: string): FastifyPluginAsync =>
  async (app) => {
    for (const [path, text, anyHost] of [
      ["/health", "OK", true],
      ["/version", version, false],
    ] as const)
      app.get(path, { config: { policy: "public", anyHost } }, async (_, reply) =>
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
