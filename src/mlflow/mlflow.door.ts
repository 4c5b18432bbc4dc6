import type { FastifyInstance, FastifyPluginAsync, FastifyReply } from "fastify";
import { DomainError } from "../errors.js";
import type { Asked, Door } from "../http/door.js";
import type { ContextOf } from "../http/facts.js";
import { bodyLimits } from "../http/limits.js";
import type { KeptAnswers } from "./kept-answers.js";
import { operations } from "./operations.js";
import { mlflowClientOf } from "./wire/client.js";
import { mlflowError } from "./wire/errors.js";
import { readJson, writeJson } from "./wire/json.js";
import { readObject, readQuery } from "./wire/message.js";
import { isMlflowPath, TEAM_PREFIX } from "./wire/mounts.js";
import type { Call, MessageOperation, Operation } from "./wire/operation.js";
import { wholeBody } from "./wire/whole-body.js";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The call of MLflow's that the route is a mount of. */
    operation?: Operation;
  }
}

export interface MlflowDoorOptions {
  readonly contextOf: ContextOf;
  /** The process's kept answers to hot calls. */
  readonly answers: KeptAnswers;
  /** What clients ask below their tracking URI too, which may hold a team's prefix. */
  readonly probes: FastifyPluginAsync;
}

/** MLflow's REST API, as its stock clients speak it. */
export const mlflowDoor = (options: MlflowDoorOptions): Door => ({
  name: "mlflow",
  isMine: isMlflowPath,
  refuse: (error, { id }) => mlflowError(error, id),
  nothing: () => new DomainError("ENDPOINT_NOT_FOUND", "There is no such MLflow call at this path for this method."),
  routes: async (app) => {
    await app.register(options.probes, { prefix: TEAM_PREFIX });
    await app.register(calls(options));
  },
});

/** Mounts every call under each of its prefixes, with and without a team's: one handler each, found by the router. */
const calls =
  ({ contextOf, answers }: MlflowDoorOptions): FastifyPluginAsync =>
  async (app) => {
    const callOf = (request: Asked): Call => ({
      ctx: contextOf(request, mlflowClientOf(request.headers)),
      team: teamOf(request),
      headers: request.headers,
      answers,
    });
    app.removeAllContentTypeParsers();
    // What is streamed is read from the socket; all else is a buffer, whatever its type: messages check that themselves.
    app.addContentTypeParser("*", (request, payload, done) => {
      if (request.routeOptions.config.bodyBytes === Number.POSITIVE_INFINITY) return done(null, payload);
      const most = request.routeOptions.config.bodyBytes ?? bodyLimits.bytes;
      wholeBody(payload, most).then((body) => done(null, body), done);
    });
    for (const operation of operations)
      for (const mount of operation.at)
        for (const prefix of ["", TEAM_PREFIX]) add(app, operation, `${prefix}${mount}`, callOf);
  };

const add = (app: FastifyInstance, operation: Operation, prefix: string, callOf: (request: Asked) => Call): void => {
  app.route<{ Querystring: URLSearchParams; Params: Partial<Record<string, string>> }>({
    method: [...operation.methods],
    url: `${prefix}${operation.path}`,
    exposeHeadRoute: false,
    bodyLimit: Number.MAX_SAFE_INTEGER,
    config: {
      operation,
      policy: operation.policy,
      channel: "mlflow-rest",
      ...(operation.session !== undefined && { session: operation.session }),
      ...(operation.bodyBytes !== undefined && { bodyBytes: operation.bodyBytes }),
    },
    handler: async (request, reply) => {
      const call = callOf(request);
      if ("stream" in operation) return operation.stream(call, request, reply);
      return send(reply, await operation.answer(call, messageOf(operation, request) as never));
    },
  });
};

/** An answer that is text already is sent as it is. */
const send = (reply: FastifyReply, answer: object): FastifyReply =>
  reply
    .header("content-type", "application/json; charset=utf-8")
    .send(Buffer.isBuffer(answer) ? answer : writeJson(answer));

const teamOf = ({ headers, params }: Asked): string | null => {
  const header = headers["x-mlflow-workspace"];
  const named = typeof header === "string" ? header.trim() : "";
  return named || params.team || null;
};

/** The message of a request: from its query for GET, else from its JSON body; path parameters count as fields. */
const messageOf = (operation: MessageOperation, request: Asked): object => {
  const { team: _, "*": rest, ...params } = request.params;
  if (operation.rest !== undefined && rest) params[operation.rest] = rest;
  if (request.method === "GET" || request.method === "HEAD") {
    for (const [name, value] of Object.entries(params)) request.query.set(name, value ?? "");
    return readQuery(operation.fields, request.query);
  }
  const body = bodyOf(request);
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new DomainError("INVALID_INPUT", "Bad Request. The request body must be a JSON object.");
  return readObject(operation.fields, { ...body, ...params });
};

const jsonType = /^application\/json\s*(;|$)/i;

/**
 * POST and PUT must say that they bring JSON, even when they bring nothing: a form of another site cannot. PATCH and
 * DELETE need not, as upstream.
 */
const bodyOf = ({ method, headers, body }: Asked): unknown => {
  const type = headers["content-type"];
  if ((method === "POST" || method === "PUT") && !jsonType.test(type ?? ""))
    throw new DomainError(
      "INVALID_INPUT",
      type === undefined
        ? "Bad Request. Content-Type header is missing."
        : "Bad Request. Content-Type must be one of ['application/json'].",
    );
  return body === undefined || body === null ? {} : readJson(body as Buffer);
};
