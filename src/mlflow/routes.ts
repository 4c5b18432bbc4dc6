import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import type { Ctx } from "../context.js";
import { DomainError } from "../errors.js";
import { limits } from "../graphql/limits.js";
import { searchOf } from "../http/search-of.js";
import type { KeptAnswers } from "./kept-answers.js";
import { operations } from "./operations.js";
import { readJson, writeJson } from "./wire/json.js";
import { readObject, readQuery } from "./wire/message.js";
import { TEAM_PREFIX } from "./wire/mounts.js";
import type { Call, MessageOperation, Operation } from "./wire/operation.js";
import { wholeBody } from "./wire/whole-body.js";

/** Mounts every call under each of its prefixes, with and without a team's: one handler each, found by the router. */
export const mlflowRoutes =
  (contextOf: (request: FastifyRequest) => Ctx, answers: KeptAnswers): FastifyPluginAsync =>
  async (app) => {
    const callOf = (request: FastifyRequest): Call => ({
      ctx: contextOf(request),
      team: teamOf(request),
      headers: request.headers,
      answers,
    });
    app.removeAllContentTypeParsers();
    // What is streamed is read from the socket; all else is a buffer, whatever its type: messages check that themselves.
    app.addContentTypeParser("*", (request, payload, done) => {
      if (request.routeOptions.config.bodyBytes === Number.POSITIVE_INFINITY) return done(null, payload);
      const most = request.routeOptions.config.bodyBytes ?? limits.bodyBytes;
      wholeBody(payload, most).then((body) => done(null, body), done);
    });
    for (const operation of operations)
      for (const mount of operation.at)
        for (const prefix of ["", TEAM_PREFIX]) add(app, operation, `${prefix}${mount}`, callOf);
  };

const add = (
  app: FastifyInstance,
  operation: Operation,
  prefix: string,
  callOf: (request: FastifyRequest) => Call,
): void => {
  app.route({
    method: [...operation.methods],
    url: `${prefix}${operation.path}`,
    exposeHeadRoute: false,
    bodyLimit: Number.MAX_SAFE_INTEGER,
    config: {
      operation,
      policy: operation.policy,
      channel: "mlflow-rest",
      errors: "mlflow",
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

const teamOf = (request: FastifyRequest): string | null => {
  const header = request.headers["x-mlflow-workspace"];
  const named = typeof header === "string" ? header.trim() : "";
  return named || (request.params as { team?: string }).team || null;
};

/** The message of a request: from its query for GET, else from its JSON body; path parameters count as fields. */
const messageOf = (operation: MessageOperation, request: FastifyRequest): object => {
  const { team: _, "*": rest, ...params } = request.params as Record<string, string>;
  if (operation.rest !== undefined && rest) params[operation.rest] = rest;
  const query = new URLSearchParams(searchOf(request.url));
  if (request.method === "GET" || request.method === "HEAD") {
    for (const [name, value] of Object.entries(params)) query.set(name, value);
    return readQuery(operation.fields, query);
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
const bodyOf = ({ method, headers, body }: FastifyRequest): unknown => {
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
