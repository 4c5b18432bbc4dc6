import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from "fastify";
import type { Logger } from "pino";
import { DomainError } from "../errors.js";
import { limitBodyTime } from "./body-time.js";
import { Budget, type InFlight } from "./budget.js";
import { type Connections, createConnections } from "./connections.js";
import type { Door } from "./door.js";
import { requestIdOf } from "./entry.js";
import { openFastRoute } from "./fast-route.js";
import type { Guards } from "./guards.js";
import { acceptJson, bodyTooLarge, checkBodyHeaders, comingBytes } from "./json-body.js";
import { bodyLimits } from "./limits.js";
import type { Metrics } from "./metrics.js";
import { refusal, restRefusal } from "./refusal.js";
import { createRequestLog, type RequestLog } from "./request-log.js";
import { dataSecurity } from "./security.js";
import { refuseMalformed, serverOf } from "./server.js";

export interface AppOptions {
  readonly guards: Guards;
  /** Each is one way in; the first whose paths they are refuses what has no route. */
  readonly doors: readonly Door[];
  readonly log: Logger;
  readonly metrics: Metrics;
  /** What all requests together may make the process hold. */
  readonly inFlight: InFlight;
  /** The server's connections; those of its own unless told. */
  readonly connections?: Connections;
  /** The path that a proxy may leave before every other: `/registry`; empty: none. */
  readonly prefix?: string;
}

const settings = {
  logger: false,
  genReqId: requestIdOf,
  exposeHeadRoutes: true,
  forceCloseConnections: "idle",
  return503OnClosing: false,
  routerOptions: {
    caseSensitive: true,
    ignoreTrailingSlash: false,
    maxParamLength: 500,
    querystringParser: (text) => new URLSearchParams(text) as never,
  },
  // MLflow's clients and tests double the slash before some paths.
  rewriteUrl: ({ url = "/" }) => url.replace(/^\/{2,}/, "/"),
} as const satisfies FastifyServerOptions;

/** Builds the HTTP side of the service over its doors; it does not listen yet. */
export const buildApp = async (options: AppOptions): Promise<FastifyInstance> => {
  const { guards, doors, log, metrics, inFlight, connections = createConnections(), prefix = "" } = options;
  const lines = createRequestLog(log, metrics);
  const fast = doors.flatMap((door) => door.fast ?? []).map((route) => openFastRoute(route, { guards, lines }));
  const refuse = refuser(doors);
  const app = fastify({
    ...settings,
    serverFactory: (handler) => serverOf(handler, fast, prefix),
    clientErrorHandler: refuseMalformed,
    frameworkErrors: (_, request, reply) =>
      refuse(new DomainError("BAD_REQUEST", "The path is malformed."), request, reply.headers(ownHeaders(request))),
  });
  connections.watch(app.server);
  app.decorateRequest("sender", {
    getter() {
      return guards.senderOf(this.raw);
    },
  });
  app.decorateRequest("caller", null);
  app.decorateRequest("started", 0);
  app.decorateRequest("budget", undefined as never);
  acceptJson(app);
  demandPolicies(app);
  boundRoutes(app);
  guardRequests(app, { guards, doors, inFlight, connections });
  answerErrors(app, { doors, lines, refuse });
  app.addHook("onResponse", async (request, reply) =>
    lines.answered(request, request.routeOptions.url ?? "unknown", reply.statusCode),
  );
  for (const door of doors) await app.register(opened(door));
  await app.ready();
  return app;
};

/** Deny by default: a route without a policy is a fault of the build, not of a request. */
const demandPolicies = (app: FastifyInstance): void => {
  app.addHook("onRoute", ({ method, url, config }) => {
    if (config?.policy === undefined) throw new Error(`route without a policy: ${String(method)} ${url}`);
  });
};

/** Every route takes a body of its own limit; what a request holds is counted until its handler is done. */
const boundRoutes = (app: FastifyInstance): void => {
  app.addHook("onRoute", (route) => {
    const { handler, config } = route;
    route.bodyLimit ??= Math.min(config?.bodyBytes ?? bodyLimits.bytes, Number.MAX_SAFE_INTEGER);
    route.handler = function (request, reply) {
      return request.budget.during(() => handler.call(this, request, reply) as Promise<unknown>);
    };
  });
};

