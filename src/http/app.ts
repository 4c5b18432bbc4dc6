import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Caller } from "../access/caller.js";
import type { Channel, Ctx } from "../context.js";
import { DomainError } from "../errors.js";
import { limits } from "../graphql/limits.js";
import { mlflowRoutes } from "../mlflow/routes.js";
import { mlflowClientOf } from "../mlflow/wire/client.js";
import { isMlflowPath } from "../mlflow/wire/mounts.js";
import type { Operation } from "../mlflow/wire/operation.js";
import { limitBodyTime } from "./body-time.js";
import { type Buckets, createBuckets } from "./buckets.js";
import type { HttpConfig, HttpDeps } from "./deps.js";
import { checkEntry, requestIdOf } from "./entry.js";
import { checkScope, countFailure, createGate, type Gate, type RoutePolicy } from "./gate.js";
import { graphqlMediaType, graphqlRoute } from "./graphql-route.js";
import { acceptJson, bodyTooLarge, checkBodyHeaders } from "./json-body.js";
import { refusal, type Shape, securityHeaders } from "./refusal.js";
import { requestLog } from "./request-log.js";
import { createResolveDoor } from "./resolve-door.js";
import { refuseMalformed, serverOf } from "./server.js";
import { statusRoutes } from "./status-routes.js";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Who may use the route; a route that does not say does not boot. */
    policy?: RoutePolicy;
    channel?: Channel;
    /** The call of MLflow's that the route is a mount of. */
    operation?: Operation;
    errors?: Shape;
    /** Bytes of a body at the most; `Infinity` for what is streamed to disk. */
    bodyBytes?: number;
  }
  interface FastifyRequest {
    caller: Caller | null;
    started: number;
  }
}

/** Builds the HTTP side of the service; it does not listen yet. */
export const buildApp = async ({ config, deps }: { config: HttpConfig; deps: HttpDeps }): Promise<FastifyInstance> => {
  const allowedHosts = new Set(config.allowedHosts);
  const failures = createBuckets(config.authFailuresPerMinute);
  const gate = createGate(deps.authenticator, failures);
  const lines = requestLog(deps);
  const resolveDoor = createResolveDoor({
    allowedHosts,
    gate,
    authenticator: deps.authenticator,
    resolver: deps.resolver,
    fault: lines.fault,
    done: (request, status, requestId, principal, started) =>
      lines.answered({ request, route: "/resolve", status, requestId, principal, started }),
  });
  const app = fastify({
    logger: false,
    genReqId: requestIdOf,
    bodyLimit: limits.bodyBytes,
    exposeHeadRoutes: true,
    forceCloseConnections: "idle",
    return503OnClosing: false,
    routerOptions: { caseSensitive: true, ignoreTrailingSlash: false, maxParamLength: 500 },
    // MLflow's clients and tests double the slash before some paths.
    rewriteUrl: ({ url = "/" }) => url.replace(/^\/{2,}/, "/"),
    serverFactory: (handler) => serverOf(handler, resolveDoor),
    clientErrorHandler: refuseMalformed,
    frameworkErrors: (_, request, reply) =>
      sendRefusal(
        new DomainError("BAD_REQUEST", "The path is malformed."),
        request,
        reply.headers(ownHeaders(request)),
      ),
  });
  app.decorateRequest("caller", null);
  app.decorateRequest("started", 0);
  acceptJson(app);
  demandPolicies(app);
  guardRequests(app, allowedHosts, gate);
  answerErrors(app, lines);
  app.addHook("onResponse", async (request, reply) =>
    lines.answered({
      request: request.raw,
      route: request.routeOptions.url ?? "unknown",
      status: reply.statusCode,
      requestId: request.id,
      principal: request.caller?.principal.id ?? null,
      started: request.started,
    }),
  );
  statusRoutes(app, deps);
  const contextOf = contextMaker(deps);
  doors(app, config, deps, contextOf);
  invitationDoor(app, deps, failures);
  await app.register(mlflowRoutes(contextOf, deps.keptAnswers));
  await app.ready();
  return app;
};

/** Deny by default: a route without a policy is a fault of the build, not of a request. */
const demandPolicies = (app: FastifyInstance): void => {
  app.addHook("onRoute", ({ method, url, config }) => {
    if (config?.policy === undefined) throw new Error(`route without a policy: ${String(method)} ${url}`);
  });
};

const nothingHere = ({ url }: FastifyRequest): DomainError =>
  isMlflowPath(url)
    ? new DomainError("ENDPOINT_NOT_FOUND", "There is no such MLflow call at this path for this method.")
    : new DomainError("NOT_FOUND", "There is nothing at this path for this method.");

/** Headers of whatever is answered, until a route says otherwise. */
const ownHeaders = ({ id }: FastifyRequest) => ({
  ...securityHeaders,
  "cache-control": "no-store",
  "x-request-id": id,
});

