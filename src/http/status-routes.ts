import type { FastifyInstance } from "fastify";
import { TEAM_PREFIX } from "../mlflow/wire/mounts.js";
import type { HttpDeps, Readiness } from "./deps.js";

const READY_WITHIN = 1_000;

/** Not ready is also what does not answer in time. */
const readinessOf = async (readiness: HttpDeps["readiness"]): Promise<Partial<Readiness>> => {
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

/** Liveness, readiness, version and metrics: for what runs the service, not for its users. */
export const statusRoutes = (app: FastifyInstance, { version, readiness, metrics }: HttpDeps): void => {
  // MLflow's clients ask these two below their tracking URI, which may hold a team's prefix.
  for (const prefix of ["", TEAM_PREFIX]) {
    app.get(`${prefix}/health`, { config: { policy: "public" } }, async (_, reply) =>
      reply.header("content-type", "text/plain; charset=utf-8").send("OK"),
    );
    app.get(`${prefix}/version`, { config: { policy: "public" } }, async (_, reply) =>
      reply.header("content-type", "text/plain; charset=utf-8").send(version),
    );
  }
  app.get("/ready", { config: { policy: "public" } }, async (_, reply) => {
    const facts = await readinessOf(readiness);
    const ready = facts.database === true && facts.migrations === true && facts.draining === false;
    if (!ready) reply.code(503).header("retry-after", "1");
    return reply.send({ ready, ...facts });
  });
  app.get("/metrics", { config: { policy: "authenticated" } }, async (_, reply) =>
    reply.header("content-type", metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
};