/** A door's routes, each of which knows whose it is. */
const opened =
  (door: Door) =>
  async (app: FastifyInstance): Promise<void> => {
    app.addHook("onRoute", (route) => {
      if (route.config !== undefined) route.config.door = door;
    });
    await app.register(door.routes);
  };

/** The door that a request came in by; undefined where the path is nobody's. */
const doorOf = (request: FastifyRequest, doors: readonly Door[]): Door | undefined =>
  request.routeOptions.config?.door ?? doors.find((door) => door.isMine(pathOf(request)));

const pathOf = ({ url }: FastifyRequest): string => url.split("?", 1)[0] ?? "";

const nothingHere = (request: FastifyRequest, doors: readonly Door[]): DomainError =>
  doorOf(request, doors)?.nothing?.(pathOf(request)) ??
  new DomainError("NOT_FOUND", "There is nothing at this path for this method.");

/** Headers of whatever is answered, until a route says otherwise. */
const ownHeaders = ({ id, routeOptions }: FastifyRequest) => ({
  ...(routeOptions.config?.security ?? dataSecurity),
  "cache-control": "no-store",
  "x-request-id": id,
});

/** Times its length that a body takes once it is here: its text, and what is parsed from it. */
const READ = 2;

/** The guards first; then size and time of the body, before a byte of it is read. */
const guardRequests = (
  app: FastifyInstance,
  { guards, doors, inFlight, connections }: Required<Pick<AppOptions, "guards" | "doors" | "inFlight" | "connections">>,
): void => {
  app.addHook("onRequest", async (request, reply) => {
    request.started = performance.now();
    reply.headers(ownHeaders(request));
    const { policy = "authenticated", channel = "http", session, anyHost, answerBytes } = request.routeOptions.config;
    const budget = new Budget(inFlight, answerBytes);
    request.budget = budget;
    reply.raw.once("close", () => budget.close());
    await guards.admit(request, { policy, channel, session, anyHost });
    if (request.routeOptions.config.file === true) connections.carriesFile(reply.raw);
    if (request.is404) throw nothingHere(request, doors);
    const most = bodyBytesOf(request);
    checkBodyHeaders(request.headers, most);
    const bytes = comingBytes(request.headers, most);
    if (request.caller !== null) guards.spend(request.caller, Math.floor(bytes / bodyLimits.bytesPerCost));
    budget.hold(READ * bytes);
    limitBodyTime(request.raw, most);
    if (request.headers.expect !== undefined) reply.raw.writeContinue();
  });
};

const bodyBytesOf = ({ routeOptions }: FastifyRequest): number => routeOptions.config?.bodyBytes ?? bodyLimits.bytes;

const translate = (error: FastifyError | DomainError, request: FastifyRequest): unknown => {
  if (error instanceof DomainError) return error;
  if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE") return bodyTooLarge(bodyBytesOf(request));
  if (error.code === "FST_ERR_CTP_INVALID_MEDIA_TYPE")
    return new DomainError("UNSUPPORTED_MEDIA_TYPE", "The request body must be application/json in UTF-8.");
  const status = error.statusCode ?? 500;
  return status >= 400 && status < 500 ? new DomainError("BAD_REQUEST", "The request is malformed.") : error;
};

type Refuse = (error: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply;

/** Tells an error in the words of the door that the request came in by. */
const refuser =
  (doors: readonly Door[]): Refuse =>
  (error, request, reply) => {
    const { status, headers, body } = refusal(error, request, doorOf(request, doors)?.refuse ?? restRefusal);
    return reply
      .code(status)
      .headers(headers as Record<string, string>)
      .send(body);
  };

const answerErrors = (
  app: FastifyInstance,
  { doors, lines, refuse }: { doors: readonly Door[]; lines: RequestLog; refuse: Refuse },
): void => {
  app.setErrorHandler((error: FastifyError | DomainError, request, reply) => {
    const known = translate(error, request);
    lines.fault(known, request.id);
    return refuse(known, request, reply);
  });
  // A handler of our own, so that the hooks run: strangers do not learn which paths there are.
  app.setNotFoundHandler((request) => {
    throw nothingHere(request, doors);
  });
};