/** Host, origin, credential, scope, size: in this order, from the headers, before a byte of the body is read. */
const guardRequests = (app: FastifyInstance, allowedHosts: ReadonlySet<string>, gate: Gate): void => {
  app.addHook("onRequest", async (request, reply) => {
    request.started = performance.now();
    reply.headers(ownHeaders(request));
    checkEntry(request.raw, allowedHosts);
    const { policy = "authenticated", channel = "http" } = request.routeOptions.config;
    if (policy !== "public") {
      request.caller = await gate(request.raw, channel);
      checkScope(request.caller, policy);
    }
    if (request.is404) throw nothingHere(request);
    checkBodyHeaders(request.headers, bodyBytesOf(request));
    limitBodyTime(request.raw, bodyBytesOf(request));
    if (request.headers.expect !== undefined) reply.raw.writeContinue();
  });
};

const bodyBytesOf = ({ routeOptions }: FastifyRequest): number => routeOptions.config?.bodyBytes ?? limits.bodyBytes;

const translate = (error: FastifyError | DomainError, request: FastifyRequest): unknown => {
  if (error instanceof DomainError) return error;
  if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE") return bodyTooLarge(bodyBytesOf(request));
  if (error.code === "FST_ERR_CTP_INVALID_MEDIA_TYPE")
    return new DomainError("UNSUPPORTED_MEDIA_TYPE", "The request body must be application/json in UTF-8.");
  const status = error.statusCode ?? 500;
  return status >= 400 && status < 500 ? new DomainError("BAD_REQUEST", "The request is malformed.") : error;
};

const sendRefusal = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const shape = request.routeOptions.config?.errors ?? (isMlflowPath(request.url) ? "mlflow" : "rest");
  const mediaType = shape === "graphql" ? graphqlMediaType(request.headers.accept) : "application/json";
  const { status, headers, body } = refusal(error, request.id, shape, mediaType);
  return reply
    .code(status)
    .headers(headers as Record<string, string>)
    .send(body);
};

const answerErrors = (app: FastifyInstance, lines: ReturnType<typeof requestLog>): void => {
  app.setErrorHandler((error: FastifyError | DomainError, request, reply) => {
    const known = translate(error, request);
    lines.fault(known, request.id);
    return sendRefusal(known, request, reply);
  });
  // A handler of our own, so that the hooks run: strangers do not learn which paths there are.
  app.setNotFoundHandler((request) => {
    throw nothingHere(request);
  });
};

/** Makes the context of a request whose sender is known. */
const contextMaker =
  (deps: HttpDeps) =>
  (request: FastifyRequest): Ctx => {
    if (request.caller === null) throw new Error("a context needs a caller");
    const { channel = "http" } = request.routeOptions.config;
    return deps.context(request.caller, { channel, ...factsOf(deps, request, channel) });
  };

const factsOf = ({ log }: HttpDeps, request: FastifyRequest, channel: Channel) => ({
  requestId: request.id,
  client: {
    ip: request.raw.socket.remoteAddress ?? null,
    agent: request.headers["user-agent"]?.slice(0, 500) ?? null,
    software: channel === "mlflow-rest" ? mlflowClientOf(request.headers) : null,
  },
  log: log.child({ requestId: request.id }),
});

/** The doors of our own: GraphQL and the evidence export. */
const doors = (
  app: FastifyInstance,
  config: HttpConfig,
  deps: HttpDeps,
  contextOf: (request: FastifyRequest) => Ctx,
): void => {
  app.route({
    method: ["GET", "POST"],
    url: "/graphql",
    exposeHeadRoute: false,
    config: { policy: "authenticated", channel: "graphql", errors: "graphql" },
    handler: graphqlRoute({
      apollo: deps.apollo,
      schema: deps.schema,
      admission: deps.admission,
      budget: createBuckets(config.graphqlCostPerMinute),
      context: contextOf,
    }),
  });
  app.route({
    method: "GET",
    url: "/evidence",
    exposeHeadRoute: false,
    config: { policy: "READ" },
    handler: async (request, reply) => {
      const given = new AbortController();
      request.raw.on("close", () => given.abort());
      const search = request.url.slice(request.routeOptions.url?.length ?? 0);
      const { status, headers, body } = await deps.evidence(
        contextOf(request),
        new URLSearchParams(search),
        given.signal,
      );
      return reply.code(status).headers(headers).send(body);
    },
  });
};

/** Where somebody without a credential makes one by a code: a wrong code counts as a failed sign-in. */
const invitationDoor = (app: FastifyInstance, deps: HttpDeps, failures: Buckets): void => {
  app.route({
    method: "POST",
    url: "/invitations/redeem",
    config: { policy: "public", bodyBytes: 16 * 1024 },
    handler: async (request, reply) => {
      const made = await deps.redeem(factsOf(deps, request, "http"), request.body).catch((error: unknown) => {
        if (error instanceof DomainError && error.code === "NOT_FOUND") countFailure(failures, request.raw);
        throw error;
      });
      return reply.send(made);
    },
  });
};
